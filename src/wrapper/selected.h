/* What the user selected, in words that go with the program into its run files.
 * In: a request and what it selects from.  Out: options on one line, "--mod parser --skip 'a b'".
 */
#ifndef PIANO_WRAPPER_SELECTED_H
#define PIANO_WRAPPER_SELECTED_H

#include "wrapper/survey.h"

/* What the words begin with where functions were left out for being short; those are named then. */
#define SELECTED_SKIP_SHORT "--skip-short"

/* The same words for selections that select the same, however they were written, and other words
 * for others; empty: everything. At most PIANO_SELECTION_BYTES with its NUL. */
const char *selected_words(struct arena *arena, const struct project *project,
                           const struct survey *survey, const struct build_request *request);

/* The same selection for processes in whatever folder: files by their absolute paths. */
struct selector selected_from_anywhere(struct arena *arena, const struct project *project,
                                       const struct survey *survey,
                                       const struct selector *selector);

#endif
