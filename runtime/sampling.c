/* Which calls are timed.
 * In: how long the calls of a node took so far, and what timing one costs.  Out: how many calls are
 * only counted before the next timed one, the gap.
 *
 * A node's first calls are all timed. If they are short on average, compared to the probe, each gap
 * is drawn at random around a mean, so that it cannot fall in with a rhythm of the program. The
 * call that ends a gap stands for the whole gap: that is without bias, whatever came before.
 *
 * A sampled call that took far longer than the limit was most likely interrupted, and must not be
 * multiplied: it stands for itself, and the rest of its gap gets the mean. In case the function
 * does take long now and then, a burst of calls is timed in full afterwards. */
#include "runtime/sampling.h"

#define BRIEF_COSTS 64
#define SHORT_COSTS 256 /* from here on every call is timed */

/* The mean gap of calls that take less than `costs` probes on average: from `least` to `most`, as
 * long as `enough` calls are timed. The more were timed, the better their mean is known. */
static const struct {
    uint32_t costs, least, most, enough;
} gaps[] = {
    {8, 64, 512, 512}, {32, 16, 128, 1024}, {BRIEF_COSTS, 4, 32, 1024}, {SHORT_COSTS, 1, 8, 1024}};

#define GAPS (sizeof gaps / sizeof *gaps)
#define BURST 1024
#define LONGEST_BURST 6 /* doublings */

uint64_t piano_brief_ticks;

void piano_sampling_init(uint64_t timed_cost, bool exact)
{
    piano_brief_ticks = BRIEF_COSTS * timed_cost;
    piano_short_ticks = exact ? 0 : SHORT_COSTS * timed_cost;
}

static uint32_t weight(const struct piano_node *node)
{
    return (node->flags >> PIANO_OTHERS_SHIFT) + 1;
}

static void set_gap(struct piano_node *node, uint32_t gap)
{
    const uint32_t others = (1u << PIANO_OTHERS_SHIFT) - 1;
    node->flags = (node->flags & others) | (gap - 1) << PIANO_OTHERS_SHIFT;
    node_set_gap(node, gap);
}

static void set_burst(struct piano_node *node)
{
    uint32_t doublings = node->flags >> NODE_BURST_SHIFT & NODE_BURST_MASK;
    set_gap(node, 1);
    node->timed_until = node_calls(node) + ((uint64_t)BURST << doublings);
    if (doublings < LONGEST_BURST)
        node->flags += 1u << NODE_BURST_SHIFT;
}

static uint32_t mean_gap(size_t i, uint64_t calls)
{
    uint64_t gap = calls / gaps[i].enough;
    return gap < gaps[i].least ? gaps[i].least : gap > gaps[i].most ? gaps[i].most : (uint32_t)gap;
}

void piano_sampling_settle(struct piano_own *own, struct piano_node *node)
{
    uint64_t calls = node_calls(node);
    if (calls < node->timed_until || calls < PIANO_FIRST_TIMED)
        return;
    uint64_t limit = calls * piano_short_ticks, costs = SHORT_COSTS;
    for (size_t i = 0; i < GAPS; i++)
        if (node->ticks * (costs / gaps[i].costs) < limit) {
            uint32_t mean = mean_gap(i, calls);
            set_gap(node, mean == 1 ? 1 : mean / 2 + piano_random(own) % mean + 1);
            return;
        }
    set_gap(node, 1);
}

void piano_sampling_note(struct piano_own *own, struct piano_node *node, uint64_t spent)
{
    uint64_t others = weight(node) - 1;
    node->untimed += others;
    if (spent > PIANO_OUTLIER_COSTS / SHORT_COSTS * piano_short_ticks) {
        node->ticks += spent + others * (node->ticks / (node_calls(node) - others));
        set_burst(node);
        return;
    }
    node->ticks += spent * (others + 1);
    piano_sampling_settle(own, node);
}
