/* What the probes themselves cost on this machine.
 * In: the probes.  Out: ticks that a call has between its two clock readings when it does nothing,
 * and those that it costs its caller besides. The fastest of some batches counts: an interrupt is
 * no part of a probe, nor is the call of a function without one. Where what the processor guesses
 * wrong is part of it, it is the lower quartile. */
#include <stdlib.h>

#include "runtime/calibrate.h"
#include "runtime/ordered.h"
#include "runtime/scratch.h"

#define BATCHES 24
#define CALLS 64
#define SELDOM 16 /* calls of a batch that are ordered, among so many that are not: */
#define LEAST_OTHERS 4
#define MORE_OTHERS 8

static void run_calls(struct scratch *all)
{
    piano_scratch_calls(all, CALLS);
}

static void run_bare_calls(struct scratch *all)
{
    piano_scratch_bare_calls(all, CALLS);
}

static void run_allocations(struct scratch *all)
{
    for (int i = 0; i < CALLS; i++) {
        piano_note_alloc(all, 16);
        piano_note_free(all, 16);
    }
}

/* Ticks of the fastest batch, and of them those inside the calls. */
static uint64_t fastest(struct scratch *all, void (*run)(struct scratch *), uint32_t gap,
                        uint64_t *inside)
{
    uint64_t least = UINT64_MAX;
    *inside = 0;
    for (int i = 0; i < BATCHES; i++) {
        all->node.ticks = 0;
        node_set_gap(&all->node, gap);
        uint64_t start = piano_ticks();
        run(all);
        uint64_t spent = piano_ticks_since(start, piano_ticks());
        if (spent < least) {
            least = spent;
            *inside = all->node.ticks;
        }
    }
    return least;
}

/* After so many others comes a call whose readings wait: where all are timed, because of its
 * number; else because it is the only timed one, and stands for another one too. */
static void expect_ordered(struct scratch *all, uint32_t others)
{
    if (piano_run.exact) {
        all->node.counted = (piano_ordered_mask - others) * PIANO_CALL;
    } else {
        all->node.flags = 1u << PIANO_OTHERS_SHIFT;
        node_set_gap(&all->node, others + 1);
    }
}

/* A batch of them: ticks within the ordered ones, and how many others there were. */
static void run_seldom_ordered(struct scratch *all, uint64_t *inside, uint64_t *others)
{
    *inside = *others = 0;
    for (int i = 0; i < SELDOM; i++) {
        uint32_t more = LEAST_OTHERS + piano_random(&all->own) % MORE_OTHERS;
        expect_ordered(all, more);
        piano_scratch_calls(all, more);
        uint64_t before = all->node.ticks;
        piano_scratch_calls(all, 1);
        *inside += all->node.ticks - before;
        *others += more;
    }
    if (!piano_run.exact)
        *inside /= 2;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t lower_quartile(int64_t *values)
{
    qsort(values, BATCHES, sizeof *values, by_size);
    return values[BATCHES / 4];
}

/* Ticks that a batch of ordered calls takes outside of them, beside as many that are not; and, in
 * `inside`, within. Both at once, for the processor's pace may change. */
static int64_t compare_ordered(struct scratch *all, uint64_t *inside)
{
    uint64_t others, start = piano_ticks();
    run_seldom_ordered(all, inside, &others);
    uint64_t spent = piano_ticks_since(start, piano_ticks());
    all->node.flags = 0;
    all->node.counted = PIANO_CALL;
    uint64_t plain =
        piano_scratch_ticks(all, piano_run.exact ? 1 : NODE_LONGEST_GAP, (uint32_t)others);
    uint64_t before = all->node.ticks, timed = piano_scratch_ticks(all, 1, SELDOM);
    timed -= all->node.ticks - before;
    return (int64_t)(spent - *inside) - (int64_t)(plain + timed);
}

/* Which call is ordered no processor foresees, and that it was not foreseen is part of what it
 * costs. */
static void measure_ordered(struct scratch *all, struct piano_costs *costs)
{
    int64_t longer[BATCHES], more[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
        uint64_t inside;
        more[i] = compare_ordered(all, &inside) * PIANO_COST_UNIT / SELDOM;
        longer[i] = (int64_t)(inside * PIANO_COST_UNIT / SELDOM - costs->timed_inside);
    }
    int64_t ordered_ticks = lower_quartile(longer) / PIANO_COST_UNIT,
            ordered_outside = lower_quartile(more);
    piano_ordered_ticks = ordered_ticks > 0 ? (uint64_t)ordered_ticks : 0;
    costs->ordered_outside = ordered_outside > 0 ? (uint64_t)ordered_outside : 0;
}

static void measure(struct scratch *all, struct piano_costs *costs)
{
    uint64_t inside, none;
    uint64_t bare = fastest(all, run_bare_calls, 1, &none);
    uint64_t timed = fastest(all, run_calls, 1, &inside);
    costs->timed_inside = inside * PIANO_COST_UNIT / CALLS;
    costs->timed_outside = piano_ticks_since(inside + bare, timed) * PIANO_COST_UNIT / CALLS;
    uint64_t counted = fastest(all, run_calls, NODE_LONGEST_GAP, &none);
    /* So many in a row wait for their loads, and the calls themselves do not show. */
    costs->counted_outside = counted * PIANO_COST_UNIT / CALLS;
    costs->allocation = fastest(all, run_allocations, 1, &none) * PIANO_COST_UNIT / CALLS / 2;
    piano_short_ticks = piano_run.exact ? 0 : UINT32_MAX;
    piano_ordered_mask = piano_run.exact ? UINT32_MAX : UINT64_MAX;
    node_set_gap(&all->node, 1);
    measure_ordered(all, costs);
    piano_short_ticks = 0;
}

void piano_calibrate(bool optimised, struct piano_costs *costs)
{
    struct scratch *all = piano_scratch_begin(optimised);
    piano_run.header = (struct piano_header *)all->header;
    measure(all, costs);
    piano_run.header = NULL;
    piano_scratch_end(all);
}
