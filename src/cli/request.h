/* What is to be built, by the command line.
 * In: the options of piano build.  Out: flags for cargo, and a request for the wrapper. */
#ifndef PIANO_CLI_REQUEST_H
#define PIANO_CLI_REQUEST_H

#include "cli/build.h"
#include "wrapper/survey.h"

/* As struct cargo wants them; in the arena. */
const char *const *request_cargo_flags(struct arena *arena, const struct cargo_options *options);

/* The request, which points into `options` and `cargo`; false where options do not go together. */
bool request_make(const struct build_options *options, const struct cargo *cargo,
                  struct build_request *out, struct error *err);

#endif
