/* Corrects what was inferred of calls that are only counted by what was seen from outside; a step
 * of profile_make, between gathering and settling.
 * In: a gathering.  Out: in it, the time that the estimates of its nodes lack.
 *
 * The next call that is timed stands for the counted ones before it; a rare one that took a
 * thousand times as long it does not stand for. Who looks every few milliseconds is likely to see
 * that one, and in proportion to its length. */
#ifndef PIANO_ANALYSIS_WATCHED_H
#define PIANO_ANALYSIS_WATCHED_H

#include "analysis/gather.h"

/* Add to `inner_ns`, `estimated_ns` and `variance_ns2` of the tree's nodes; `arena` is for scratch.
 */
void watched_correct(struct arena *arena, struct gathering *gathering);

/* The same for one node that stands in no tree. */
void watched_correct_leaf(struct gathered *node);

#endif
