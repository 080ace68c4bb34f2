/* Which calls are timed. Short ones are timed now and then only, and a timed one then stands for
 * those that were counted since the one before. */
#ifndef PIANO_RUNTIME_SAMPLING_H
#define PIANO_RUNTIME_SAMPLING_H

#include "runtime/tree.h"

/* Bits 12 to 15: how often lately a sampled call was far longer than the others. */
#define NODE_BURST_SHIFT 12
#define NODE_BURST_MASK 15u

/* Ticks of a mean call that is short against its probe. */
extern hidden uint64_t piano_brief_ticks;

/* Whether the calls that have ended are brief in the mean. */
static inline bool sampling_is_brief(const struct piano_node *node, uint64_t calls)
{
    return calls >= PIANO_FIRST_TIMED && node->ticks < calls * piano_brief_ticks;
}

/* A timed call of a node whose weight is one has ended and was short: is it time to time fewer? */
hidden void piano_sampling_settle(struct piano_own *own, struct piano_node *node);

/* A timed call has ended that stands for others: note its ticks, decide on the next. */
hidden void piano_sampling_note(struct piano_own *own, struct piano_node *node, uint64_t spent);

/* Once, when what a probe costs is known, in ticks; `exact`: all calls are to be timed. */
hidden void piano_sampling_init(uint64_t timed_cost, bool exact);

#endif
