/* What ordered readings of the clock show, where every call is timed: see ordered.h.
 * In: an ordered call's ticks.  Out: its function's unseen_ticks, where it makes no measured calls.
 */
#include "runtime/ordered.h"

uint64_t piano_ordered_mask = UINT64_MAX;
uint64_t piano_ordered_ticks;

void piano_ordered_init(bool exact)
{
    piano_ordered_mask = exact ? PIANO_ORDERED_EVERY - 1 : -(uint64_t)PIANO_FIRST_TIMED;
}

/* Calls themselves differ. What exceeds the largest error of a reading does not come from the
 * readings. */
static int64_t within(int64_t difference)
{
    int64_t most = (int64_t)(4 * piano_ordered_ticks);
    return difference > most ? most : difference < -most ? -most : difference;
}

/* Compares with the mean of the calls since the last ordered one. timed_until has no other use
 * where every call is timed: it holds the node's ticks as of then. */
void piano_ordered_compare(struct piano_node *node, uint64_t spent)
{
    const int64_t others = PIANO_ORDERED_EVERY - 1;
    int64_t since = (int64_t)(node->ticks - node->timed_until);
    if (node->histogram && node->last_child == &piano_nobody)
        node->histogram->unseen_ticks += others * within((int64_t)spent - since / others);
    node->timed_until = node->ticks + spent;
}
