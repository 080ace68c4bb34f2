#include "runtime/ordered.h"

uint64_t piano_ordered_mask = UINT64_MAX;
uint64_t piano_ordered_pair;
uint64_t piano_ordered_ticks;

void piano_ordered_init(bool exact)
{
    piano_ordered_mask = exact ? PIANO_ORDERED_EVERY / 2 - 1 : -(uint64_t)PIANO_FIRST_TIMED;
    piano_ordered_pair = exact ? PIANO_ORDERED_EVERY / 2 : 0;
}

/* Where calls differ, so may the two of a pair: more than a reading can be wrong is nothing that
 * the readings did. */
static int64_t within(int64_t difference)
{
    int64_t most = (int64_t)(4 * piano_ordered_ticks);
    return difference > most ? most : difference < -most ? -most : difference;
}

void piano_ordered_note(struct piano_node *node, uint32_t mark, uint64_t spent)
{
    if (!piano_run.exact)
        return;
    if (mark == ORDERED_PAIR)
        node->next_timed = -(spent & INT64_MAX);
    else if (node->next_timed && node->histogram)
        node->histogram->unseen_ticks +=
            (PIANO_ORDERED_EVERY - 1) * within((int64_t)(spent + node->next_timed));
}
