/* What the probes themselves cost on this machine. */
#ifndef PIANO_RUNTIME_CALIBRATE_H
#define PIANO_RUNTIME_CALIBRATE_H

#include "runtime/state.h"

/* In 1/PIANO_COST_UNIT of a tick; see piano_header. */
struct piano_costs {
    uint64_t timed_inside, timed_outside, ordered_outside, counted_outside, allocation;
};

/* Runs the very code of the probes, on a tree of its own that nobody will see. Before recording
 * starts; takes some tenths of a millisecond. `optimised`: those that such a program
 * calls. */
hidden void piano_calibrate(bool optimised, struct piano_costs *costs);

#endif
