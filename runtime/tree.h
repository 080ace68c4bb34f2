/* A thread's calling-context tree: finding and making nodes. */
#ifndef PIANO_RUNTIME_TREE_H
#define PIANO_RUNTIME_TREE_H

#include "runtime/thread.h"

/* The low bits of piano_node.counted, below the number of calls: how many calls will only be
 * counted before the next timed one. One addition counts a call and brings that one nearer. Both
 * are in one word, so that no signal and no end of the process can come between. */
#define NODE_GAP_MASK (PIANO_CALL - 1)
#define NODE_UNTIMED_CALL (PIANO_CALL - 1)
#define NODE_LONGEST_GAP 2048

static inline uint64_t node_calls(const struct piano_node *node)
{
    return node->counted / PIANO_CALL;
}

/* Of the next `gap` calls the last one is timed. */
static inline void node_set_gap(struct piano_node *node, uint32_t gap)
{
    node->counted = (node->counted & ~NODE_GAP_MASK) + gap - 1;
}

/* Bits of piano_node.flags that are the runtime's own; sampling.h has more. */
#define NODE_MAIN (1u << 8)         /* the program's main */
#define NODE_IN_FRAME (1u << 9)     /* below a frame's node: no frame of its own */
#define NODE_UNWATCHED (1u << 10)   /* it and all below it found no place in the list of frames.c */
#define NODE_FOLDED_LEAF (1u << 11) /* below a fold node: see fold.c */

/* Whether the node may stand for calls on several paths. */
static inline bool node_is_folded(const struct piano_node *node)
{
    return node->flags & (PIANO_NODE_FOLD | NODE_FOLDED_LEAF);
}

/* Makes the two roots of a new tree, thread.root and thread.fold; false if the file has no room.
 * Needs the lock. */
hidden bool piano_tree_plant(struct piano_own *own);

/* The child of `parent` for a site, made if there is none; NULL: no room, fold the call. Inside. */
hidden struct piano_node *piano_tree_child(struct piano_thread *thread, struct piano_node *parent,
                                           struct piano_site *site);

/* The child was entered: makes it the last child, and the successor of the one before. See
 * tree.c. */
static inline void tree_note_order(struct piano_node *parent, struct piano_node *child)
{
    parent->last_child->successor = child;
    parent->last_child = child;
}

/* The `site` of the node for jobs that function `by` handed over. It is odd, which no real site
 * is. */
static inline const void *tree_handed_site(uint32_t by)
{
    return (const void *)((uintptr_t)by << 1 | 1);
}

/* The node below `parent` for jobs that function `by` handed over at node `at` (NULL: not one
 * node), made if there is none; NULL if there is no room. Inside. */
hidden struct piano_node *piano_tree_handed(struct piano_thread *thread, struct piano_node *parent,
                                            uint32_t by, struct piano_node *at);

/* The fold node of a function (of PIANO_NO_FUNCTION: of time outside), made if there is none, with
 * extra counters; NULL if there is no room. Inside. */
hidden struct piano_node *piano_tree_fold_node(struct piano_thread *thread, uint32_t function);

/* The node's extra counters, made if there are none; NULL if there is no room. Inside. */
hidden struct piano_more *piano_tree_more(struct piano_thread *thread, struct piano_node *node);

#endif
