/* Calling cargo the way the user calls it. */
#ifndef PIANO_CARGO_CALL_H
#define PIANO_CARGO_CALL_H

#include "base/arena.h"
#include "base/arguments.h"
#include "base/error.h"
#include "cargo/project.h"

/* Whether the flag is among the user's, written just so. */
bool cargo_has_flag(const struct cargo *cargo, const char *name);

/* Which of the user's flags a verb takes. */
enum cargo_flags {
    CARGO_COMMON_FLAGS,  /* what every verb takes: --config, -Z, --offline, … */
    CARGO_RESOLVE_FLAGS, /* and the features */
    CARGO_CLEAN_FLAGS,   /* what every verb takes, the profile and the target */
    CARGO_ALL_FLAGS,
};

/* Begin `cargo [+toolchain] VERB`, with --manifest-path and the user's flags. */
void call_begin(struct arena *arena, const struct cargo *cargo, const char *verb,
                enum cargo_flags which, struct arguments *out);

/* Let it build into this folder, which exists and whose own name is a plain word, and nowhere else.
 */
bool call_into(struct arena *arena, const struct project *project, const char *folder,
               struct arguments *line, struct error *err);

/* Run cargo with standard output collected and nothing shown; `environment` as in a command line,
 * `*status` as from waitpid(). */
bool call_quietly(struct arena *arena, const struct arguments *arguments,
                  const char *const *environment, struct text *out, int *status, struct error *err);

/* The same, but what cargo says on standard error is shown where it fails, and the error is then
 * `shown`, with cargo's exit code. */
bool call_capture(struct arena *arena, const struct arguments *arguments, struct text *out,
                  struct error *err);

/* What rustc, of the toolchain that was chosen, says to these words (NULL-terminated); empty where
 * it fails. */
struct text call_rustc(struct arena *arena, const struct cargo *cargo, const char *const *words);

/* The sentence for a cargo that could not be started; always false. */
bool call_missing(struct error *err);

#endif
