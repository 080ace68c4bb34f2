/* CPU time of the calling thread, in ticks, at the price of a clock read where that can be had. */
#ifndef PIANO_RUNTIME_CPU_H
#define PIANO_RUNTIME_CPU_H

#include "runtime/thread.h"

/* Once, before any other function: learns how ticks and nanoseconds relate. */
hidden void piano_cpu_init(void);

/* A thread begins with this tree: what the word says is not about it. */
hidden void piano_cpu_meet(struct piano_own *own);

/* `piano_cpu_ticks` where the thread's presence is lost. */
hidden uint64_t piano_cpu_ask(struct piano_own *own);

extern hidden uint64_t piano_presence_armed;

/* CPU time at `now`, a reading of the clock that was just taken. Had the thread been away before
 * it, the word would be gone. It is noted in the file: the thread may be killed. */
static inline uint64_t piano_cpu_ticks(struct piano_own *own, uint64_t now)
{
    const volatile uint64_t *presence = own->presence;
    bool present = likely(presence && *presence == piano_presence_armed);
    uint64_t used = present ? now - own->off_ticks : piano_cpu_ask(own);
    own->thread->cpu_seen = used;
    return used;
}

/* Begins the CPU time of a node's call; returns the ticks at which the call begins. */
hidden uint64_t piano_cpu_begin(struct piano_thread *thread, struct piano_node *node);

/* Ends it at `now`; it stands for `calls` calls. */
hidden void piano_cpu_end(struct piano_thread *thread, struct piano_node *node, uint64_t now,
                          uint32_t calls);

/* Of the calls in flight on the calling thread: what they have used up to now, for they may never
 * end. Inside. */
hidden void piano_cpu_note(struct piano_thread *thread);

#endif
