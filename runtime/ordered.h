/* Readings of the clock that nothing overlaps.
 *
 * A processor reads its clock when it gets round to it, maybe before earlier instructions are done
 * or after later ones have begun. Between two such readings a call may appear up to a dozen
 * nanoseconds too short or too long, depending on what it does, so the cost of two readings around
 * an empty function is no measure for it. An ordered reading waits for everything before it. Its
 * cost is the same in every function, to a nanosecond, but twice as high. So it is used where it
 * matters: for the first calls of a path; for calls that are short and timed only now and then,
 * each standing for many; and if all calls are timed, for one in sixteen. How much longer these
 * appear than the ordinary ones is noted for the function as a whole.
 *
 * The lowest bit of node->start marks a call in flight whose readings are ordered. */
#ifndef PIANO_RUNTIME_ORDERED_H
#define PIANO_RUNTIME_ORDERED_H

#include "runtime/sampling.h"

#define ORDERED_MARK ((uint64_t)1)

/* Calls are ordered if their number has none of these bits. */
extern hidden uint64_t piano_ordered_mask;
/* How many ticks longer an ordered call that does nothing appears than an ordinary one. */
extern hidden uint64_t piano_ordered_ticks;

/* Whether to order the readings of the call that was just counted and is to be timed. */
static inline bool ordered_is_due(const struct piano_node *node)
{
    return node->flags >> PIANO_OTHERS_SHIFT || !(node_calls(node) & piano_ordered_mask);
}

/* Once, when recording starts. */
hidden void piano_ordered_init(bool exact);

/* An ordered call took so long, where every call is timed; its ticks are not in the node yet. */
hidden void piano_ordered_compare(struct piano_node *node, uint64_t spent);

#endif
