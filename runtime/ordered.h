/* Readings of the clock that nothing overlaps.
 *
 * A processor reads its clock when it gets round to it: before what precedes has been done, and
 * while what follows has begun. Between two such readings a call is seen up to a dozen nanoseconds
 * too short or too long, after what it does: what two readings cost in an empty function is no
 * measure for it. A reading that waits has the same cost in every function, to a nanosecond, but
 * costs twice as much. So it is used where it counts: for the first calls of a path, for calls that
 * are short and timed now and then, each standing for many; and where all calls are timed, for one
 * in eight. What these show to be longer than the ordinary ones is noted for the function as a
 * whole.
 *
 * A call in flight is marked in the lowest bits of node->start. */
#ifndef PIANO_RUNTIME_ORDERED_H
#define PIANO_RUNTIME_ORDERED_H

#include "runtime/sampling.h"

#define ORDERED_CALL 1u /* its readings wait */
#define ORDERED_PAIR 2u /* its readings do not, and the next ordered call is compared with it */
#define ORDERED_MARKS 3u

/* Calls are marked whose number has none of these bits. */
extern hidden uint64_t piano_ordered_mask;
/* Of these, calls whose number has this bit are ordinary ones of a pair. */
extern hidden uint64_t piano_ordered_pair;
/* By how many ticks an ordered call seems longer than an ordinary one that does nothing. */
extern hidden uint64_t piano_ordered_ticks;

/* How the call that was just counted is timed. */
static inline bool ordered_is_marked(const struct piano_node *node)
{
    return node->flags >> NODE_WEIGHT_SHIFT || !(node->calls & piano_ordered_mask);
}

static inline uint32_t ordered_mark(const struct piano_node *node)
{
    if (!ordered_is_marked(node))
        return 0;
    return node->calls & piano_ordered_pair ? ORDERED_PAIR : ORDERED_CALL;
}

/* Once, when recording starts. */
hidden void piano_ordered_init(bool exact);

/* A call with this mark took so long, the difference of its own readings taken out. */
hidden void piano_ordered_note(struct piano_node *node, uint32_t mark, uint64_t spent);

#endif
