/* Time that the runtime takes for itself.
 * In: since when.  Out: the calls in flight begin that much later.
 *
 * What every call costs is calibrated and taken off by the analysis. What is seldom and long, to
 * make a node, to keep a frame, to wait for the lock, has no cost that could be known beforehand:
 * it is measured where it happens. */
#include "runtime/ordered.h"
#include "runtime/own_time.h"
#include "runtime/state.h"

/* Callers further up are not asked: what they would have too much is short against their own. */
#define NEAREST 64

void piano_own_time(uint64_t since)
{
    uint64_t ticks = piano_ticks_since(since, piano_ticks()) & ~ORDERED_MARK;
    struct piano_node *node = piano_current;
    for (int i = 0; i < NEAREST && node; i++, node = node->parent) {
        if (!node->start)
            continue;
        node->start += ticks;
        if (node->more)
            node->more->cpu_start += ticks;
    }
}
