/* Readings of the clock that nothing overlaps.
 *
 * A processor reads its clock when it gets round to it: before what precedes has been done, and
 * while what follows has begun. Between two such readings a call is seen up to a dozen nanoseconds
 * too short or too long, after what it does: what two readings cost in an empty function is no
 * measure for it. A reading that waits has the same cost in every function, to a nanosecond, but
 * costs twice as much. So it is used where it counts: for the first calls of a path, for calls that
 * are short and timed now and then, each standing for many; and where all calls are timed, for one
 * in sixteen. What these show to be longer than the ordinary ones is noted for the function as a
 * whole.
 *
 * A call in flight whose readings wait is marked in the lowest bit of node->start. */
#ifndef PIANO_RUNTIME_ORDERED_H
#define PIANO_RUNTIME_ORDERED_H

#include "runtime/sampling.h"

#define ORDERED_MARK ((uint64_t)1)

/* Calls are ordered whose number has none of these bits. */
extern hidden uint64_t piano_ordered_mask;
/* By how many ticks an ordered call that does nothing seems longer than an ordinary one. */
extern hidden uint64_t piano_ordered_ticks;

/* Whether the readings of the call that was just counted, and is to be timed, wait. */
static inline bool ordered_is_due(const struct piano_node *node)
{
    return node->flags >> PIANO_OTHERS_SHIFT || !(node_calls(node) & piano_ordered_mask);
}

/* Once, when recording starts. */
hidden void piano_ordered_init(bool exact);

/* Where every call is timed: an ordered one took so long; its ticks are not in the node yet. */
hidden void piano_ordered_compare(struct piano_node *node, uint64_t spent);

#endif
