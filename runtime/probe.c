/* The probes: what every measured call runs at its beginning and its end.
 * In: a site; then the node that it got.  Out: calls and ticks in the node of the current path.
 *
 * enter reads the clock last and leave reads it first, so that what lies between the two readings
 * is the function alone; calibrate.c measures the rest. Both must cost little more than reading
 * the clock: every line of the straight path was weighed. Whatever is rare is elsewhere. */
#include "runtime/cpu.h"
#include "runtime/fold.h"
#include "runtime/fork.h"
#include "runtime/frames.h"
#include "runtime/histogram.h"
#include "runtime/ordered.h"
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

struct piano_node *piano_probe_find(struct piano_thread *thread, struct piano_site *site,
                                    struct piano_node **folded)
{
    *folded = NULL;
    if (!inside_begin())
        return NULL;
    struct piano_node *node = piano_tree_child(thread, thread->current, site);
    if (!node)
        *folded = piano_fold_enter(thread, site);
    inside_end();
    return node;
}

static __attribute__((noinline)) struct piano_call start_unusually(struct piano_thread *thread,
                                                                   struct piano_call call)
{
    bool cpu = piano_unusual & PIANO_UNUSUAL_CPU;
    uint64_t now = cpu ? piano_cpu_begin(thread, call.node) : piano_ticks();
    call.node->start = now & ~ORDERED_MARK;
    if (ordered_is_due(call.node)) {
        platform_fence();
        call.node->start |= ORDERED_MARK;
    }
    return call;
}

static inline struct piano_call begin(struct piano_thread *thread, struct piano_node *parent,
                                      struct piano_node *node)
{
    struct piano_call call = {node, parent};
    thread->current = node;
    if ((int64_t)++node->calls < (int64_t)node->next_timed)
        return call;
    if (unlikely(piano_unusual || ordered_is_due(node)))
        return start_unusually(thread, call);
    node->start = platform_counter() & ~ORDERED_MARK;
    return call;
}

/* Where neither guess is right. */
static __attribute__((noinline)) struct piano_call enter_elsewhere(struct piano_thread *thread,
                                                                   struct piano_site *site)
{
    struct piano_node *folded, *parent = thread->current;
    struct piano_node *node = piano_probe_find(thread, site, &folded);
    return node ? begin(thread, parent, node) : (struct piano_call){.node = folded};
}

static cold struct piano_call enter_first(struct piano_site *site)
{
    struct piano_thread *thread = piano_probe_thread();
    return thread ? enter_elsewhere(thread, site) : (struct piano_call){0};
}

/* What is stored as current comes from the guess, and what is stored again at the end from the
 * call: so no call has to wait for the loads of the one before. */
struct piano_call piano_enter(struct piano_site *site)
{
    struct piano_thread *thread = piano_self;
    if (unlikely(!thread))
        return enter_first(site);
    uint32_t function = atomic_load_explicit(&site->id, memory_order_relaxed);
    struct piano_node *parent = thread->current;
    struct piano_node *node = parent->last_child;
    if (unlikely(!node))
        return enter_elsewhere(thread, site);
    if (node->function != function) {
        node = node->next_sibling;
        if (!node || node->function != function)
            return enter_elsewhere(thread, site);
        parent->last_child = node;
    }
    return begin(thread, parent, node);
}

/* Brief outermost calls are no frames that anyone would look at, unless asked for by name. */
static void note_frame(struct piano_thread *thread, struct piano_node *node, uint64_t spent)
{
    piano_frames_note(thread, node, piano_ticks() - spent, spent);
    if (!piano_run.frames[0] && sampling_is_brief(node))
        node->flags &= ~(uint32_t)PIANO_NODE_FRAME;
}

/* All that may be done with a timed call's ticks but to add them up. */
static __attribute__((noinline)) void note_slowly(struct piano_thread *thread,
                                                  struct piano_node *node, uint64_t spent)
{
    uint32_t others = node->flags >> NODE_WEIGHT_SHIFT;
    piano_histogram_add(thread, node, spent, others + 1);
    if (others)
        piano_sampling_note(piano_own(thread), node, spent);
    else if (node->flags & PIANO_NODE_FRAME)
        note_frame(thread, node, spent);
    else
        piano_sampling_settle(piano_own(thread), node);
}

static __attribute__((noinline)) void note_specially(struct piano_thread *thread,
                                                     struct piano_node *node, uint64_t spent)
{
    if (!(node->flags >> NODE_WEIGHT_SHIFT))
        node->ticks += spent;
    note_slowly(thread, node, spent);
}

/* Adds up a timed call's ticks; kept short, for it follows every one. */
static inline void note(struct piano_thread *thread, struct piano_node *node, uint64_t spent)
{
    const uint32_t special = ~0u << NODE_WEIGHT_SHIFT | PIANO_NODE_FRAME;
    if (unlikely(node->flags & special)) {
        note_specially(thread, node, spent);
        return;
    }
    node->ticks += spent;
    uint32_t share = histogram_share(node, spent);
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
        piano_cpu_end(thread, node, now, (node->flags >> NODE_WEIGHT_SHIFT) + 1);
    node->start = 0;
    thread->current = node->parent;
    note(thread, node, spent);
}

static __attribute__((noinline)) void leave_unusually(struct piano_thread *thread,
                                                      struct piano_node *node)
{
    if (node->start & ORDERED_MARK)
        platform_fence();
    piano_probe_finish(thread, node, piano_ticks());
}

static __attribute__((noinline)) void leave_folded(struct piano_thread *thread)
{
    piano_fold_leave(thread, piano_ticks());
}

void piano_leave(struct piano_call call)
{
    struct piano_node *node = call.node;
    struct piano_thread *thread = piano_self;
    if (unlikely(!thread || thread->current != node)) {
        piano_leave_astray(node);
        return;
    }
    uint64_t start = node->start;
    if (!start) {
        if (unlikely(!call.parent))
            leave_folded(thread);
        else
            thread->current = call.parent;
        return;
    }
    if (unlikely(piano_unusual || start & ORDERED_MARK)) {
        leave_unusually(thread, node);
        return;
    }
    uint64_t spent = piano_ticks_since(start, platform_counter());
    node->start = 0;
    thread->current = call.parent;
    note(thread, node, spent);
}
