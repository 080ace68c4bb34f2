/* A thread's calling-context tree: finding and making nodes. */
#ifndef PIANO_RUNTIME_TREE_H
#define PIANO_RUNTIME_TREE_H

#include "runtime/thread.h"

/* Below the calls that a node has had stands how many are only counted before the next timed one:
 * one addition counts a call and comes one nearer. Both are one word, so that no signal and no end
 * of the process comes between. */
#define NODE_GAP_MASK (PIANO_CALL - 1)
#define NODE_UNTIMED_CALL (PIANO_CALL - 1)
#define NODE_LONGEST_GAP 2048

static inline uint64_t node_calls(const struct piano_node *node)
{
    return node->counted / PIANO_CALL;
}

/* The last of the next `gap` calls is timed. */
static inline void node_set_gap(struct piano_node *node, uint32_t gap)
{
    node->counted = (node->counted & ~NODE_GAP_MASK) + gap - 1;
}

/* In piano_node.flags, the runtime's own; sampling.h has the rest. */
#define NODE_MAIN (1u << 8)         /* the program's main */
#define NODE_IN_FRAME (1u << 9)     /* below a frame's node: no frame of its own */
#define NODE_UNWATCHED (1u << 10)   /* it and what is below is beyond what a frame's list holds */
#define NODE_FOLDED_LEAF (1u << 11) /* below a fold node: see fold.c */

/* A call that does not stand on a path of its own. */
static inline bool node_is_folded(const struct piano_node *node)
{
    return node->flags & (PIANO_NODE_FOLD | NODE_FOLDED_LEAF);
}

/* The root of a new tree; false where the file has no room. Needs the lock. */
hidden bool piano_tree_plant(struct piano_own *own);

/* The child of `parent` for a site, made if there is none; NULL: fold the call. Inside. */
hidden struct piano_node *piano_tree_child(struct piano_thread *thread, struct piano_node *parent,
                                           struct piano_site *site);

/* The child was entered: a guess for what is entered next, and after what it comes. */
static inline void tree_note_order(struct piano_node *parent, struct piano_node *child)
{
    parent->last_child->successor = child;
    parent->last_child = child;
}

/* What stands as `site` of a node for jobs that the function handed over: no site's address. */
static inline const void *tree_handed_site(uint32_t by)
{
    return (const void *)((uintptr_t)by << 1 | 1);
}

/* The node below `parent` for jobs that function `by` handed over, made if there is none, with `at`
 * for where; NULL where there is no room. Inside. */
hidden struct piano_node *piano_tree_handed(struct piano_thread *thread, struct piano_node *parent,
                                            uint32_t by, struct piano_node *at);

/* The node below thread.fold for a function (or for PIANO_NO_FUNCTION: time outside), made if there
 * is none, with extra counters; NULL where there is no room. Inside. */
hidden struct piano_node *piano_tree_fold_node(struct piano_thread *thread, uint32_t function);

/* The node's extra counters, made if there are none; NULL where there is no room. Inside. */
hidden struct piano_more *piano_tree_more(struct piano_thread *thread, struct piano_node *node);

#endif
