/* Calls for whose paths there was no room; a part of gathering, and the last step of profile_make's
 * sums.
 * In: the nodes that hold them, by function.  Out: rows of functions that have their time and
 * counts. */
#ifndef PIANO_ANALYSIS_FOLDED_H
#define PIANO_ANALYSIS_FOLDED_H

#include "analysis/costs.h"

/* Whether they are calls that called nothing: their node is like any other, below that of their
 * callers. */
static inline bool folded_is_leaf(const struct folded *folded)
{
    return folded->caller != PROFILE_NONE;
}

/* Set the times of a function's fold node, which holds calls on many paths; and of a leaf. */
void folded_set_calls(const struct costs *costs, const struct run_node *n, struct folded *out);
void folded_set_leaf(const struct costs *costs, const struct run_node *n, struct folded *out);

/* In the tree's nodes the time of such calls is self time of their callers. In the rows it goes to
 * the functions that spent it, the sum kept but for what the probe and the folding took. */
void folded_share_out(const struct gathering *gathering, struct profile *profile);

#endif
