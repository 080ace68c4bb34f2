/* An instrumented build, from the outside.
 * In: a survey.  Out: the program. */
#ifndef PIANO_WRAPPER_BUILD_H
#define PIANO_WRAPPER_BUILD_H

#include "wrapper/survey.h"

struct built {
    const char *program; /* absolute path of the executable */
    /* Below piano's own folder: where build scripts put libraries to be loaded. */
    ARRAY(const char *) library_folders;
    /* What compiles only without probes, found in this build or an earlier one. */
    ARRAY(struct skipped) healed;
    size_t healed_crates; /* how many whole crates are among them */
};

/* Let cargo build the program with probes in; cargo's progress and the compiler's words go to
 * standard error as ever. A build that fails is an error that is `shown`, with cargo's code. */
bool build_make(struct arena *arena, const struct project *project, const struct survey *survey,
                const struct build_request *request, struct built *out, struct error *err);

#endif
