#include "analysis/settle_cpu.h"

#include <math.h>

/* Sums over a node's children. */
struct below {
    double inner_ns, probe_ns, cpu_ns;
};

static void sum_up(const struct gathering *g, struct below *below)
{
    for (size_t i = g->nodes.len; i-- > 1;) {
        const struct gathered *node = &g->nodes.at[i];
        struct below *parents = &below[node->parent];
        parents->inner_ns += node->inner_ns;
        parents->probe_ns += node->inside_ns + node->outside_ns;
        parents->cpu_ns += node->cpu_ns;
    }
}

/* By how much to multiply the children's. Where theirs do not fit, they and the node itself
 * computed for the same share of their time. */
static double share_out(struct gathered *node, const struct below *b)
{
    double self_ns = node->m.self_ns;
    /* The probe computes: what it takes of a caller's time, it takes of its CPU time. */
    double room_ns = fmax(node->cpu_ns - b->probe_ns - node->allocation_ns, 0);
    if (b->cpu_ns <= room_ns) {
        node->m.cpu_self_ns = fmin(room_ns - b->cpu_ns, self_ns);
        return 1;
    }
    double computing = fmin(room_ns / (self_ns + b->inner_ns), 1);
    node->m.cpu_self_ns = self_ns * computing;
    return (room_ns - node->m.cpu_self_ns) / b->cpu_ns;
}

void settle_cpu(struct arena *arena, struct gathering *g)
{
    struct below *below = arena_many(arena, struct below, g->nodes.len);
    double *fits = arena_many(arena, double, g->nodes.len);
    sum_up(g, below);
    for (size_t i = 0; i < g->nodes.len; i++) {
        struct gathered *node = &g->nodes.at[i];
        node->cpu_ns *= node->parent == PROFILE_NONE ? 1 : fits[node->parent];
        bool known = node->cpu_ns > 0; /* not of a thread, nor where there was no room for it */
        fits[i] = known ? share_out(node, &below[i]) : 1;
    }
}
