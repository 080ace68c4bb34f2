/* What the probes cost is known for the run as it went, and ordered readings for what they can
 * show. */
#include "harness.h"

#include "runtime/histogram.h"
#include "runtime/ordered.h"
#include "runtime/pace.h"

static struct piano_site caller = SITE("caller"), leaf = SITE("leaf");

static void call(int times)
{
    for (int i = 0; i < times; i++) {
        struct piano_call outer = piano_enter(&caller);
        piano_leave(piano_enter(&leaf));
        piano_leave(outer);
    }
}

/* What is a difference may be nothing, where the processor is another's half of the time. */
static bool is_plausible(uint64_t cost)
{
    return cost < 100000 * 256;
}

static void costs_are_looked_at_again(void)
{
    struct piano_header *header = piano_run.header;
    call(100);
    if (atomic_load(&piano_pace_due) == UINT64_MAX)
        return; /* a counter that is too coarse */
    header->timed_inside = header->timed_outside = UINT64_MAX;
    header->counted_outside = header->ordered_outside = UINT64_MAX;
    atomic_store(&piano_pace_due, 0);
    call(10000);
    require(is_plausible(header->timed_inside) && is_plausible(header->timed_outside));
    require(header->timed_inside > 0 && header->timed_outside > 0);
    require(is_plausible(header->counted_outside) && is_plausible(header->ordered_outside));
    require(atomic_load(&piano_pace_due) > 0);
    require(sums_of(&caller).calls == 10100 && sums_of(&leaf).calls == 10100);
    require(sums_of(&caller).ticks >= sums_of(&leaf).ticks);
    require(piano_current == piano_self->root);
}

/* Around a probe within it an ordered call waits for that, too. */
static void only_leaves_are_compared(void)
{
    call(10000);
    struct piano_node *outer = piano_current->last_child, *inner = outer->last_child;
    require(node_calls(outer) == 10000 && node_calls(inner) == 10000);
    require(piano_ordered_ticks == 0 || inner->histogram->unseen_ticks != 0);
    require(outer->histogram->unseen_ticks == 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(costs_are_looked_at_again, ""),
        TEST(costs_are_looked_at_again, "exact=1"),
        TEST(costs_are_looked_at_again, "exact=1\noptimised=1"),
        TEST(only_leaves_are_compared, "exact=1"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
