/* Async functions: each poll is an activation, on whatever thread it runs.
 * In: a function's progress, when a poll begins or ends and when it is dropped.  Out: calls, polls,
 * busy and suspended ticks in the node of the path that polls. Every poll is timed. */
#include "runtime/cpu.h"
#include "runtime/frames.h"
#include "runtime/histogram.h"
#include "runtime/probe.h"
#include "runtime/thread.h"
#include "runtime/tree.h"

/* piano_progress.last: from FRAME_SHIFT on, the number of the call's open frame (0: none); below it
 * the node, and in the lowest bits the state. */
#define FRAME_SHIFT 48
#define NODE_MASK ((((uint64_t)1 << FRAME_SHIFT) - 1) & ~(uint64_t)STATE_MASK)

/* The lowest bits of piano_progress.last. */
enum progress_state {
    RUNNING = 0, /* or never polled */
    SUSPENDED = 1,
    DONE = 2,
    STATE_MASK = 3,
};

static struct piano_node *node_of(const struct piano_progress *progress)
{
    return (struct piano_node *)(uintptr_t)(progress->last & NODE_MASK);
}

static uint32_t frame_of(const struct piano_progress *progress)
{
    return (uint32_t)(progress->last >> FRAME_SHIFT);
}

static struct piano_more *more_of(struct piano_thread *thread, struct piano_node *node)
{
    if (node->more || !inside_begin())
        return node->more;
    struct piano_more *more = piano_tree_more(thread, node);
    inside_end();
    return more;
}

/* Makes the site's node current and counts the first poll; NULL if nothing is recorded. */
static struct piano_node *activate(struct piano_thread *thread, struct piano_site *site, bool first)
{
    struct piano_node *node = piano_current->last_child;
    if (node->site != site) {
        struct piano_node *folded;
        node = piano_probe_find(thread, site, &folded);
        if (!node) {
            if (folded && !first)
                folded->counted -= PIANO_CALL;
            return folded;
        }
    }
    if (first)
        node->counted += PIANO_CALL;
    piano_current = node;
    return node;
}

/* The number of the open frame that the call is. Whether it is one was decided in its first poll,
 * by the path of that. */
static uint32_t find_frame(const struct piano_progress *progress, const struct piano_node *node,
                           bool first)
{
    if (first)
        return unlikely(node->flags & PIANO_NODE_FRAME) ? piano_frames_begin_call() : 0;
    uint32_t frame = frame_of(progress);
    return unlikely(frame) && piano_is_in_file(node_of(progress)) ? frame : 0;
}

void piano_poll_enter(struct piano_progress *progress)
{
    if ((progress->last & STATE_MASK) == DONE)
        return; /* polled once too often: that will panic */
    struct piano_thread *thread = piano_self ? piano_self : piano_probe_thread();
    bool first = progress->last == 0;
    struct piano_node *node = thread ? activate(thread, progress->site, first) : NULL;
    uint64_t frame = node ? find_frame(progress, node, first) : 0;
    progress->last = (uint64_t)(uintptr_t)node | frame << FRAME_SHIFT;
    if (!node)
        return;
    struct piano_more *more = more_of(thread, node);
    bool cpu = piano_unusual & PIANO_UNUSUAL_CPU && !(node->flags & PIANO_NODE_FOLD);
    uint64_t now = cpu ? piano_cpu_begin(thread, node) : piano_ticks();
    if (more) {
        more->polls++;
        if (!first && progress->left)
            more->suspended_ticks += piano_ticks_since(progress->left, now);
    }
    if (!(node->flags & PIANO_NODE_FOLD))
        node->start = now;
}

static void finish(struct piano_thread *thread, struct piano_node *node, uint64_t now)
{
    uint64_t spent = piano_ticks_since(node->start, now);
    if (piano_unusual & PIANO_UNUSUAL_CPU)
        piano_cpu_end(thread, node, now, 1);
    node->start = 0;
    node->ticks += spent;
    piano_current = node->parent;
    if (node->more && spent > node->more->longest_poll)
        node->more->longest_poll = spent;
    piano_histogram_add(thread, node, spent, 1);
}

static void leave(struct piano_progress *progress, uint64_t now, enum progress_state state)
{
    struct piano_node *node = node_of(progress);
    progress->left = now;
    progress->last |= state;
    struct piano_thread *thread = piano_self;
    if (!node)
        return;
    if (!thread || piano_current != node || !node->start) {
        piano_leave((struct piano_call){(uintptr_t)node | PIANO_TIMED});
        return;
    }
    uint64_t start = node->start, before = node->ticks;
    finish(thread, node, now);
    if (unlikely(frame_of(progress) || node->flags & PIANO_NODE_FRAME))
        piano_frames_note_poll(thread, node, frame_of(progress), start, node->ticks - before);
}

/* The call ends within a poll. */
static void end(struct piano_progress *progress, bool unwinds)
{
    struct piano_node *node = node_of(progress);
    leave(progress, piano_ticks(), DONE);
    if (!piano_is_in_file(node))
        return;
    if (node->more)
        *(unwinds ? &node->more->panicked : &node->more->completed) += 1;
    if (unlikely(frame_of(progress)))
        piano_frames_note_call(node, frame_of(progress));
}

void piano_poll_leave(struct piano_progress *progress, bool ready)
{
    if ((progress->last & STATE_MASK) != RUNNING)
        return;
    if (ready)
        end(progress, false);
    else
        leave(progress, piano_ticks(), SUSPENDED);
}

void piano_poll_resume(struct piano_progress *progress)
{
    if ((progress->last & STATE_MASK) == SUSPENDED)
        piano_poll_enter(progress);
}

void piano_poll_end(struct piano_progress *progress, bool unwinds)
{
    uint64_t state = progress->last & STATE_MASK;
    struct piano_node *node = node_of(progress);
    if (state == RUNNING && node)
        end(progress, unwinds);
    if (state != SUSPENDED || !piano_is_in_file(node))
        return;
    if (node->more)
        atomic_fetch_add_explicit(&node->more->cancelled, 1, memory_order_relaxed);
    if (unlikely(frame_of(progress)))
        piano_frames_note_call(NULL, frame_of(progress));
}
