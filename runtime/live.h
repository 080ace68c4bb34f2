/* How much memory the whole program holds, and the most it held. Threads count down what they
 * were given to allocate and to free, and look at the whole when it is used up: the peak is true
 * to what one is given. */
#ifndef PIANO_RUNTIME_LIVE_H
#define PIANO_RUNTIME_LIVE_H

#include "runtime/thread.h"

#define PIANO_LIVE_BATCH ((int64_t)16 << 10)

/* The thread has used up what it was given to allocate, with these bytes. */
hidden void piano_live_alloc(struct piano_thread *thread, const void *at, size_t bytes);

/* It has used up what it was given to free; or the bytes may have an owner noted. */
hidden void piano_live_free(struct piano_thread *thread, const void *at);

/* Makes the thread's changes part of the whole. Needs the lock. */
hidden void piano_live_hand_in(struct piano_thread *thread);

#endif
