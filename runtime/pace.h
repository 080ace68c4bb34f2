/* What the probes cost by now, compared to when the program started. */
#ifndef PIANO_RUNTIME_PACE_H
#define PIANO_RUNTIME_PACE_H

#include "runtime/calibrate.h"

/* Ticks at which to measure again. */
extern hidden _Atomic uint64_t piano_pace_due;

hidden void piano_pace_look(void);

/* To be called now and then while the program runs, on a thread with a tree. */
static inline void pace_note(uint64_t now)
{
    if (unlikely(now > atomic_load_explicit(&piano_pace_due, memory_order_relaxed)))
        piano_pace_look();
}

/* Once, right after calibration. */
hidden void piano_pace_init(bool optimised, const struct piano_costs *costs);

#endif
