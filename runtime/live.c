/* How much memory the whole program holds.
 * In: the changes of the threads, in batches.  Out: header.live_bytes, header.peak_live_bytes; and
 * now and then an allocation whose owner is noted. */
#include "runtime/live.h"
#include "runtime/pause.h"
#include "runtime/owners.h"

void piano_live_hand_in(struct piano_thread *thread)
{
    struct piano_own *own = piano_own(thread);
    struct piano_header *header = piano_run.header;
    header->live_bytes += own->alloc_given - thread->alloc_left;
    header->live_bytes -= own->free_given - thread->free_left;
    own->alloc_given = thread->alloc_left;
    own->free_given = thread->free_left;
}

static void note_peak(struct piano_header *header)
{
    uint64_t most = atomic_load_explicit(&header->peak_live_bytes, memory_order_relaxed);
    if (header->live_bytes <= 0 || (uint64_t)header->live_bytes <= most)
        return;
    header->peak_sampling = header->sample_bytes;
    header->peak_number++;
    atomic_store_explicit(&header->peak_live_bytes, (uint64_t)header->live_bytes,
                          memory_order_relaxed);
}

cold void piano_live_alloc(struct piano_thread *thread, const void *at, size_t bytes)
{
    if (!inside_begin())
        return;
    struct pause pause = piano_pause_begin();
    struct piano_own *own = piano_own(thread);
    piano_lock();
    int64_t since = own->alloc_given - thread->alloc_left;
    piano_live_hand_in(thread);
    piano_owners_allocated(own, at, bytes, since);
    note_peak(piano_run.header);
    int64_t given = own->until_sample < PIANO_LIVE_BATCH ? own->until_sample : PIANO_LIVE_BATCH;
    own->alloc_given = thread->alloc_left = given;
    piano_unlock();
    piano_pause_end(pause);
    inside_end();
}

cold void piano_live_free(struct piano_thread *thread, const void *at)
{
    if (!inside_begin())
        return;
    struct pause pause = piano_pause_begin();
    piano_lock();
    piano_live_hand_in(thread);
    piano_owners_freed(at);
    piano_own(thread)->free_given = thread->free_left = PIANO_LIVE_BATCH;
    piano_unlock();
    piano_pause_end(pause);
    inside_end();
}
