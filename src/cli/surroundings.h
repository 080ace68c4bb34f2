/* What cargo gives a program that it runs: `cargo run` its environment and its runner, `cargo test`
 * and `cargo bench` the package's folder as well, and the latter an argument by which harnesses
 * know that they are to measure. Kept beside what was built, for `piano run`. */
#ifndef PIANO_CLI_SURROUNDINGS_H
#define PIANO_CLI_SURROUNDINGS_H

#include "base/arena.h"
#include "base/error.h"
#include "wrapper/build.h"

struct surroundings {
    const char *folder;            /* where the program runs, or NULL: where the user is */
    const char *argument;          /* after the user's own, or NULL */
    ARRAY(const char *) variables; /* "NAME=value" */
    /* What is to start the program, and its first arguments; NULL-terminated, or empty. */
    ARRAY(const char *) runner;
};

/* Note what the program that was just built gets. */
bool surroundings_save(struct arena *arena, const struct survey *survey, const struct cargo *cargo,
                       const struct built *built, struct error *err);

/* `folder`: piano's own. Of a program without a note, nothing. */
void surroundings_load(struct arena *arena, const char *folder, const char *program,
                       struct surroundings *out);

#endif
