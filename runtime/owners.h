/* Whose memory the program holds: some allocations are remembered, with the function that made
 * them, until they are freed. */
#ifndef PIANO_RUNTIME_OWNERS_H
#define PIANO_RUNTIME_OWNERS_H

#include "runtime/thread.h"

/* A bitmap, one bit for many addresses: set while an allocation at one of them is remembered.
 * Neighbouring addresses have neighbouring bits, so that what is used of it stays in the cache. */
#define PIANO_OWNERS_BITS (1u << 18)

extern hidden _Atomic uint64_t piano_owners_marks[PIANO_OWNERS_BITS / 64];

static inline uint32_t owners_bit(const void *at)
{
    uintptr_t address = (uintptr_t)at;
    return (uint32_t)(address >> 4 ^ address >> 22) & (PIANO_OWNERS_BITS - 1);
}

static inline bool owners_may_have(const void *at)
{
    uint32_t bit = owners_bit(at);
    uint64_t marks = atomic_load_explicit(&piano_owners_marks[bit / 64], memory_order_relaxed);
    return marks >> bit % 64 & 1;
}

/* The thread's current function allocated these bytes; with them the thread has allocated `since`
 * bytes since the last time it reported here. Sets own->until_sample, after how many more bytes it
 * is to report again. Needs the lock. */
hidden void piano_owners_allocated(struct piano_own *own, const void *at, size_t bytes,
                                   int64_t since);

/* Needs the lock. */
hidden void piano_owners_freed(const void *at);

/* The same on a thread that is not recorded. */
hidden void piano_owners_freed_elsewhere(const void *at);

/* Takes the record of an allocation that is about to move, or NULL. It keeps counting for its owner
 * until piano_owners_give_back says whether it did move. */
hidden struct piano_sample *piano_owners_take(const void *at);
hidden void piano_owners_give_back(struct piano_sample *sample, bool moved);

/* In a forked child: nothing is remembered. */
hidden void piano_owners_forget(void);

#endif
