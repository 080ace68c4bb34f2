/* The run file as memory that only grows.
 * In: how much room is wanted.  Out: slabs, one after another, in a file mapped in one piece.
 *
 * A large range of addresses is reserved and the file mapped at its start, step by step, each step
 * only after the file system has allocated its blocks: writing to it can then never end in
 * SIGBUS. */
#include <stdio.h>
#include <string.h>

#include "runtime/pause.h"
#include "runtime/store.h"

#define STEP ((uint64_t)1 << 20)
#define SMALLEST_STEP ((uint64_t)64 << 10)
/* Kept back for what a run cannot do without, once the file can grow no more. */
#define RESERVE ((uint64_t)128 << 10)

static struct {
    char path[4096];
    struct piano_file_id id;
    char *base;
    size_t reserved;
    uint64_t mapped;
    uint64_t used;
    bool anonymous; /* the file could not be mapped; it is written at exit */
    bool full;
} store;

static bool reserve(void)
{
    const size_t largest = (size_t)4 << 30, least = (size_t)16 << 20;
    for (size_t bytes = largest; bytes >= least; bytes /= 4) {
        store.base = piano_platform_reserve(bytes);
        store.reserved = bytes;
        if (store.base)
            return true;
    }
    return false;
}

static bool create(const char *folder, const char *run_id)
{
    bool exists = true;
    /* One process may have several files: a program that replaced itself by exec. */
    for (unsigned attempt = 1; exists && attempt < 1000; attempt++) {
        char number[16] = "";
        if (attempt > 1)
            snprintf(number, sizeof number, ".%u", attempt);
        int length = snprintf(store.path, sizeof store.path, "%s/%s-%u%s.run", folder, run_id,
                              piano_platform_pid(), number);
        if (length < 0 || (size_t)length >= sizeof store.path)
            return false;
        if (piano_platform_file_create(store.path, &store.id, &exists))
            return true;
    }
    return false;
}

static bool map_more(size_t bytes)
{
    if (store.mapped + bytes > store.reserved)
        return false;
    char *at = store.base + store.mapped;
    bool ok = store.anonymous
                  ? piano_platform_memory_at(at, bytes)
                  : piano_platform_file_map(store.path, &store.id, at, store.mapped, bytes);
    if (ok)
        store.mapped += bytes;
    return ok;
}

struct piano_header *piano_store_open(const char *folder, const char *run_id)
{
    memset(&store, 0, sizeof store);
    if (!reserve() || !create(folder, run_id))
        return NULL;
    store.anonymous = !map_more(STEP);
    if (store.anonymous && !map_more(STEP))
        return NULL;
    store.used = PIANO_HEADER_BYTES;
    struct piano_header *header = (struct piano_header *)store.base;
    header->version = PIANO_VERSION;
    header->header_bytes = PIANO_HEADER_BYTES;
    header->base = (uint64_t)(uintptr_t)store.base;
    atomic_store_explicit(&header->used_bytes, store.used, memory_order_release);
    return header;
}

/* By a sixteenth, so that a large file grows seldom and a small one stays small. */
static bool grow(uint64_t wanted)
{
    struct pause pause = piano_pause_begin();
    while (!store.full && store.mapped < wanted) {
        uint64_t step = STEP + store.mapped / 16 / STEP * STEP;
        store.full = !map_more(step) && !map_more(SMALLEST_STEP);
    }
    piano_pause_end(pause);
    return !store.full;
}

struct piano_slab *piano_store_slab(uint32_t kind, uint32_t thread, size_t bytes, bool essential)
{
    bytes = (bytes + sizeof(struct piano_slab) + 63) & ~(size_t)63;
    struct piano_header *header = (struct piano_header *)store.base;
    uint64_t reserve = essential ? 0 : RESERVE;
    uint64_t wanted = store.used + bytes + reserve;
    if (wanted > store.mapped && !grow(wanted)) {
        atomic_fetch_or_explicit(&header->flags, PIANO_FULL, memory_order_relaxed);
        return NULL;
    }
    struct piano_slab *slab = (struct piano_slab *)(store.base + store.used);
    slab->kind = kind;
    slab->thread = thread;
    slab->bytes = bytes;
    store.used += bytes;
    /* In case the program is killed: a clock pair far from the first. */
    header->last = (struct piano_clock_pair){.ticks = piano_ticks(), .ns = piano_platform_ns()};
    atomic_store_explicit(&header->used_bytes, store.used, memory_order_release);
    return slab;
}

void *piano_store_take(struct piano_slab *slab, size_t bytes)
{
    if (!slab)
        return NULL;
    uint64_t used = atomic_load_explicit(&slab->used, memory_order_relaxed);
    if (sizeof *slab + used + bytes > slab->bytes)
        return NULL;
    return (char *)(slab + 1) + used;
}

void piano_store_commit(struct piano_slab *slab, size_t bytes)
{
    uint64_t used = atomic_load_explicit(&slab->used, memory_order_relaxed);
    atomic_store_explicit(&slab->used, used + bytes, memory_order_release);
}

/* Gives back what was not needed. Threads that go on have it mapped again where they need more. */
static void cut(void)
{
    uint64_t needed = (store.used + SMALLEST_STEP - 1) / SMALLEST_STEP * SMALLEST_STEP;
    if (needed < store.mapped && piano_platform_file_cut(store.path, &store.id, needed))
        store.mapped = needed;
}

void piano_store_finish(void)
{
    if (store.anonymous)
        piano_platform_file_write(store.path, store.base, store.used);
    else if (!store.full)
        cut();
}

void piano_store_leave(void)
{
    if (store.base)
        piano_platform_conceal(store.base, store.mapped);
}
