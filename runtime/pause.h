/* Time that the runtime itself takes on a thread, long compared to a probe. */
#ifndef PIANO_RUNTIME_PAUSE_H
#define PIANO_RUNTIME_PAUSE_H

#include "runtime/state.h"

/* As of a pause's beginning: the clock; the thread's CPU time, if that is measured; and how long
 * the thread has paused before. */
struct pause {
    uint64_t ticks, cpu_ticks, paused, cpu_paused;
};

/* The time between the two does not count for the calls in flight on this thread, which must have
 * its tree already. Pauses may nest. Inside. */
hidden struct pause piano_pause_begin(void);
hidden void piano_pause_end(struct pause begun);

#endif
