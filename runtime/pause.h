/* Stretches of a thread's time that are the runtime's own, and long against a probe. */
#ifndef PIANO_RUNTIME_PAUSE_H
#define PIANO_RUNTIME_PAUSE_H

#include "runtime/state.h"

/* As a pause begins: the clock; the thread's CPU time where that is measured; and how long this
 * thread has paused so far. */
struct pause {
    uint64_t ticks, cpu_ticks, paused, cpu_paused;
};

/* Between the two, nothing counts for the calls that are in flight on this thread, which has its
 * tree already. One pause may lie within another. Inside. */
hidden struct pause piano_pause_begin(void);
hidden void piano_pause_end(struct pause begun);

#endif
