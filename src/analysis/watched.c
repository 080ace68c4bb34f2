#include "analysis/watched.h"

#include <math.h>

#define SURE 3 /* standard errors by which more must have been seen than was inferred */

/* Sums over a node's children. */
struct below {
    double taken_ns, outside_ns; /* their part of the node's time; the probe's cost around them
                                  * in that */
    double missed_ns;            /* what was added to their times */
};

/* How much longer the node's self time was, as seen from outside, than was inferred. */
static double unseen_by_probes(const struct gathered *node, const struct below *below)
{
    double inferred_ns = fmax(node->inner_ns - below->taken_ns, 0);
    double seen_ns = node->watched_ns - node->inside_ns - below->outside_ns;
    double more_ns = seen_ns - inferred_ns;
    return more_ns > SURE * sqrt(node->watched_variance_ns2) ? more_ns : 0;
}

/* Adds to the node's time what its estimate lacks, and returns that. What its children's estimates
 * lacked, its own lacks too, for its untimed calls. */
static double missed_by(struct gathered *node, const struct below *below)
{
    double untimed = (double)node->m.activations - (double)node->m.timed;
    if (untimed <= 0)
        return 0;
    double missed_ns = below->missed_ns * untimed / (double)node->m.activations;
    node->inner_ns += missed_ns;
    double more_ns = unseen_by_probes(node, below);
    if (more_ns > 0)
        node->variance_ns2 = node->watched_variance_ns2;
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
void watched_correct(struct arena *arena, struct gathering *g)
{
    struct below *below = arena_many(arena, struct below, g->nodes.len);
    for (size_t i = g->nodes.len; i-- > 1;) {
        struct gathered *node = &g->nodes.at[i];
        double missed_ns = missed_by(node, &below[i]);
        struct below *parents = &below[node->parent];
        parents->missed_ns += missed_ns;
        parents->taken_ns += node->inner_ns + node->inside_ns + node->outside_ns;
        parents->outside_ns += node->outside_ns;
    }
}
