/* CPU time of the calling thread, in ticks; where the system allows, at the cost of a clock
 * reading. */
#ifndef PIANO_RUNTIME_CPU_H
#define PIANO_RUNTIME_CPU_H

#include "runtime/thread.h"

/* Once, before any other function: measures how ticks and nanoseconds relate. */
hidden void piano_cpu_init(void);

/* The calling thread begins to use this tree, whose off_ticks are of another one: finds the
 * thread's presence word and disarms it. */
hidden void piano_cpu_meet(struct piano_own *own);

/* piano_cpu_ticks, if the presence word is not armed: asks the kernel. */
hidden uint64_t piano_cpu_ask(struct piano_own *own);

extern hidden uint64_t piano_presence_armed;

/* CPU time at `now`, a clock reading that was just taken: if the thread had been off its processor
 * before it, the word would not be armed. The result is also noted in the file, as the thread may
 * be killed. */
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

/* Ends it at `now`; the call stands for `calls` calls. */
hidden void piano_cpu_end(struct piano_thread *thread, struct piano_node *node, uint64_t now,
                          uint32_t calls);

/* Adds the CPU time so far of the calls in flight on the calling thread, which may never end.
 * Inside. */
hidden void piano_cpu_note(struct piano_thread *thread);

#endif
