/* Functions by name, for one who chooses among them.
 * In: a survey.  Out: lines "file:line: crate::name" on standard output. */
#ifndef PIANO_CLI_LISTING_H
#define PIANO_CLI_LISTING_H

#include "base/error.h"
#include "cargo/project.h"
#include "wrapper/survey.h"

/* Those that would be measured. */
bool listing_measured(const struct project *project, const struct survey *survey,
                      struct error *err);

/* Those that cannot be measured, each with the reason. */
bool listing_skipped(const struct project *project, const struct survey *survey, struct error *err);

#endif
