/* What the probes themselves cost on this machine. */
#ifndef PIANO_RUNTIME_CALIBRATE_H
#define PIANO_RUNTIME_CALIBRATE_H

#include "runtime/state.h"

/* In 1/PIANO_COST_UNIT of a tick; see piano_header. */
struct piano_costs {
    uint64_t timed_inside, timed_outside, ordered_outside, counted_outside, allocation;
};

/* Runs the probes themselves, on a scratch tree, before recording starts; takes some tenths of a
 * millisecond. `optimised`: the probes that an optimised program calls. */
hidden void piano_calibrate(bool optimised, struct piano_costs *costs);

#endif
