/* Which calls are timed. Short ones are timed only now and then; a timed one then stands for those
 * that were only counted since the one before. */
#ifndef PIANO_RUNTIME_SAMPLING_H
#define PIANO_RUNTIME_SAMPLING_H

#include "runtime/tree.h"

/* Bits 12 to 15: how often lately a sampled call was far longer than the others. */
#define NODE_BURST_SHIFT 12
#define NODE_BURST_MASK 15u

/* Calls that take fewer ticks than this on average are brief: short compared to their probe. */
extern hidden uint64_t piano_brief_ticks;

/* Whether the calls that have ended are brief on average. */
static inline bool sampling_is_brief(const struct piano_node *node, uint64_t calls)
{
    return calls >= PIANO_FIRST_TIMED && node->ticks < calls * piano_brief_ticks;
}

/* A timed call that stands for no others has ended and was short: decides whether to time fewer. */
hidden void piano_sampling_settle(struct piano_own *own, struct piano_node *node);

/* A timed call that stands for others has ended: adds its ticks and decides on the next one. */
hidden void piano_sampling_note(struct piano_own *own, struct piano_node *node, uint64_t spent);

/* Once, when the cost of a timed call is known, in ticks; `exact`: all calls are to be timed. */
hidden void piano_sampling_init(uint64_t timed_cost, bool exact);

#endif
