/* What the probes themselves cost on this machine.
 * In: the probes.  Out: ticks that a call has between its two clock readings when it does nothing,
 * and those that it costs its caller besides. The fastest of some batches counts: an interrupt is
 * no part of a probe. */
#include <string.h>

#include "runtime/calibrate.h"
#include "runtime/kept.h"
#include "runtime/ordered.h"
#include "runtime/probe.h"
#include "runtime/thread.h"

#define BATCHES 24
#define CALLS 64
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
};

static void set_up(struct scratch *all)
{
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

static void run_calls(struct scratch *all)
{
    for (int i = 0; i < CALLS; i++)
        piano_leave(piano_enter(&all->site));
}

static void run_kept_calls(struct scratch *all)
{
    for (int i = 0; i < CALLS; i++)
        piano_call_kept(&all->site);
}

/* Each stands for itself and for one other. */
static void run_sampled(struct scratch *all)
{
    piano_short_ticks = UINT32_MAX;
    for (int i = 0; i < CALLS; i++) {
        all->node.flags = 1u << NODE_WEIGHT_SHIFT;
        node_set_gap(&all->node, 1);
        piano_leave(piano_enter(&all->site));
    }
    piano_short_ticks = 0;
    all->node.flags = 0;
    all->node.ticks /= 2;
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

/* Calls whose readings wait: what they cost depends on whether they stand for others too. */
static void measure_ordered(struct scratch *all, struct piano_costs *costs, uint64_t timed_outside)
{
    uint64_t inside, ordered;
    piano_ordered_mask = 0;
    fastest(all, run_calls, 1, &inside);
    if (inside * UNIT / CALLS > costs->timed_inside)
        piano_ordered_ticks = (inside * UNIT / CALLS - costs->timed_inside) / UNIT;
    ordered = fastest(all, piano_run.exact ? run_calls : run_sampled, 1, &inside);
    if (ordered > inside + timed_outside)
        costs->ordered_outside = (ordered - inside - timed_outside) * UNIT / CALLS;
    piano_ordered_mask = UINT64_MAX;
}

static void measure(struct scratch *all, bool optimised, struct piano_costs *costs)
{
    void (*run)(struct scratch *) = optimised ? run_kept_calls : run_calls;
    uint64_t inside;
    uint64_t timed = fastest(all, run, 1, &inside);
    costs->timed_inside = inside * UNIT / CALLS;
    costs->timed_outside = (timed > inside ? timed - inside : 0) * UNIT / CALLS;
    measure_ordered(all, costs, timed - inside);
    uint64_t counted = fastest(all, run, NODE_LONGEST_GAP, &inside);
    costs->counted_outside = counted * UNIT / CALLS;
    costs->allocation = fastest(all, run_allocations, 1, &inside) * UNIT / CALLS / 2;
}

void piano_calibrate(bool optimised, struct piano_costs *costs)
{
    struct scratch *all = piano_platform_memory(sizeof *all);
    if (!all)
        return;
    set_up(all);
    piano_run.header = (struct piano_header *)all->header;
    piano_self = &all->thread;
    piano_current = &all->root;
    measure(all, optimised, costs);
    piano_self = NULL;
    piano_current = &piano_nobody;
    piano_run.header = NULL;
    piano_platform_memory_free(all, sizeof *all);
}
