#include "analysis/watched.h"

#include <math.h>

/* Standard errors by which more must have been seen than was inferred, and less. */
#define SURE_OF_MORE 3
#define SURE_OF_LESS 4

/* Sums over a node's children. */
struct below {
    double taken_ns, outside_ns; /* their part of the node's time; the probe's cost around them
                                  * in that */
    double missed_ns;            /* what was added to their times */
};

static void add_to_parent(const struct gathered *node, struct below *parent)
{
    parent->taken_ns += node->inner_ns + node->inside_ns + node->outside_ns;
    parent->outside_ns += node->outside_ns;
}

static double inferred_ns(const struct gathered *node, const struct below *below)
{
    return fmax(node->inner_ns - below->taken_ns, 0);
}

static double untimed_calls(const struct gathered *node)
{
    return (double)node->m.activations - (double)node->m.timed;
}

/* Looks come at random moments, so the variance of their number is that of any count of random
 * events. */
static double watched_variance_ns2(const struct gathered *node)
{
    return node->looks > 0 ? node->watched_ns * node->watched_ns / node->looks : 0;
}

/* How much longer the node's self time was, as seen from outside, than was inferred. */
static double unseen_by_probes(const struct gathered *node, const struct below *below)
{
    double seen_ns = node->watched_ns - node->inside_ns - below->outside_ns;
    double more_ns = seen_ns - inferred_ns(node, below);
    return more_ns > SURE_OF_MORE * sqrt(watched_variance_ns2(node)) ? more_ns : 0;
}

/* Adds to the node's time what its estimate lacks, and returns that. What its children's estimates
 * lacked, its own lacks too, for its untimed calls. */
static double missed_by(struct gathered *node, const struct below *below)
{
    double untimed = untimed_calls(node);
    if (untimed <= 0)
        return 0;
    double missed_ns = below->missed_ns * untimed / (double)node->m.activations;
    node->inner_ns += missed_ns;
    double more_ns = unseen_by_probes(node, below);
    if (more_ns > 0)
        node->variance_ns2 = watched_variance_ns2(node);
    node->inner_ns += more_ns;
    node->estimated_ns += missed_ns + more_ns;
    return missed_ns + more_ns;
}

void watched_correct_leaf(struct gathered *node)
{
    const struct below nothing = {0};
    missed_by(node, &nothing);
}

/* From the leaves up. */
static void raise(struct arena *arena, struct gathering *g)
{
    struct below *below = arena_many(arena, struct below, g->nodes.len);
    for (size_t i = g->nodes.len; i-- > 1;) {
        struct gathered *node = &g->nodes.at[i];
        struct below *parents = &below[node->parent];
        parents->missed_ns += missed_by(node, &below[i]);
        add_to_parent(node, parents);
    }
}

/* A function's self time on the paths where it was inferred. */
struct sums {
    double inferred_ns, looks;
};

/* Cuts the node's inferred self time to `share` of it, of which the function's looks are the
 * measure. */
static void cut(struct gathered *node, const struct below *below, double share,
                const struct sums *function)
{
    double self_ns = inferred_ns(node, below);
    double less_ns = fmin(self_ns * (1 - share), node->estimated_ns);
    double part = self_ns / function->inferred_ns, left_ns = share * function->inferred_ns;
    node->cpu_ns *= node->inner_ns > 0 ? 1 - less_ns / node->inner_ns : 1;
    node->inner_ns -= less_ns;
    node->estimated_ns -= less_ns;
    node->variance_ns2 = part * left_ns * left_ns / fmax(function->looks, 1);
}

/* What share of its inferred time a function had, if certainly less was seen of it. `looks_per_ns`:
 * of any function. One that was never seen may yet have been, in the next look. */
static double share_seen(const struct sums *function, double looks_per_ns)
{
    double expected = function->inferred_ns * looks_per_ns;
    if (expected - function->looks <= SURE_OF_LESS * sqrt(expected))
        return 1;
    return fmax(function->looks, 1) / expected;
}

/* Fills both arrays, one indexed by node and one by function; returns how many looks there were. */
static double sum_up(const struct gathering *g, struct below *below, struct sums *functions)
{
    double looks = 0;
    for (size_t i = g->nodes.len; i-- > 1;) {
        const struct gathered *node = &g->nodes.at[i];
        looks += node->looks;
        if (untimed_calls(node) > 0) {
            functions[node->function].inferred_ns += inferred_ns(node, &below[i]);
            functions[node->function].looks += node->looks;
        }
        add_to_parent(node, &below[node->parent]);
    }
    return looks;
}

static void lower(struct arena *arena, struct gathering *g)
{
    struct below *below = arena_many(arena, struct below, g->nodes.len);
    struct sums *functions = arena_many(arena, struct sums, g->functions.len);
    double looks_per_ns = sum_up(g, below, functions) / fmax(below[PROFILE_ROOT].taken_ns, 1);
    for (size_t i = 1; i < g->nodes.len; i++) {
        struct gathered *node = &g->nodes.at[i];
        const struct sums *function = &functions[node->function];
        double share = share_seen(function, looks_per_ns);
        if (share < 1 && untimed_calls(node) > 0)
            cut(node, &below[i], share, function);
    }
}

void watched_correct(struct arena *arena, struct gathering *g)
{
    if (g->multiplied_ns < INFINITY)
        lower(arena, g);
    raise(arena, g);
}
