/* Corrects the times of calls that ordinary readings of the clock gave to their callers; a step of
 * profile_make, after gathering.
 * In: a gathering, whose histograms have what ordered readings found (see runtime/ordered.h).  Out:
 * in it, the time of each node with its share of that. */
#ifndef PIANO_ANALYSIS_UNSEEN_H
#define PIANO_ANALYSIS_UNSEEN_H

#include "analysis/gather.h"

/* Change `inner_ns` and `cpu_ns` of the nodes and leaves, and what their histograms say; `arena` is
 * for scratch. */
void unseen_reveal(struct arena *arena, struct gathering *gathering);

#endif
