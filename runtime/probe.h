/* What probe.c and its slower neighbours share. */
#ifndef PIANO_RUNTIME_PROBE_H
#define PIANO_RUNTIME_PROBE_H

#include "runtime/tree.h"

/* A leave that is none of the current node on a recording thread: of a tagged node, in a forked
 * child, on another thread's stack, or of a call that was never recorded. */
hidden void piano_leave_astray(struct piano_node *node);

/* The thread's tree where one can be had: a thread's first event, or a forked child's. */
hidden struct piano_thread *piano_probe_thread(void);

/* The child of the current node for a site. NULL where there is no room for it: the call is
 * counted as folded then, and `folded` its node, or it is not recorded at all. */
hidden struct piano_node *piano_probe_find(struct piano_thread *thread, struct piano_site *site,
                                           struct piano_node **folded);

/* Makes the node current and counts its call; whether that is to be timed. It is current before it
 * is counted: a signal's handler in between has nodes of its own. */
static inline bool probe_count(struct piano_node *node)
{
    piano_current = node;
    atomic_signal_fence(memory_order_seq_cst);
    uint64_t counted = node->counted;
    bool timed = !(counted & NODE_GAP_MASK);
    node->counted = counted + (timed ? PIANO_CALL : NODE_UNTIMED_CALL);
    return timed;
}

/* Ends the timed call of the node; its parent is current again. */
hidden void piano_probe_finish(struct piano_thread *thread, struct piano_node *node, uint64_t now);

#endif
