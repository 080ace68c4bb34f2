/* Stretches of a thread's time that are the runtime's own, and long against a probe. */
#ifndef PIANO_RUNTIME_PAUSE_H
#define PIANO_RUNTIME_PAUSE_H

#include "runtime/state.h"

/* The clock, and the thread's CPU time where that is measured, as a pause begins. */
struct pause {
    uint64_t ticks, cpu_ticks;
};

/* Between the two, nothing counts for the calls that are in flight on this thread. Inside. */
hidden struct pause piano_pause_begin(void);
hidden void piano_pause_end(struct pause begun);

#endif
