/* Memory that the program has and gives back, charged to the function that runs.
 * In: sizes; or whole requests, for a program that uses the system's allocator.  Out: counters of
 * the current node. A request that failed is not counted. */
#include <stdlib.h>
#include <string.h>

#include "runtime/live.h"
#include "runtime/probe.h"
#include "runtime/thread.h"

static inline struct piano_thread *recording_thread(void)
{
    struct piano_thread *thread = piano_self;
    return likely(thread) ? thread : piano_probe_thread();
}

void piano_note_alloc(size_t bytes)
{
    struct piano_thread *thread = recording_thread();
    if (unlikely(!thread))
        return;
    struct piano_node *node = thread->current;
    node->allocs++;
    node->alloc_bytes += bytes;
    piano_live_add(thread, (int64_t)bytes);
}

void piano_note_free(size_t bytes)
{
    struct piano_thread *thread = recording_thread();
    if (unlikely(!thread))
        return;
    struct piano_node *node = thread->current;
    node->frees++;
    node->freed_bytes += bytes;
    piano_live_add(thread, -(int64_t)bytes);
}

void piano_note_realloc(size_t old_bytes, size_t new_bytes)
{
    piano_note_free(old_bytes);
    piano_note_alloc(new_bytes);
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
        piano_note_alloc(bytes);
    return at;
}

void *piano_alloc_zeroed(size_t bytes, size_t align)
{
    if (malloc_suits(align, bytes)) {
        void *at = calloc(bytes, 1);
        if (likely(at))
            piano_note_alloc(bytes);
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
    void *moved = malloc_suits(align, new_bytes) ? realloc(at, new_bytes)
                                                 : move(at, old_bytes, align, new_bytes);
    if (likely(moved))
        piano_note_realloc(old_bytes, new_bytes);
    return moved;
}

void piano_free(void *at, size_t bytes)
{
    free(at);
    piano_note_free(bytes);
}
