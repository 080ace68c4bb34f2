/* Allocations and frees, charged to the current function.
 * In: sizes; or whole requests, of a program that uses the system's allocator.  Out: counters of
 * the current node. A request that failed is not counted. */
#include <stdlib.h>
#include <string.h>

#include "runtime/live.h"
#include "runtime/owners.h"
#include "runtime/probe.h"
#include "runtime/thread.h"

static inline struct piano_thread *recording_thread(void)
{
    struct piano_thread *thread = piano_self;
    return likely(thread) ? thread : piano_probe_thread();
}

static inline void count_alloc(struct piano_thread *thread, const void *at, size_t bytes)
{
    struct piano_node *node = piano_current;
    node->allocs++;
    node->alloc_bytes += bytes;
    thread->alloc_left -= (int64_t)bytes;
    if (unlikely(thread->alloc_left < 0))
        piano_live_alloc(thread, at, bytes);
}

static inline void count_free(struct piano_thread *thread, size_t bytes)
{
    struct piano_node *node = piano_current;
    node->frees++;
    node->freed_bytes += bytes;
    thread->free_left -= (int64_t)bytes;
}

void piano_note_alloc(const void *at, size_t bytes)
{
    struct piano_thread *thread = recording_thread();
    if (likely(thread))
        count_alloc(thread, at, bytes);
}

void piano_note_free(const void *at, size_t bytes)
{
    struct piano_thread *thread = recording_thread();
    if (unlikely(!thread)) {
        piano_owners_freed_elsewhere(at);
        return;
    }
    count_free(thread, bytes);
    if (unlikely(owners_may_have(at) || thread->free_left < 0))
        piano_live_free(thread, at);
}

struct piano_sample *piano_note_moving(const void *at)
{
    return unlikely(owners_may_have(at)) ? piano_owners_take(at) : NULL;
}

void piano_note_moved(struct piano_sample *sample, const void *moved, size_t old_bytes,
                      size_t new_bytes)
{
    struct piano_thread *thread = recording_thread();
    if (unlikely(sample != NULL))
        piano_owners_give_back(sample, moved != NULL);
    if (unlikely(!moved || !thread))
        return;
    count_free(thread, old_bytes);
    count_alloc(thread, moved, new_bytes);
}

/* What malloc aligns to; Rust's std relies on the same. */
static bool malloc_suits(size_t align, size_t bytes)
{
    return align <= _Alignof(max_align_t) && align <= bytes;
}

static void *aligned(size_t bytes, size_t align)
{
    void *at = NULL;
    return posix_memalign(&at, align < sizeof(void *) ? sizeof(void *) : align, bytes) ? NULL : at;
}

void *piano_alloc(size_t bytes, size_t align)
{
    void *at = likely(malloc_suits(align, bytes)) ? malloc(bytes) : aligned(bytes, align);
    if (likely(at))
        piano_note_alloc(at, bytes);
    return at;
}

void *piano_alloc_zeroed(size_t bytes, size_t align)
{
    if (malloc_suits(align, bytes)) {
        void *at = calloc(bytes, 1);
        if (likely(at))
            piano_note_alloc(at, bytes);
        return at;
    }
    void *at = piano_alloc(bytes, align);
    return at ? memset(at, 0, bytes) : NULL;
}

static void *move(void *at, size_t old_bytes, size_t align, size_t new_bytes)
{
    void *moved = aligned(new_bytes, align);
    if (moved) {
        memcpy(moved, at, old_bytes < new_bytes ? old_bytes : new_bytes);
        free(at);
    }
    return moved;
}

void *piano_realloc(void *at, size_t old_bytes, size_t align, size_t new_bytes)
{
    struct piano_sample *sample = piano_note_moving(at);
    void *moved = malloc_suits(align, new_bytes) ? realloc(at, new_bytes)
                                                 : move(at, old_bytes, align, new_bytes);
    piano_note_moved(sample, moved, old_bytes, new_bytes);
    return moved;
}

void piano_free(void *at, size_t bytes)
{
    piano_note_free(at, bytes);
    free(at);
}
