/* Work that one function hands over and any thread runs: the jobs of a pool, the tasks of an
 * executor.
 * In: calls of piano that were inserted into such a crate, see src/rewrite/handing.c.  Out: below
 * the path on which a job happens to run, a node that says who handed it over, for what the job
 * calls.
 *
 * There is one such node for each function that hands over, not for each path on which it does:
 * otherwise jobs that hand over jobs would make ever new paths. And there is none for a function's
 * jobs within that function, where it would say nothing new: so recursion through jobs stays one
 * path. */
#include "runtime/jobs.h"
#include "runtime/probe.h"
#include "runtime/fold.h"
#include "runtime/tree.h"

/* Who handed over the innermost job on this thread that began before the thread had a tree. */
static _Thread_local struct piano_node *first_job;

/* Mark in piano_call.node: the job began before the thread had a tree; the rest is first_job as it
 * was. */
#define BEFORE_TREE ((uintptr_t)1)

struct piano_node *piano_hand_over(void)
{
    struct piano_node *node = piano_current;
    if (!(node->flags & PIANO_NODE_HANDED))
        return node->function ? node : NULL;
    return node->handed_at ? node->handed_at : node;
}

static uint32_t function_of(const struct piano_node *from)
{
    return from->flags & PIANO_NODE_HANDED ? (uint32_t)from->handed_by : from->function;
}

static __attribute__((noinline)) struct piano_node *find_slowly(struct piano_thread *thread,
                                                                struct piano_node *parent,
                                                                uint32_t by, struct piano_node *at)
{
    if (function_of(parent) == by || node_is_folded(parent) || !inside_begin())
        return NULL;
    struct piano_node *node = piano_tree_handed(thread, parent, by, at);
    inside_end();
    return node;
}

/* The node to make current while the job runs; NULL if the current one stays. */
static struct piano_node *node_for(struct piano_thread *thread, struct piano_node *from)
{
    if (!piano_is_in_file(from))
        return NULL;
    struct piano_node *parent = piano_current, *node = parent->last_child;
    bool known = !(from->flags & PIANO_NODE_HANDED) && !node_is_folded(from);
    struct piano_node *at = known ? from : NULL;
    const void *site = tree_handed_site(function_of(from));
    if (node->site != site)
        node = node->successor;
    if (node->site != site)
        node = find_slowly(thread, parent, function_of(from), at);
    if (node && node->handed_at != at)
        node->handed_at = NULL;
    return node;
}

struct piano_call piano_job_begin(struct piano_node *from)
{
    if (!from)
        return (struct piano_call){0};
    struct piano_thread *thread = piano_self;
    if (!thread) {
        struct piano_call call = {(uintptr_t)first_job | BEFORE_TREE};
        first_job = from;
        return call;
    }
    struct piano_node *node = node_for(thread, from);
    if (node)
        piano_current = node;
    return (struct piano_call){(uintptr_t)node};
}

void piano_job_go_on(struct piano_thread *thread)
{
    struct piano_node *node = first_job ? node_for(thread, first_job) : NULL;
    if (node)
        piano_current = node;
}

/* The job ends in which the thread got its tree, if it did: what is still in flight ends with
 * it. */
static __attribute__((noinline)) void end_before_tree(struct piano_node *around)
{
    struct piano_thread *thread = piano_self;
    first_job = around;
    if (!thread)
        return;
    piano_fold_unwind(thread);
    piano_thread_unwind(thread->root);
    piano_job_go_on(thread);
}

void piano_job_end(struct piano_call call)
{
    struct piano_node *node = (struct piano_node *)(call.node & ~BEFORE_TREE);
    if (call.node & BEFORE_TREE)
        end_before_tree(node);
    else if (node && piano_current == node)
        piano_current = node->parent;
    else if (node)
        piano_leave_astray(node);
}
