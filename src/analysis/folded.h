/* Calls for whose paths there was no room; a part of gathering, and the last step of profile_make's
 * sums.
 * In: the nodes that hold them, by function.  Out: rows of functions that have their time and
 * counts. */
#ifndef PIANO_ANALYSIS_FOLDED_H
#define PIANO_ANALYSIS_FOLDED_H

#include "analysis/costs.h"

/* Calls that called nothing: their node stands below that of their callers, and is like any. */
static inline bool folded_is_leaf(const struct folded *folded)
{
    return folded->caller != PROFILE_NONE;
}

/* Times of a function's node on whose calls stood many paths, and of a leaf's. */
void folded_set_calls(const struct costs *costs, const struct run_node *n, struct folded *out);
void folded_set_leaf(const struct costs *costs, const struct run_node *n, struct folded *out);

/* In the tree's nodes the time of such calls is self time of their callers. In the rows it goes to
 * the functions that spent it, the sum kept but for what the probe and the folding took. */
void folded_share_out(const struct gathering *gathering, struct profile *profile);

#endif
