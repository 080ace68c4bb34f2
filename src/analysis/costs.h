/* What a run's ticks are in nanoseconds, and how many of them the probe itself took; a step of
 * gather.
 * In: a process, its nodes.  Out: times, added to the nodes of a gathering. */
#ifndef PIANO_ANALYSIS_COSTS_H
#define PIANO_ANALYSIS_COSTS_H

#include "analysis/gather.h"

/* Of one process. */
struct costs {
    double ns_per_tick;
    bool every_call_timed; /* by --exact-time */
    /* What the probe takes each time: between its clock readings; outside them; in addition, where
     * these are ordered; for a call that is only counted; and to note an allocation. */
    double inside_ns, outside_ns, ordered_ns, counted_ns, allocation_ns;
};

/* The costs that its header has; none where the probe's cost is to be left in. */
struct costs costs_of(const struct run_process *process, bool uncorrected);

/* A cost of the header's in nanoseconds. */
double costs_in_ns(const struct run_process *process, uint64_t cost);

/* A timed call that took longer than so much stands for no other. */
double costs_multiplied_ns(const struct run_process *process);

/* What is left of the time that the probe saw without what the probe itself took of it, for the
 * node's activations. */
double costs_without_probe(const struct costs *costs, const struct run_node *n, double seen_ns);

/* Add the node's times, and the probe's cost beside them. */
void costs_add_time(const struct costs *costs, const struct run_node *n, struct gathered *to);

/* Add what it cost to note the node's allocations. */
void costs_add_allocations(const struct costs *costs, const struct run_node *n,
                           struct gathered *to);

#endif
