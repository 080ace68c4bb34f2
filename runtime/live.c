/* How much memory the whole program holds.
 * In: the threads' changes, in batches.  Out: header.peak_live_bytes. */
#include "runtime/live.h"

static _Atomic int64_t live;

void piano_live_forget(void)
{
    atomic_store_explicit(&live, 0, memory_order_relaxed);
}

cold void piano_live_hand_in(struct piano_thread *thread)
{
    int64_t change = thread->live_bytes;
    thread->live_bytes = 0;
    int64_t now = atomic_fetch_add_explicit(&live, change, memory_order_relaxed) + change;
    _Atomic uint64_t *peak = &piano_run.header->peak_live_bytes;
    uint64_t most = atomic_load_explicit(peak, memory_order_relaxed);
    while (now > 0 && (uint64_t)now > most)
        if (atomic_compare_exchange_weak_explicit(peak, &most, (uint64_t)now, memory_order_relaxed,
                                                  memory_order_relaxed))
            break;
}
