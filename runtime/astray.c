/* Calls that end while another node is current.
 * In: the node that a guard kept.  Out: a tree in order, whatever happened: stack frames that were
 * jumped over, a stack that moved to another thread, a fork between enter and leave. */
#include "runtime/fork.h"
#include "runtime/probe.h"
#include "runtime/fold.h"
#include "runtime/thread.h"

static bool is_above(const struct piano_node *node, const struct piano_node *below)
{
    while (below && below != node)
        below = below->parent;
    return below != NULL;
}

/* A call of this thread; the calls below it were never left, and end with it. */
static void leave_over(struct piano_thread *thread, struct piano_node *node, uint64_t now)
{
    piano_thread_unwind(node);
    if (node->start)
        piano_probe_finish(thread, node, now);
    else
        piano_current = node->parent;
}

cold void piano_leave_astray(struct piano_node *node)
{
    if (!node)
        return;
    uint64_t now = piano_ticks();
    struct piano_thread *thread = piano_self ? piano_self : piano_probe_thread();
    if (!thread)
        return;
    node = piano_fork_translate(thread, node);
    if (!node)
        return;
    if (node_is_folded(piano_current))
        piano_fold_unwind(thread);
    if (is_above(node, piano_current))
        leave_over(thread, node, now);
}
