#include "analysis/settle_cpu.h"

#include <math.h>

/* Sums over a node's children, those whose CPU time was measured apart from those whose was
 * inferred. */
struct below {
    double probe_ns, measured_cpu_ns, inferred_cpu_ns, inferred_inner_ns;
};

/* By how much to multiply the children's. */
struct cpu_fit {
    double measured, inferred;
};

static void sum_up(const struct gathering *g, struct below *below)
{
    for (size_t i = g->nodes.len; i-- > 1;) {
        const struct gathered *node = &g->nodes.at[i];
        struct below *parents = &below[node->parent];
        bool inferred = measure_is_estimate(&node->m);
        parents->probe_ns += node->inside_ns + node->outside_ns;
        parents->measured_cpu_ns += inferred ? 0 : node->cpu_ns;
        parents->inferred_cpu_ns += inferred ? node->cpu_ns : 0;
        parents->inferred_inner_ns += inferred ? node->inner_ns : 0;
    }
}

/* If what was inferred of the children does not fit, they and the node itself used a processor for
 * the same share of their time. */
static struct cpu_fit share_out(struct gathered *node, const struct below *b)
{
    double self_ns = node->m.self_ns;
    /* The probe computes: what it takes of a caller's time, it takes of its CPU time. */
    double room_ns = fmax(node->cpu_ns - b->probe_ns - node->allocation_ns, 0);
    double measured_ns = fmin(b->measured_cpu_ns, room_ns);
    struct cpu_fit fit = {1, 1};
    if (b->measured_cpu_ns > 0)
        fit.measured = measured_ns / b->measured_cpu_ns;
    room_ns -= measured_ns;
    if (b->inferred_cpu_ns <= room_ns) {
        node->m.cpu_self_ns = fmin(room_ns - b->inferred_cpu_ns, self_ns);
        return fit;
    }
    double computing = fmin(room_ns / (self_ns + b->inferred_inner_ns), 1);
    node->m.cpu_self_ns = self_ns * computing;
    fit.inferred = (room_ns - node->m.cpu_self_ns) / b->inferred_cpu_ns;
    return fit;
}

static double fit_of(const struct gathered *node, const struct cpu_fit *fits)
{
    if (node->parent == PROFILE_NONE)
        return 1;
    const struct cpu_fit *fit = &fits[node->parent];
    return measure_is_estimate(&node->m) ? fit->inferred : fit->measured;
}

void settle_cpu(struct arena *arena, struct gathering *g)
{
    struct below *below = arena_many(arena, struct below, g->nodes.len);
    struct cpu_fit *fits = arena_many(arena, struct cpu_fit, g->nodes.len);
    sum_up(g, below);
    for (size_t i = 0; i < g->nodes.len; i++) {
        struct gathered *node = &g->nodes.at[i];
        node->cpu_ns *= fit_of(node, fits);
        bool known = node->cpu_ns > 0; /* unknown of a thread as such, and where there was no
                                        * room to note it */
        fits[i] = known ? share_out(node, &below[i]) : (struct cpu_fit){1, 1};
    }
}
