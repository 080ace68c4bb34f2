/* Which program is meant.
 * In: a project and the names the user gave.  Out: one target, or a sentence with those there
 * are. */
#ifndef PIANO_WRAPPER_CHOOSE_H
#define PIANO_WRAPPER_CHOOSE_H

#include "wrapper/survey.h"

/* `*package` and `*target` point into the project. Where several programs are meant, or none, the
 * error lists what can be named, or says what is nearest. */
bool choose_program(struct arena *arena, const struct project *project,
                    const struct build_request *request, const struct package **package,
                    const struct target **target, struct error *err);

#endif
