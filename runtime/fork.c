/* A forked child records into a file of its own.
 * In: the system's notice of a fork.  Out: a child that never writes to its parent's file. If it
 * only runs another program that costs nothing; once it calls a measured function it gets a new
 * file, in which the calls in flight at the fork go on, timed from there. */
#include <pthread.h>

#include "runtime/fork.h"
#include "runtime/frames.h"
#include "runtime/functions.h"
#include "runtime/live.h"
#include "runtime/owners.h"
#include "runtime/room.h"
#include "runtime/start.h"
#include "runtime/store.h"
#include "runtime/thread.h"
#include "runtime/tree.h"

/* The state at the fork, copied to memory that is not shared: the parent goes on writing to its
 * file. */
static struct {
    struct piano_node *current;
    struct piano_own *own;
} at_fork;

/* Whether the thread that forks is inside and holds the lock: then it was not in the middle of a
 * change. */
static _Thread_local bool locked;

/* A child that forks before it has called anything is still in the calls of its parent: keeps
 * these. */
static void note_calls(void)
{
    if (piano_self) {
        at_fork.own = piano_own(piano_self);
        at_fork.current = piano_current;
    } else if (atomic_load_explicit(&piano_run.recording, memory_order_relaxed) ==
               PIANO_RECORDING) {
        at_fork.own = NULL;
        at_fork.current = NULL;
    }
}

/* The calls in flight at the fork, outermost first: the node that the guard holds, and the one that
 * replaces it. */
static struct {
    struct piano_thread *thread;
    struct flight {
        struct piano_node *old, *now;
        uint32_t function;
    } * calls;
    size_t count, room;
} flights;

static void before(void)
{
    locked = inside_begin();
    if (!locked)
        return;
    piano_lock();
    note_calls();
}

static void after_in_parent(void)
{
    if (!locked)
        return;
    piano_unlock();
    inside_end();
}

static void after_in_child(void)
{
    piano_unlock();
    piano_self = NULL;
    piano_current = &piano_nobody;
    /* Forked by a signal handler in the middle of a change: nothing can be relied on. */
    uint32_t next = locked ? PIANO_FORK_PENDING : PIANO_SILENT;
    if (atomic_load_explicit(&piano_run.recording, memory_order_relaxed) != PIANO_SILENT)
        atomic_store_explicit(&piano_run.recording, next, memory_order_relaxed);
    if (locked)
        inside_end();
}

void piano_fork_init(void)
{
    pthread_atfork(before, after_in_parent, after_in_child);
}

/* Reads the parent's file, but only what never changes of a node: its parent and function. Nodes of
 * jobs are left out, since these were handed over on paths of that file. */
static void note_flights(void)
{
    struct piano_node *current = at_fork.current;
    if (at_fork.own)
        current = unfolded(at_fork.own, current);
    flights.count = 0;
    size_t depth = 0;
    for (struct piano_node *node = current; node && node->parent; node = node->parent)
        depth += !(node->flags & PIANO_NODE_HANDED);
    flights.room = depth * sizeof *flights.calls;
    flights.calls = depth ? piano_platform_memory(flights.room) : NULL;
    if (!flights.calls)
        return;
    flights.count = depth;
    for (struct piano_node *node = current; node->parent; node = node->parent)
        if (!(node->flags & PIANO_NODE_HANDED))
            flights.calls[--depth] = (struct flight){.old = node, .function = node->function};
}

static struct piano_site *site_of(uint32_t function)
{
    struct piano_site *site = piano_run.first_site;
    while (site && atomic_load_explicit(&site->id, memory_order_relaxed) != function)
        site = site->next;
    return site;
}

static void resume_flights(struct piano_thread *thread)
{
    flights.thread = thread;
    for (size_t i = 0; i < flights.count; i++) {
        struct flight *call = &flights.calls[i];
        struct flight *above = i ? &flights.calls[i - 1] : NULL;
        struct piano_site *site =
            above && above->function == call->function ? NULL : site_of(call->function);
        /* Recursion makes many calls of one function: looks its site up once. */
        static struct piano_site *latest;
        latest = site ? site : latest;
        call->now = latest ? piano_tree_child(thread, piano_current, latest) : NULL;
        if (!call->now) {
            flights.count = i;
            return;
        }
        call->now->start = piano_ticks();
        piano_current = call->now;
    }
}

static bool open_own_file(void)
{
    note_flights();
    piano_store_leave();
    if (!piano_start_file(PIANO_FORKED))
        return false;
    piano_functions_again();
    piano_threads_forget();
    piano_room_forget();
    piano_owners_forget();
    piano_frames_forget();
    return true;
}

cold struct piano_thread *piano_fork_continue(void)
{
    if (!inside_begin())
        return NULL;
    bool ok = open_own_file();
    atomic_store_explicit(&piano_run.recording, ok ? PIANO_RECORDING : PIANO_SILENT,
                          memory_order_release);
    inside_end();
    struct piano_thread *thread = piano_thread_begin();
    if (thread && inside_begin()) {
        resume_flights(thread);
        inside_end();
    }
    return thread;
}

struct piano_node *piano_fork_translate(struct piano_thread *thread, struct piano_node *node)
{
    if (!flights.count || thread != flights.thread)
        return node;
    for (size_t i = flights.count; i-- > 0;)
        if (flights.calls[i].old == node) {
            flights.count = i;
            return flights.calls[i].now;
        }
    return node;
}
