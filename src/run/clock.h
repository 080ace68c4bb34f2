/* The clocks that a run may be recorded with. */
#ifndef PIANO_RUN_CLOCK_H
#define PIANO_RUN_CLOCK_H

#include <stdbool.h>

#include "runtime/format.h"

/* The clock of this kind and CLOCK_MONOTONIC now, read together; false where this machine has no
 * such clock. */
bool clock_read(uint32_t clock, struct piano_clock_pair *out);

/* CLOCK_MONOTONIC now. */
uint64_t clock_monotonic_ns(void);

/* The time of day, from 1970. */
uint64_t clock_unix_ns(void);

/* One moment by the clocks that differ in what they count from, and in what they pass over. */
struct clock_moment {
    uint64_t unix_ns;
    uint64_t monotonic_ns;
    uint64_t boot_ns; /* as monotonic_ns, and in addition while the machine was suspended */
};

struct clock_moment clock_moment_now(void);

/* How long a tick of the run's clock is, from the pairs that its header holds. */
double clock_ns_per_tick(const struct piano_header *header);

#endif
