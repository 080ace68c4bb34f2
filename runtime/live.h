/* How much memory the whole program holds, and the most it held. Threads add up their own changes
 * and hand them in once they are worth it: the peak is true to BATCH a thread. */
#ifndef PIANO_RUNTIME_LIVE_H
#define PIANO_RUNTIME_LIVE_H

#include "runtime/state.h"

#define PIANO_LIVE_BATCH ((int64_t)16 << 10)

hidden void piano_live_hand_in(struct piano_thread *thread);

/* In a forked child: the peak starts anew. */
hidden void piano_live_forget(void);

static inline void piano_live_add(struct piano_thread *thread, int64_t bytes)
{
    int64_t live = thread->live_bytes + bytes;
    thread->live_bytes = live;
    if (unlikely((uint64_t)(live + PIANO_LIVE_BATCH) > 2 * (uint64_t)PIANO_LIVE_BATCH))
        piano_live_hand_in(thread);
}

#endif
