#include "analysis/costs.h"

#include <math.h>

double costs_in_ns(const struct run_process *process, uint64_t cost)
{
    return (double)cost / PIANO_COST_UNIT * process->ns_per_tick;
}

/* What it took to time a call when the process began is not kept: by now it is about as much. */
double costs_multiplied_ns(const struct run_process *process)
{
    const struct piano_header *h = process->header;
    return PIANO_OUTLIER_COSTS * costs_in_ns(process, h->timed_inside + h->timed_outside);
}

struct costs costs_of(const struct run_process *process, bool uncorrected)
{
    const struct piano_header *h = process->header;
    struct costs costs = {
        .ns_per_tick = process->ns_per_tick,
        .every_call_timed = h->flags & PIANO_EXACT_TIME,
    };
    if (uncorrected)
        return costs;
    costs.inside_ns = costs_in_ns(process, h->timed_inside);
    costs.outside_ns = costs_in_ns(process, h->timed_outside);
    costs.ordered_ns = costs_in_ns(process, h->ordered_outside);
    costs.counted_ns = costs_in_ns(process, h->counted_outside);
    costs.allocation_ns = costs_in_ns(process, h->allocation_cost);
    return costs;
}

double costs_without_probe(const struct costs *costs, const struct run_node *n, double seen_ns)
{
    return fmax(seen_ns - (double)n->activations * costs->inside_ns, 0);
}

/* How many of the timed activations were timed by ordered readings. */
static double ordered_activations(const struct costs *costs, const struct run_node *n)
{
    if (costs->every_call_timed)
        return (double)n->timed / PIANO_ORDERED_EVERY;
    return n->timed < n->activations ? (double)n->timed : fmin((double)n->timed, PIANO_FIRST_TIMED);
}

/* Variance of an estimate, in units of the variance of one call. The first calls stand for
 * themselves only; of the others a sample was timed, with gaps between a half and three halves of
 * their mean. */
static double sampling_variance(double activations, double timed)
{
    const double uneven_gaps = 1 + 1.0 / 12;
    double others = activations - PIANO_FIRST_TIMED;
    double sampled = fmax(timed - PIANO_FIRST_TIMED, 1);
    if (activations <= timed)
        return 0;
    return others * others / sampled * (1 - sampled / fmax(others, sampled)) * uneven_gaps;
}

static void add_watched(const struct costs *costs, const struct run_node *n, struct gathered *to)
{
    double watched_ns = (double)n->watched_ticks * costs->ns_per_tick;
    to->watched_ns += watched_ns;
    to->looks += (double)n->looks;
    to->m.waiting_ns += n->looks > 0 ? watched_ns * (double)n->asleep / (double)n->looks : 0;
}

void costs_add_time(const struct costs *costs, const struct run_node *n, struct gathered *to)
{
    double activations = (double)n->activations, timed = (double)n->timed;
    double share_timed = n->activations ? timed / activations : 1;
    double seen_ns = (double)n->ticks * costs->ns_per_tick;
    double inner_ns = costs_without_probe(costs, n, seen_ns);
    to->inner_ns += inner_ns;
    to->priced_ns += seen_ns - inner_ns;
    to->estimated_ns += inner_ns * (1 - share_timed);
    to->inside_ns += (seen_ns - inner_ns) * share_timed;
    to->outside_ns += timed * costs->outside_ns + (activations - timed) * costs->counted_ns +
                      ordered_activations(costs, n) * costs->ordered_ns;
    to->cpu_ns += costs_without_probe(costs, n, (double)n->cpu_ticks * costs->ns_per_tick);
    to->sampling += sampling_variance(activations, timed);
    to->open = to->open || (n->timed == 0 && n->activations > 0);
    add_watched(costs, n, to);
    costs_add_allocations(costs, n, to);
}

void costs_add_allocations(const struct costs *costs, const struct run_node *n, struct gathered *to)
{
    to->allocation_ns += ((double)n->allocs + (double)n->frees) * costs->allocation_ns;
}
