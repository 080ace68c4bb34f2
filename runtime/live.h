/* How much memory the whole program holds, and the most it held. Each thread has an allowance of
 * bytes to allocate and one to free, and updates the totals only when one of them is used up: so
 * the peak is exact to the size of an allowance a thread. */
#ifndef PIANO_RUNTIME_LIVE_H
#define PIANO_RUNTIME_LIVE_H

#include "runtime/thread.h"

#define PIANO_LIVE_BATCH ((int64_t)16 << 10)

/* With this allocation the thread has used up its allowance to allocate. */
hidden void piano_live_alloc(struct piano_thread *thread, const void *at, size_t bytes);

/* It has used up its allowance to free, or the bytes may have an owner noted. */
hidden void piano_live_free(struct piano_thread *thread, const void *at);

/* Adds the thread's changes to the totals. Needs the lock. */
hidden void piano_live_hand_in(struct piano_thread *thread);

#endif
