/* The calling-context trees, each used by one thread at a time.
 * In: a thread's first event, and the system's notice that it ends.  Out: a tree in the file, where
 * it stays.
 *
 * The first threads to end keep their trees to themselves, so that a report can tell them apart.
 * The trees of later ones are used again, so that memory follows the number of live threads. */
#include <pthread.h>

#include "runtime/cpu.h"
#include "runtime/fold.h"
#include "runtime/histogram.h"
#include "runtime/jobs.h"
#include "runtime/live.h"
#include "runtime/store.h"
#include "runtime/thread.h"
#include "runtime/tree.h"

#define TREES_A_SLAB 32
#define TREES_KEPT_APART 64
/* From this many trees on, threads that were created on different paths share them. */
#define MOST_TREES_APART 512
/* A key's destructor runs again, for up to four rounds, as long as it sets the key again. */
#define LAST_DESTRUCTOR_ROUND 3

static struct {
    pthread_key_t key;
    bool has_key;
    struct piano_slab *slab;
    uint32_t count;
    struct piano_own *ended; /* the latest first */
    unsigned ended_count;
} trees;

_Thread_local struct piano_node *piano_thread_creator;

/* Set in the last round: whatever else the thread runs is not recorded. */
static _Thread_local bool gone;

static struct piano_own *make_own(struct piano_thread *thread)
{
    struct piano_own *own = piano_platform_memory(sizeof *own);
    if (!own)
        return NULL;
    own->thread = thread;
    own->random = thread->index + 1;
    return own;
}

void *piano_own_memory(struct piano_own *own, size_t bytes)
{
    const size_t block = (size_t)64 << 10;
    bytes = (bytes + 15) & ~(size_t)15;
    if (bytes > block / 4)
        return piano_platform_memory(bytes);
    if (bytes > own->block_room) {
        own->block = piano_platform_memory(block);
        own->block_room = own->block ? block : 0;
        if (!own->block)
            return NULL;
    }
    own->block_room -= bytes;
    return own->block + own->block_room;
}

static struct piano_own *new_tree(void)
{
    struct piano_thread *thread = piano_store_take(trees.slab, sizeof *thread);
    if (!thread) {
        trees.slab =
            piano_store_slab(PIANO_SLAB_THREADS, UINT32_MAX, TREES_A_SLAB * sizeof *thread, true);
        thread = piano_store_take(trees.slab, sizeof *thread);
    }
    if (!thread)
        return NULL;
    thread->index = trees.count;
    thread->creator = piano_thread_creator;
    struct piano_own *own = make_own(thread);
    if (!own || !piano_tree_plant(own)) {
        if (own)
            piano_platform_memory_free(own, sizeof *own);
        return NULL;
    }
    trees.count++;
    thread->own = own;
    piano_store_commit(trees.slab, sizeof *thread);
    return own;
}

static struct piano_own *ended_tree(void)
{
    if (trees.ended_count < TREES_KEPT_APART)
        return NULL;
    struct piano_own **link = &trees.ended;
    while (*link && (*link)->thread->creator != piano_thread_creator)
        link = &(*link)->next_ended;
    if (!*link && trees.count < MOST_TREES_APART)
        return NULL;
    link = *link ? link : &trees.ended;
    struct piano_own *own = *link;
    *link = own->next_ended;
    trees.ended_count--;
    if (own->thread->creator != piano_thread_creator)
        own->thread->creator = NULL;
    return own;
}

static void serve(struct piano_own *own)
{
    struct piano_thread *thread = own->thread;
    own->destructor_rounds = 0;
    piano_cpu_meet(own);
    thread->os_id = piano_platform_thread_id();
    piano_platform_thread_name(thread->name, sizeof thread->name);
    thread->served++;
    thread->bucket = &thread->no_bucket;
    thread->root->counted = thread->served * PIANO_CALL;
    thread->start_ticks = piano_ticks();
    thread->root->start = thread->start_ticks;
    atomic_store_explicit(&thread->state, PIANO_THREAD_LIVE, memory_order_release);
    if (trees.has_key)
        pthread_setspecific(trees.key, own);
    piano_self = thread;
    piano_current = thread->root;
    thread->current_at = (uintptr_t)&piano_current;
}

struct piano_thread *piano_thread_begin(void)
{
    if (atomic_load_explicit(&piano_run.recording, memory_order_acquire) != PIANO_RECORDING ||
        gone || !inside_begin())
        return NULL;
    piano_lock();
    struct piano_own *own = ended_tree();
    if (!own)
        own = new_tree();
    piano_unlock();
    if (own)
        serve(own);
    inside_end();
    if (own)
        piano_job_go_on(own->thread);
    return piano_self;
}

void piano_thread_unwind(struct piano_node *stop)
{
    uint64_t now = piano_ticks();
    for (struct piano_node *node = piano_current; node != stop; node = node->parent) {
        if (node->start)
            node->ticks += piano_ticks_since(node->start, now);
        node->start = 0;
    }
    piano_current = stop;
}

static void end(struct piano_own *own)
{
    struct piano_thread *thread = own->thread;
    piano_self = NULL;
    gone = true;
    histogram_count(thread->bucket, thread->bucket_calls);
    piano_fold_unwind(thread);
    piano_thread_unwind(thread->root);
    piano_current = &piano_nobody;
    uint64_t lived = piano_ticks_since(thread->start_ticks, piano_ticks());
    thread->root->ticks += lived;
    thread->root->start = 0;
    thread->recorded_ticks += lived;
    piano_platform_thread_name(thread->name, sizeof thread->name);
    atomic_store_explicit(&thread->state, PIANO_THREAD_ENDED, memory_order_release);
    piano_lock();
    piano_live_hand_in(thread);
    own->next_ended = trees.ended;
    trees.ended = own;
    trees.ended_count++;
    piano_unlock();
}

/* Other destructors of the thread may still run measured functions: wait for the last round. */
static void key_destructor(void *value)
{
    struct piano_own *own = value;
    if (!piano_self || own != piano_own(piano_self) || !inside_begin())
        return;
    if (++own->destructor_rounds < LAST_DESTRUCTOR_ROUND &&
        pthread_setspecific(trees.key, own) == 0) {
        inside_end();
        return;
    }
    end(own);
    inside_end();
}

void piano_threads_init(void)
{
    trees.has_key = pthread_key_create(&trees.key, key_destructor) == 0;
}

void piano_threads_forget(void)
{
    piano_thread_creator = NULL;
    trees.slab = NULL;
    trees.count = 0;
    trees.ended = NULL;
    trees.ended_count = 0;
}
