/* What the user has configured about what cargo calls. */
#ifndef PIANO_CARGO_CONFIGURATION_H
#define PIANO_CARGO_CONFIGURATION_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "cargo/project.h"

/* The program that the user puts before rustc for every crate (RUSTC_WRAPPER,
 * build.rustc-wrapper), or NULL. A wrapper for workspace crates only needs no care of ours:
 * cargo goes on putting it there. */
const char *configuration_wrapper(struct arena *arena, const struct cargo *cargo);

/* The platforms that cargo is told to build for (--target, CARGO_BUILD_TARGET, build.target), by
 * the names that the user has for them; none: only the one that cargo runs on. */
void configuration_platforms(struct arena *arena, const struct cargo *cargo, struct names *out);

/* The name by which cargo knows the platform that it runs on. */
#define PLATFORM_HERE "host-tuple"

/* A variable for whatever cargo starts: from a table [env]. */
struct configured_variable {
    const char *name, *value;
    bool forced; /* goes before what the environment says */
};

struct configured_variables {
    struct configured_variable *at;
    size_t len, cap;
};

void configuration_variables(struct arena *arena, const struct cargo *cargo,
                             struct configured_variables *out);

#endif
