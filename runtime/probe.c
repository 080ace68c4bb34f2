/* The probes: what every measured call runs at its beginning and its end.
 * In: a site; at the end, the node that it got.  Out: calls and ticks in the node of the current
 * path.
 *
 * piano_enter reads the clock last and piano_leave reads it first, so that only the function lies
 * between the two readings; calibrate.c measures the rest. Both must cost little more than reading
 * the clock, so every line of the common path was weighed, and whatever is rare is elsewhere. */
#include "runtime/cpu.h"
#include "runtime/fold.h"
#include "runtime/fork.h"
#include "runtime/frames.h"
#include "runtime/histogram.h"
#include "runtime/ordered.h"
#include "runtime/pace.h"
#include "runtime/pause.h"
#include "runtime/probe.h"
#include "runtime/sampling.h"
#include "runtime/thread.h"
#include "runtime/tree.h"

cold struct piano_thread *piano_probe_thread(void)
{
    uint32_t recording = atomic_load_explicit(&piano_run.recording, memory_order_acquire);
    if (recording == PIANO_SILENT)
        return NULL;
    if (recording == PIANO_FORK_PENDING)
        return piano_fork_continue();
    return piano_thread_begin();
}

/* NULL if there is no room: the call is then to be folded, which has begun with this search. */
static struct piano_node *find_child(struct piano_thread *thread, struct piano_site *site,
                                     struct folding *folding)
{
    struct pause pause = piano_pause_begin();
    struct piano_node *node = piano_tree_child(thread, piano_current, site);
    *folding = (struct folding){pause.ticks, 1};
    if (!node)
        return NULL;
    *recent_place(piano_own(thread), piano_current, site) = node;
    piano_pause_end(pause);
    return node;
}

struct piano_node *piano_probe_find(struct piano_thread *thread, struct piano_site *site,
                                    struct piano_node **folded)
{
    struct piano_node *node = NULL;
    *folded = NULL;
    if (!inside_begin())
        return NULL;
    struct folding folding;
    if (piano_fold_is_due(thread, site))
        folding = piano_fold_begin(thread);
    else
        node = find_child(thread, site, &folding);
    if (!node)
        *folded = piano_fold_enter(thread, site, folding);
    inside_end();
    return node;
}

static __attribute__((noinline)) struct piano_call start_unusually(struct piano_node *node,
                                                                   struct piano_call call)
{
    bool ordered = ordered_is_due(node);
    if (ordered)
        platform_fence();
    bool cpu = piano_unusual & PIANO_UNUSUAL_CPU;
    uint64_t now = cpu ? piano_cpu_begin(piano_self, node) : piano_ticks();
    node->start = now & ~ORDERED_MARK;
    if (ordered) {
        platform_fence();
        node->start |= ORDERED_MARK;
        call.node |= PIANO_ORDERED;
    }
    return call;
}

static inline struct piano_call start(struct piano_node *node)
{
    struct piano_call call = {(uintptr_t)node | PIANO_TIMED};
    if (unlikely(piano_unusual || ordered_is_due(node)))
        return start_unusually(node, call);
    node->start = platform_counter() & ~ORDERED_MARK;
    return call;
}

struct piano_call piano_enter_timed(struct piano_node *node)
{
    node->counted += PIANO_CALL - NODE_UNTIMED_CALL;
    return start(node);
}

static inline struct piano_call begin(struct piano_node *node)
{
    if (probe_count(node))
        return start(node);
    return (struct piano_call){(uintptr_t)node};
}

/* The path is new to the thread, or not among its recent ones. */
static __attribute__((noinline)) struct piano_call enter_unfamiliar(struct piano_site *site)
{
    bool first = !piano_self;
    struct piano_thread *thread = first ? piano_probe_thread() : piano_self;
    if (!thread)
        return (struct piano_call){0};
    struct piano_node *folded, *node = piano_probe_find(thread, site, &folded);
    if (!node)
        return (struct piano_call){folded ? (uintptr_t)folded | PIANO_TIMED : 0};
    struct piano_call call = begin(node);
    /* The guard has kept a parent from before the thread had a tree: the mark keeps that from
     * becoming current again. */
    if (first)
        call.node |= PIANO_TIMED;
    return call;
}

struct piano_call piano_enter_elsewhere(struct piano_site *site)
{
    struct piano_thread *thread = piano_self;
    struct piano_node *parent = piano_current;
    struct piano_node *node = thread ? *recent_place(piano_own(thread), parent, site) : NULL;
    if (unlikely(!node || node->site != site || node->parent != parent))
        return enter_unfamiliar(site);
    tree_note_order(parent, node);
    return begin(node);
}

/* The guess becomes current as it is, and at the end its parent is found through the node that the
 * call kept, so that no call waits for loads of the one before. shim.rs and kept.c have this path
 * too. */
