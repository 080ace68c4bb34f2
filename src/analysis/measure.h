/* What is counted and timed of a function, on one path or on all: the cells of every report. */
#ifndef PIANO_ANALYSIS_MEASURE_H
#define PIANO_ANALYSIS_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

struct measure {
    uint64_t calls;
    uint64_t timed; /* activations that were timed */
    uint64_t activations;
    uint64_t allocs, alloc_bytes, frees, freed_bytes;
    uint64_t polls, completed, cancelled, panicked; /* of async functions */
    double self_ns;
    double total_ns; /* with everything called from it; recursion counted once */
    /* Standard errors of self_ns, never more than its caller's time allows: what was inferred is
     * off by chance, the probe's cost the same way everywhere, and so they add up differently. In a
     * node they are apart; a row's error_ns is of both. */
    double error_ns, cost_error_ns;
    double cpu_self_ns, cpu_total_ns;
    double waiting_ns; /* of its own time, as far as it was seen from outside to wait */
    double suspended_ns, longest_poll_ns;
};

/* Whether its times are inferred from a part of the calls. One in a hundred may be missing: those
 * that went untimed before their function had shown that it is long enough to time each. */
static inline bool measure_is_estimate(const struct measure *m)
{
    return (m->activations - m->timed) * 100 > m->activations;
}

/* Add the counts and self times of `m`. Totals are left alone: they do not add up by themselves
 * where functions call themselves. */
void measure_add(struct measure *to, const struct measure *m);

#endif
