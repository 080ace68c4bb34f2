/* Crates from registries and repositories that the user wants measured as well. cargo does not
 * notice when the selection in one changes: its results must be removed, so that cargo makes them
 * again. */
#ifndef PIANO_WRAPPER_ELSEWHERE_H
#define PIANO_WRAPPER_ELSEWHERE_H

#include "wrapper/survey.h"

/* Add the libraries of the named packages to the survey's crates. */
bool elsewhere_add(struct arena *arena, const struct build_request *request, struct survey *survey,
                   struct error *err);

/* Let cargo forget those whose selection is not that of the last build of this kind. */
bool elsewhere_refresh(struct arena *arena, const struct project *project,
                       const struct build_request *request, const struct survey *survey,
                       struct error *err);

#endif
