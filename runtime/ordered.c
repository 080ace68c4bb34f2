#include "runtime/ordered.h"

uint64_t piano_ordered_mask = UINT64_MAX;
uint64_t piano_ordered_ticks;

void piano_ordered_init(bool exact)
{
    piano_ordered_mask = exact ? PIANO_ORDERED_EVERY - 1 : -(uint64_t)PIANO_FIRST_TIMED;
}

/* Where calls differ, so may those that are compared: more than a reading can be wrong is nothing
 * that the readings did. */
static int64_t within(int64_t difference)
{
    int64_t most = (int64_t)(4 * piano_ordered_ticks);
    return difference > most ? most : difference < -most ? -most : difference;
}

/* With the mean of those since the last ordered one; timed_until, which means nothing where every
 * call is timed, holds the node's ticks as of then. */
void piano_ordered_compare(struct piano_node *node, uint64_t spent)
{
    const int64_t others = PIANO_ORDERED_EVERY - 1;
    int64_t since = (int64_t)(node->ticks - node->timed_until);
    if (node->histogram && node->last_child == &piano_nobody)
        node->histogram->unseen_ticks += others * within((int64_t)spent - since / others);
    node->timed_until = node->ticks + spent;
}
