#include "analysis/settle.h"

#include <math.h>

#include "analysis/settle_cpu.h"

/* What the probe cost may be off by so much of it: that depends on how busy the processor was, and
 * on what it could do beside the probe. See ARCHITECTURE.md for what it was compared with. */
#define COST_ERROR 0.4

/* Sums over a node's children. */
struct below {
    double inner_ns, estimated_ns, inside_ns, outside_ns, variance_ns2;
    double doubted_ns; /* what is theirs or their caller's, by what the probe cost */
};

/* By how much to multiply each part of the children's time so that they fit into their parent. */
struct fit {
    double outside, estimated, inner;
};

static const struct fit as_they_are = {1, 1, 1};

static double taken(const struct below *b)
{
    return b->inner_ns + b->inside_ns + b->outside_ns;
}

static void add_to_parent(const struct gathered *node, struct below *parent)
{
    parent->inner_ns += node->inner_ns;
    parent->estimated_ns += node->estimated_ns;
    parent->inside_ns += node->inside_ns;
    parent->outside_ns += node->outside_ns;
    parent->variance_ns2 += node->variance_ns2;
    parent->doubted_ns += node->priced_ns - node->inside_ns + node->outside_ns;
}

/* A node cannot have taken less than its children. Where its time is a bound or an estimate, it
 * is raised to theirs; going from the leaves up. */
static void raise(struct gathering *g, struct below *below)
{
    for (size_t i = g->nodes.len; i-- > 0;) {
        struct gathered *node = &g->nodes.at[i];
        double least = taken(&below[i]);
        if (node->inner_ns < least && (node->open || node->estimated_ns > 0)) {
            node->estimated_ns += least - node->inner_ns;
            node->inner_ns = least;
        }
        if (node->parent != PROFILE_NONE)
            add_to_parent(node, &below[node->parent]);
    }
}

/* The share of `part` that is left when `excess` is taken out of it, as far as it goes. */
static double take_out(double part, double *excess)
{
    double cut = fmin(part, fmax(*excess, 0));
    *excess -= cut;
    return part > 0 ? (part - cut) / part : 1;
}

/* First what was inferred gives way, then the calibrated cost of the probe, then the rest. Calls
 * that are timed now and then are timed one at a time: where a processor does several at once, what
 * all of them took is less than their sum, and the probes were there all the same. */
static struct fit fit_into(double room_ns, const struct below *b)
{
    double excess = taken(b) - room_ns;
    struct fit fit = as_they_are;
    if (excess <= 0)
        return fit;
    fit.estimated = take_out(b->estimated_ns, &excess);
    fit.outside = take_out(b->outside_ns, &excess);
    fit.inner = take_out(b->inner_ns - b->estimated_ns + b->inside_ns, &excess);
    return fit;
}

/* Where a node's measured time had to shrink, its self time and its children's shrink alike: else
 * its self time would be used up first. */
static struct fit shrunk(struct fit fit, double by)
{
    return (struct fit){fit.outside * by, fit.estimated * by, fit.inner * by};
}

static void apply(struct gathered *node, const struct fit *fit)
{
    double before_ns = node->inner_ns;
    node->outside_ns *= fit->outside;
    node->inside_ns *= fit->inner;
    node->inner_ns =
        (node->inner_ns - node->estimated_ns) * fit->inner + node->estimated_ns * fit->estimated;
    node->estimated_ns *= fit->estimated;
    node->cpu_ns *= before_ns > 0 ? node->inner_ns / before_ns : 1;
}

/* The standard errors of a node's self time. An estimate is not off by more than the room there is:
 * it is between 0 and the time of the innermost caller that was measured. */
static void set_errors(struct gathered *node, const struct below *b, double most_ns)
{
    double inferred_ns = sqrt(node->variance_ns2 + b->variance_ns2);
    double cost_ns = COST_ERROR * hypot(node->priced_ns, b->doubted_ns);
    double room_ns = fmax(node->m.self_ns, most_ns - node->m.self_ns);
    double error_ns = hypot(inferred_ns, cost_ns);
    double fitting = error_ns > room_ns ? room_ns / error_ns : 1;
    node->m.error_ns = inferred_ns * fitting;
    node->m.cost_error_ns = cost_ns * fitting;
}

/* From the root down: each node's time is final before its children are fitted into it. `most_ns`:
 * for each node the most that it can have taken. */
static double distribute(struct gathering *g, const struct below *below, struct fit *fits,
                         double *most_ns)
{
    double probe_ns = 0;
    for (size_t i = 0; i < g->nodes.len; i++) {
        struct gathered *node = &g->nodes.at[i];
        double left = 1;
        if (node->parent != PROFILE_NONE) {
            apply(node, &fits[node->parent]);
            left = fits[node->parent].inner;
        }
        double whole_ns = left > 0 ? node->inner_ns / left : 0;
        fits[i] = shrunk(fit_into(whole_ns, &below[i]), left);
        double children_ns = fmin(taken(&below[i]), whole_ns) * left;
        double self_ns = fmax(node->inner_ns - children_ns, 0);
        node->allocation_ns = fmin(node->allocation_ns, self_ns);
        node->m.self_ns = self_ns - node->allocation_ns;
        bool inferred = measure_is_estimate(&node->m) && node->parent != PROFILE_NONE;
        most_ns[i] = inferred ? most_ns[node->parent] : node->inner_ns;
        set_errors(node, &below[i], most_ns[i]);
        probe_ns += node->inside_ns + node->outside_ns + node->allocation_ns;
    }
    return probe_ns;
}

static void sum_totals(struct gathering *g)
{
    for (size_t i = g->nodes.len; i-- > 0;) {
        struct gathered *node = &g->nodes.at[i];
        node->m.total_ns += node->m.self_ns;
        node->m.cpu_total_ns += node->m.cpu_self_ns;
        if (node->parent == PROFILE_NONE)
            continue;
        g->nodes.at[node->parent].m.total_ns += node->m.total_ns;
        g->nodes.at[node->parent].m.cpu_total_ns += node->m.cpu_total_ns;
    }
}

double settle(struct arena *arena, struct gathering *gathering)
{
    struct below *below = arena_many(arena, struct below, gathering->nodes.len);
    struct fit *fits = arena_many(arena, struct fit, gathering->nodes.len);
    raise(gathering, below);
    double *most_ns = arena_many(arena, double, gathering->nodes.len);
    double probe_ns = distribute(gathering, below, fits, most_ns);
    settle_cpu(arena, gathering);
    sum_totals(gathering);
    return probe_ns;
}
