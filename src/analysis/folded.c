#include "analysis/folded.h"

#include <math.h>

#include "analysis/watched.h"

void folded_set_calls(const struct costs *costs, const struct run_node *n, struct folded *out)
{
    double ns_per_tick = costs->ns_per_tick;
    out->inner_ns = costs_without_probe(costs, n, (double)n->ticks * ns_per_tick);
    out->m.longest_poll_ns = 0; /* what stands there is the time of the outermost calls */
    if (!n->more)
        return;
    out->total_ns = fmin((double)n->more->longest_poll * ns_per_tick, out->inner_ns);
    out->given_up_ns = (double)n->more->folded_ticks * ns_per_tick;
    out->cpu_ns = costs_without_probe(costs, n, (double)n->cpu_ticks * ns_per_tick);
    out->given_up_cpu_ns = (double)n->more->cpu_start * ns_per_tick;
}

void folded_set_leaf(const struct costs *costs, const struct run_node *n, struct folded *out)
{
    struct gathered calls = {.m = out->m};
    costs_add_time(costs, n, &calls);
    watched_correct_leaf(&calls);
    out->inner_ns = out->total_ns = calls.inner_ns;
    out->cpu_ns = calls.cpu_ns;
    out->probe_ns = calls.inside_ns + calls.outside_ns;
    out->sampling = calls.sampling;
}

void folded_reveal(struct folded *leaf, double unseen_ns)
{
    leaf->inner_ns = fmax(leaf->inner_ns + unseen_ns * (double)leaf->m.activations, 0);
    leaf->total_ns = leaf->inner_ns;
}

static double sum_of_self(const struct profile *p)
{
    double sum = 0;
    for (uint32_t i = 0; i < p->row_count; i++)
        sum += p->rows[i].m.self_ns;
    return sum;
}

static double cost_of_folding(const struct gathering *g)
{
    double sum = g->folding_ns;
    for (size_t i = 0; i < g->folded.len; i++)
        sum += g->folded.at[i].probe_ns;
    return sum;
}

static void add_calls(const struct folded *folded, struct measure *row)
{
    struct measure m = folded->m;
    m.self_ns = folded->inner_ns - folded->given_up_ns;
    m.cpu_self_ns = folded->cpu_ns - folded->given_up_cpu_ns;
    m.error_ns = sqrt(folded->variance_ns2);
    measure_add(row, &m);
    row->total_ns += folded->total_ns;
    if (folded->inner_ns > 0)
        row->cpu_total_ns += folded->cpu_ns * (folded->total_ns / folded->inner_ns);
}

static void take_from_caller(const struct folded *leaf, struct measure *caller)
{
    double taken_ns = leaf->inner_ns + leaf->probe_ns;
    caller->self_ns -= taken_ns;
    caller->cpu_self_ns -= leaf->cpu_ns > 0 ? leaf->cpu_ns + leaf->probe_ns : 0;
    caller->error_ns = hypot(caller->error_ns, sqrt(leaf->variance_ns2));
}

void folded_share_out(const struct gathering *g, struct profile *p)
{
    double before = sum_of_self(p);
    p->folding_ns = fmin(cost_of_folding(g), before);
    p->probe_ns += p->folding_ns;
    before -= p->folding_ns;
    for (size_t i = 0; i < g->folded.len; i++) {
        const struct folded *folded = &g->folded.at[i];
        add_calls(folded, &p->rows[folded->function].m);
        if (folded_is_leaf(folded))
            take_from_caller(folded, &p->rows[folded->caller].m);
    }
    for (uint32_t i = 0; i < p->row_count; i++)
        p->rows[i].m.self_ns = fmax(p->rows[i].m.self_ns, 0);
    double after = sum_of_self(p);
    for (uint32_t i = 0; after > 0 && i < p->row_count; i++) {
        struct measure *m = &p->rows[i].m;
        m->self_ns *= before / after;
        m->total_ns = fmax(m->total_ns, m->self_ns);
        m->cpu_self_ns = fmin(fmax(m->cpu_self_ns, 0), m->self_ns);
    }
}
