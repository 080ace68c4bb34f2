/* Makes the times of a gathered tree agree with each other; a step of profile_make.
 * In: gathered nodes, each with its own estimate.  Out: self and total time for each, such that
 *
 *     node.total == node.self + sum(children.total)
 *     root's inner == sum of all self + the probe's cost
 *
 * What was measured outranks what was inferred, and nothing becomes negative. */
#ifndef PIANO_ANALYSIS_SETTLE_H
#define PIANO_ANALYSIS_SETTLE_H

#include "analysis/gather.h"

/* Fill in the times in the nodes' measures; the answer is the probe's whole cost in ns. */
double settle(struct arena *arena, struct gathering *gathering);

#endif