struct piano_call piano_enter(struct piano_site *site)
{
    struct piano_node *parent = piano_current;
    struct piano_node *node = parent->last_child;
    if (node->site != site) {
        node = node->successor;
        if (unlikely(node->site != site))
            return piano_enter_elsewhere(site);
        parent->last_child = node;
    }
    return begin(node);
}

static void note_sampled(struct piano_thread *thread, struct piano_node *node, uint64_t spent,
                         uint32_t others)
{
    piano_sampling_note(piano_own(thread), node, spent);
    uint64_t timed = node_calls(node) - node->untimed;
    uint32_t share = histogram_share(node, timed, PIANO_HISTOGRAM_FIRST_SAMPLED, spent);
    if (share)
        piano_histogram_add(thread, node, spent, (others + 1) * share);
}

/* What is done with a timed call's ticks besides adding them up. */
static __attribute__((noinline)) void note_slowly(struct piano_thread *thread,
                                                  struct piano_node *node, uint64_t spent)
{
    uint32_t others = node->flags >> PIANO_OTHERS_SHIFT;
    if (others) {
        note_sampled(thread, node, spent, others);
        return;
    }
    piano_histogram_add(thread, node, spent, 1);
    if (node->flags & PIANO_NODE_FRAME)
        piano_frames_note(thread, node, spent);
    else
        piano_sampling_settle(piano_own(thread), node);
}

static __attribute__((noinline)) void note_specially(struct piano_thread *thread,
                                                     struct piano_node *node, uint64_t spent)
{
    if (!(node->flags >> PIANO_OTHERS_SHIFT))
        node->ticks += spent;
    note_slowly(thread, node, spent);
}

/* Adds up a timed call's ticks. Kept short: it runs for every one. */
static inline void note(struct piano_thread *thread, struct piano_node *node, uint64_t spent)
{
    const uint32_t special = ~0u << PIANO_OTHERS_SHIFT | PIANO_NODE_FRAME;
    if (unlikely(node->flags & special)) {
        note_specially(thread, node, spent);
        return;
    }
    node->ticks += spent;
    uint32_t share = histogram_share(node, node_calls(node), PIANO_HISTOGRAM_FIRST, spent);
    if (share && !histogram_count_later(thread, node->histogram, spent, share)) {
        note_slowly(thread, node, spent);
        return;
    }
    if (spent < piano_short_ticks)
        piano_sampling_settle(piano_own(thread), node);
}

void piano_probe_finish(struct piano_thread *thread, struct piano_node *node, uint64_t now)
{
    bool ordered = node->start & ORDERED_MARK;
    if (ordered)
        now -= piano_ordered_ticks;
    uint64_t spent = piano_ticks_since(node->start & ~ORDERED_MARK, now);
    if (ordered && piano_run.exact)
        piano_ordered_compare(node, spent);
    if (piano_unusual & PIANO_UNUSUAL_CPU)
        piano_cpu_end(thread, node, now, (node->flags >> PIANO_OTHERS_SHIFT) + 1);
    node->start = 0;
    piano_current = node->parent;
    note(thread, node, spent);
    if (ordered)
        pace_note(now);
}

/* A folded call has its start elsewhere (fold.c); any other call without one was not timed, or has
 * been ended already. */
static __attribute__((noinline)) void leave_untimed(struct piano_thread *thread,
                                                    struct piano_node *node, uint64_t now)
{
    if (node->flags & PIANO_NODE_FOLD)
        piano_fold_leave(thread, now);
    else
        piano_current = node->parent;
}

static inline void leave_at(struct piano_call call, uint64_t now)
{
    struct piano_node *node = piano_call_node(call);
    struct piano_thread *thread = piano_self;
    if (unlikely(!thread || piano_current != node)) {
        piano_leave_astray(node);
        return;
    }
    uint64_t start = node->start;
    if (unlikely(!start)) {
        leave_untimed(thread, node, now);
        return;
    }
    if (unlikely(piano_unusual || start & ORDERED_MARK)) {
        piano_probe_finish(thread, node, now);
        return;
    }
    piano_current = node->parent;
    node->start = 0;
    note(thread, node, piano_ticks_since(start, now));
}

void piano_leave_at(struct piano_call call, uint64_t counter)
{
    leave_at(call, piano_unusual & PIANO_UNUSUAL_CLOCK ? piano_platform_ns() : counter);
}

static __attribute__((noinline)) void leave_timed(struct piano_call call)
{
    if (unlikely(call.node & PIANO_ORDERED))
        platform_fence();
    leave_at(call, piano_ticks());
}

void piano_leave(struct piano_call call)
{
    if ((uintptr_t)piano_current == call.node)
        piano_current = ((struct piano_node *)call.node)->parent;
    else
        leave_timed(call);
}
