/* What the probes themselves cost on this machine.
 * In: the probes.  Out: ticks that a call has between its two clock readings when it does nothing,
 * and those that it costs its caller besides. The fastest of some batches counts: an interrupt is
 * no part of a probe. Where what the processor guesses wrong is part of it, it is the lower
 * quartile. */
#include <stdlib.h>
#include <string.h>

#include "runtime/calibrate.h"
#include "runtime/kept.h"
#include "runtime/ordered.h"
#include "runtime/probe.h"
#include "runtime/thread.h"

#define BATCHES 24
#define CALLS 64
#define SELDOM 16 /* calls of a batch that are ordered, among so many that are not: */
#define LEAST_OTHERS 4
#define MORE_OTHERS 8
#define UNIT 256
#define NEVER INT64_MAX

/* A run file in small. */
struct scratch {
    _Alignas(64) char header[PIANO_HEADER_BYTES];
    struct piano_node root, node;
    struct piano_more more;
    struct piano_histogram histogram;
    _Alignas(64) struct piano_octave octave;
    struct piano_thread thread;
    struct piano_own own;
    struct piano_site site;
    bool optimised;
};

static void set_up(struct scratch *all, bool optimised)
{
    all->optimised = optimised;
    all->own.presence = piano_platform_presence_word();
    all->thread = (struct piano_thread){.root = &all->root,
                                        .own = &all->own,
                                        .alloc_left = NEVER,
                                        .free_left = NEVER,
                                        .bucket = &all->thread.no_bucket};
    all->root.last_child = &all->node;
    all->histogram.max = UINT64_MAX;
    for (int i = 0; i < PIANO_OCTAVES; i++)
        all->histogram.octaves[i] = (uint32_t)(((char *)&all->octave - all->header) / 64);
    all->node = (struct piano_node){.parent = &all->root,
                                    .successor = &all->node,
                                    .site = &all->site,
                                    .more = &all->more,
                                    .histogram = &all->histogram};
}

static void make_calls(struct scratch *all, uint32_t calls)
{
    if (all->optimised)
        for (uint32_t i = 0; i < calls; i++)
            piano_call_kept(&all->site);
    else
        for (uint32_t i = 0; i < calls; i++)
            piano_leave(piano_enter(&all->site));
}

static void run_calls(struct scratch *all)
{
    make_calls(all, CALLS);
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
        make_calls(all, more);
        uint64_t before = all->node.ticks;
        make_calls(all, 1);
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

/* Which call is ordered no processor foresees, and that it was not foreseen is part of what it
 * costs. */
static void measure_ordered(struct scratch *all, struct piano_costs *costs)
{
    uint64_t timed = costs->timed_inside + costs->timed_outside;
    uint64_t another = piano_run.exact ? timed : costs->counted_outside;
    int64_t longer[BATCHES], more[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
        uint64_t inside, others, start = piano_ticks();
        run_seldom_ordered(all, &inside, &others);
        uint64_t spent = piano_ticks_since(start, piano_ticks());
        uint64_t outside = (spent - inside) * UNIT - others * another;
        longer[i] = (int64_t)(inside * UNIT / SELDOM - costs->timed_inside);
        more[i] = (int64_t)outside / SELDOM - (int64_t)costs->timed_outside;
    }
    int64_t ordered_ticks = lower_quartile(longer) / UNIT, ordered_outside = lower_quartile(more);
    piano_ordered_ticks = ordered_ticks > 0 ? (uint64_t)ordered_ticks : 0;
    costs->ordered_outside = ordered_outside > 0 ? (uint64_t)ordered_outside : 0;
}

static void measure(struct scratch *all, struct piano_costs *costs)
{
    uint64_t inside;
    uint64_t timed = fastest(all, run_calls, 1, &inside);
    costs->timed_inside = inside * UNIT / CALLS;
    costs->timed_outside = (timed > inside ? timed - inside : 0) * UNIT / CALLS;
    uint64_t counted = fastest(all, run_calls, NODE_LONGEST_GAP, &inside);
    costs->counted_outside = counted * UNIT / CALLS;
    costs->allocation = fastest(all, run_allocations, 1, &inside) * UNIT / CALLS / 2;
    piano_short_ticks = piano_run.exact ? 0 : UINT32_MAX;
    piano_ordered_mask = piano_run.exact ? UINT32_MAX : UINT64_MAX;
    node_set_gap(&all->node, 1);
    measure_ordered(all, costs);
    piano_short_ticks = 0;
}

void piano_calibrate(bool optimised, struct piano_costs *costs)
{
    struct scratch *all = piano_platform_memory(sizeof *all);
    if (!all)
        return;
    set_up(all, optimised);
    piano_run.header = (struct piano_header *)all->header;
    piano_self = &all->thread;
    piano_current = &all->root;
    measure(all, costs);
    piano_self = NULL;
    piano_current = &piano_nobody;
    piano_run.header = NULL;
    piano_platform_memory_free(all, sizeof *all);
}
