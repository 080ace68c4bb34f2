/* Corrects what was inferred of calls that are only counted by what was seen from outside; a step
 * of profile_make, between gathering and settling.
 * In: a gathering.  Out: in it, the estimates of its nodes, less what was certainly not seen and
 * with what was seen besides.
 *
 * The next call that is timed stands for the counted ones before it; a rare one that took a
 * thousand times as long it does not stand for. Who looks every few milliseconds is likely to see
 * that one, and in proportion to its length. And a processor does several calls at once, but not
 * the timed ones, which therefore may stand for more than the others took. */
#ifndef PIANO_ANALYSIS_WATCHED_H
#define PIANO_ANALYSIS_WATCHED_H

#include "analysis/gather.h"

/* Change `inner_ns`, `estimated_ns` and `variance_ns2` of the tree's nodes; `arena` is for scratch.
 */
void watched_correct(struct arena *arena, struct gathering *gathering);

/* Add what was seen besides to one node that stands in no tree. */
void watched_correct_leaf(struct gathered *node);

#endif
