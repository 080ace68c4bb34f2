/* Makes the CPU times of a gathered tree agree with its times; the last part of settling.
 * In: nodes whose times are final.  Out: the CPU time of each node itself, never more than its
 * time.
 *
 * CPU time is asked for at calls that are timed, and inferred for the others: what was inferred of
 * callees may not fit into what their caller used. */
#ifndef PIANO_ANALYSIS_SETTLE_CPU_H
#define PIANO_ANALYSIS_SETTLE_CPU_H

#include "analysis/gather.h"

/* Fill in `cpu_self_ns` in the nodes' measures, in ns; `arena` is for scratch. */
void settle_cpu(struct arena *arena, struct gathering *gathering);

#endif
