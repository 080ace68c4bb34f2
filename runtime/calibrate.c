/* What the probes themselves cost on this machine.
 * In: the probes.  Out: the ticks that a call which does nothing has between its two clock
 * readings, and what it costs its caller besides.
 *
 * The fastest of several batches counts, since interrupts are no part of a probe, and calling a
 * function without probes is subtracted. Where mispredicted branches are part of the cost, the
 * lower quartile counts. */
#include <stdlib.h>

#include "runtime/calibrate.h"
#include "runtime/ordered.h"
#include "runtime/scratch.h"

#define BATCHES 24
#define CALLS 64
#define ORDERED_CALLS 16 /* ordered calls in a batch, each after so many others: */
#define LEAST_OTHERS 4
#define MORE_OTHERS 8

static void run_calls(struct scratch *scratch)
{
    piano_scratch_calls(scratch, CALLS);
}

static void run_bare_calls(struct scratch *scratch)
{
    piano_scratch_bare_calls(scratch, CALLS);
}

static void run_allocations(struct scratch *scratch)
{
    for (int i = 0; i < CALLS; i++) {
        piano_note_alloc(scratch, 16);
        piano_note_free(scratch, 16);
    }
}

/* Ticks of the fastest batch; in `inside`, how many of them lie within the calls. */
static uint64_t fastest(struct scratch *scratch, void (*run)(struct scratch *), uint32_t gap,
                        uint64_t *inside)
{
    uint64_t least = UINT64_MAX;
    *inside = 0;
    for (int i = 0; i < BATCHES; i++) {
        scratch->node.ticks = 0;
        node_set_gap(&scratch->node, gap);
        uint64_t start = piano_ticks();
        run(scratch);
        uint64_t spent = piano_ticks_since(start, piano_ticks());
        if (spent < least) {
            least = spent;
            *inside = scratch->node.ticks;
        }
    }
    return least;
}

/* Arranges for an ordered call after `others` that are not: if all are timed, by its number; else
 * because it is the only timed one, and stands for another as well. */
static void expect_ordered(struct scratch *scratch, uint32_t others)
{
    if (piano_run.exact) {
        scratch->node.counted = (piano_ordered_mask - others) * PIANO_CALL;
    } else {
        scratch->node.flags = 1u << PIANO_OTHERS_SHIFT;
        node_set_gap(&scratch->node, others + 1);
    }
}

/* A batch with ordered calls: the ticks within these, and how many others there were. */
static void run_ordered(struct scratch *scratch, uint64_t *inside, uint64_t *others)
{
    *inside = *others = 0;
    for (int i = 0; i < ORDERED_CALLS; i++) {
        uint32_t more = LEAST_OTHERS + piano_random(&scratch->own) % MORE_OTHERS;
        expect_ordered(scratch, more);
        piano_scratch_calls(scratch, more);
        uint64_t before = scratch->node.ticks;
        piano_scratch_calls(scratch, 1);
        *inside += scratch->node.ticks - before;
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

/* How many ticks longer a batch with ordered calls takes, outside these, than one without; in
 * `inside`, the ticks within them. Both in one go, since the processor's pace may change. */
static int64_t compare_ordered(struct scratch *scratch, uint64_t *inside)
{
    uint64_t others, start = piano_ticks();
    run_ordered(scratch, inside, &others);
    uint64_t spent = piano_ticks_since(start, piano_ticks());
    scratch->node.flags = 0;
    scratch->node.counted = PIANO_CALL;
    uint64_t plain =
        piano_scratch_ticks(scratch, piano_run.exact ? 1 : NODE_LONGEST_GAP, (uint32_t)others);
    uint64_t before = scratch->node.ticks, timed = piano_scratch_ticks(scratch, 1, ORDERED_CALLS);
    timed -= scratch->node.ticks - before;
    return (int64_t)(spent - *inside) - (int64_t)(plain + timed);
}

/* The processor cannot predict which call is ordered, and the misprediction is part of the cost. */
static void measure_ordered(struct scratch *scratch, struct piano_costs *costs)
{
    int64_t longer[BATCHES], more[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
        uint64_t inside;
        more[i] = compare_ordered(scratch, &inside) * PIANO_COST_UNIT / ORDERED_CALLS;
        longer[i] = (int64_t)(inside * PIANO_COST_UNIT / ORDERED_CALLS - costs->timed_inside);
    }
    int64_t ordered_ticks = lower_quartile(longer) / PIANO_COST_UNIT,
            ordered_outside = lower_quartile(more);
    piano_ordered_ticks = ordered_ticks > 0 ? (uint64_t)ordered_ticks : 0;
    costs->ordered_outside = ordered_outside > 0 ? (uint64_t)ordered_outside : 0;
}

static void measure(struct scratch *scratch, struct piano_costs *costs)
{
    uint64_t inside, none;
    uint64_t bare = fastest(scratch, run_bare_calls, 1, &none);
    uint64_t timed = fastest(scratch, run_calls, 1, &inside);
    costs->timed_inside = inside * PIANO_COST_UNIT / CALLS;
    costs->timed_outside = piano_ticks_since(inside + bare, timed) * PIANO_COST_UNIT / CALLS;
    uint64_t counted = fastest(scratch, run_calls, NODE_LONGEST_GAP, &none);
    /* So many calls in a row wait for their loads: the calling itself does not show. */
    costs->counted_outside = counted * PIANO_COST_UNIT / CALLS;
    costs->allocation = fastest(scratch, run_allocations, 1, &none) * PIANO_COST_UNIT / CALLS / 2;
    piano_short_ticks = piano_run.exact ? 0 : UINT32_MAX;
    piano_ordered_mask = piano_run.exact ? UINT32_MAX : UINT64_MAX;
    node_set_gap(&scratch->node, 1);
    measure_ordered(scratch, costs);
    piano_short_ticks = 0;
}

void piano_calibrate(bool optimised, struct piano_costs *costs)
{
    struct scratch *scratch = piano_scratch_begin(optimised);
    piano_run.header = (struct piano_header *)scratch->header;
    measure(scratch, costs);
    piano_run.header = NULL;
    piano_scratch_end(scratch);
}
