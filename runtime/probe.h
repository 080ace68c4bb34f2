/* Shared by probe.c and the files that handle its rare cases. */
#ifndef PIANO_RUNTIME_PROBE_H
#define PIANO_RUNTIME_PROBE_H

#include "runtime/tree.h"

/* Leaves a call whose node is not the current one, or on a thread without a tree: see astray.c. */
hidden void piano_leave_astray(struct piano_node *node);

/* The calling thread's tree, made now: at the thread's first event, or in a forked child. NULL:
 * nothing is recorded. */
hidden struct piano_thread *piano_probe_thread(void);

/* The child of the current node for a site, made if there is none. NULL if there is no room: the
 * call has then been counted in `folded`, or, where that is NULL too, in no node of its
 * function. */
hidden struct piano_node *piano_probe_find(struct piano_thread *thread, struct piano_site *site,
                                           struct piano_node **folded);

/* Makes the node current and counts its call; returns whether to time it. The node is current
 * first, so that a signal handler in between gets nodes below it. */
static inline bool probe_count(struct piano_node *node)
{
    piano_current = node;
    atomic_signal_fence(memory_order_seq_cst);
    uint64_t counted = node->counted;
    bool timed = !(counted & NODE_GAP_MASK);
    node->counted = counted + (timed ? PIANO_CALL : NODE_UNTIMED_CALL);
    return timed;
}

/* Ends the node's timed call and makes its parent current. */
hidden void piano_probe_finish(struct piano_thread *thread, struct piano_node *node, uint64_t now);

#endif
