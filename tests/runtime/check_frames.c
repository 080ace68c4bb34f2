/* What of a frame is its functions' own time. */
#include "harness.h"

#define CALLS 10000
/* In ticks. */
#define INSIDE 20
#define OUTSIDE 15
#define COUNTED 4

static struct piano_site outer = SITE("outer"), inner = SITE("inner");

static void set_costs(void)
{
    piano_run.header->timed_inside = INSIDE * PIANO_COST_UNIT;
    piano_run.header->timed_outside = OUTSIDE * PIANO_COST_UNIT;
    piano_run.header->counted_outside = COUNTED * PIANO_COST_UNIT;
}

static void pass(uint64_t ticks)
{
    for (uint64_t began = piano_ticks(); piano_ticks() - began < ticks;) {}
}

/* A frame with so many calls that did nothing. */
static const struct piano_frame *a_frame(uint64_t timed, uint64_t untimed)
{
    struct piano_call frame = piano_enter(&outer);
    piano_leave(piano_enter(&inner));
    struct piano_node *node = piano_call_node(frame)->last_child;
    node->counted = (timed + untimed) * PIANO_CALL;
    node->untimed = untimed;
    node->ticks = (timed + untimed) * INSIDE;
    pass(timed * (INSIDE + OUTSIDE) + untimed * COUNTED);
    set_costs(); /* now: they are measured again from time to time */
    piano_leave(frame);
    require(frame_log());
    return (const struct piano_frame *)(frame_log() + 1);
}

static uint64_t self_ticks(const struct piano_frame *frame, const struct piano_site *site)
{
    const struct piano_frame_part *part = part_of(frame, site);
    require(part);
    return part->self_ticks;
}

static void timed_calls_cost_their_caller_what_is_outside(void)
{
    const struct piano_frame *frame = a_frame(CALLS, 0);
    require(self_ticks(frame, &inner) == CALLS * INSIDE);
    require(self_ticks(frame, &outer) == frame->ticks - CALLS * (INSIDE + OUTSIDE));
}

static void counted_calls_cost_their_caller_no_reading_of_the_clock(void)
{
    const struct piano_frame *frame = a_frame(0, CALLS);
    require(self_ticks(frame, &inner) == CALLS * INSIDE);
    require(self_ticks(frame, &outer) == frame->ticks - CALLS * COUNTED);
}

int main(void)
{
    const struct test tests[] = {
        TEST(timed_calls_cost_their_caller_what_is_outside, "exact=1"),
        TEST(counted_calls_cost_their_caller_no_reading_of_the_clock, "exact=1"),
    };
    return run_tests(tests, sizeof tests / sizeof *tests);
}
