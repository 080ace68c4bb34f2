#include "analysis/unseen.h"

#include <math.h>

#include "analysis/folded.h"

/* What ordered readings showed to be missing is time of these calls, which ordinary readings gave
 * to their callers. */
static void reveal(struct gathered *node, const double *unseen_ns_of_one)
{
    double unseen_ns = unseen_ns_of_one[node->function] * (double)node->m.activations;
    if (unseen_ns == 0)
        return;
    node->inner_ns = fmax(node->inner_ns + unseen_ns, 0);
    if (node->cpu_ns > 0)
        node->cpu_ns = fmax(node->cpu_ns + unseen_ns, 0);
}

/* It is known for a function as a whole, and shared out among its paths by their calls. */
void unseen_reveal(struct arena *arena, struct gathering *g)
{
    const double *activations = gather_activations(arena, g);
    double *unseen_ns = arena_many(arena, double, g->functions.len); /* of one call */
    for (size_t i = 0; i < g->histograms.len; i++) {
        const struct gathered_histogram *h = &g->histograms.at[i];
        if (activations[h->function] > 0)
            unseen_ns[h->function] +=
                (double)h->histogram->unseen_ticks * h->ns_per_tick / activations[h->function];
    }
    for (size_t i = 1; i < g->nodes.len; i++)
        reveal(&g->nodes.at[i], unseen_ns);
    for (size_t i = 0; i < g->folded.len; i++)
        if (folded_is_leaf(&g->folded.at[i]))
            reveal(&g->folded.at[i].calls, unseen_ns);
    for (size_t i = 0; i < g->histograms.len; i++)
        g->histograms.at[i].inside_ns -= unseen_ns[g->histograms.at[i].function];
}
