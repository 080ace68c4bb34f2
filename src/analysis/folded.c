#include "analysis/folded.h"

#include <math.h>

#include "analysis/watched.h"

void folded_set_calls(const struct costs *costs, const struct run_node *n, struct folded *out)
{
    double ns_per_tick = costs->ns_per_tick;
    struct gathered *calls = &out->calls;
    calls->inner_ns = costs_without_probe(costs, n, (double)n->ticks * ns_per_tick);
    calls->m.longest_poll_ns = 0; /* of a fold node that field has the time of its outermost
                                   * calls */
    if (!n->more)
        return;
    out->total_ns = fmin((double)n->more->longest_poll * ns_per_tick, calls->inner_ns);
    out->given_up_ns = (double)n->more->folded_ticks * ns_per_tick;
    calls->cpu_ns = costs_without_probe(costs, n, (double)n->cpu_ticks * ns_per_tick);
    out->given_up_cpu_ns = (double)n->more->cpu_start * ns_per_tick;
}

void folded_set_leaf(const struct costs *costs, const struct run_node *n, struct folded *out)
{
    costs_add_time(costs, n, &out->calls);
    watched_correct_leaf(&out->calls);
}

/* What the probe took of the caller's time. */
static double probe_of(const struct folded *folded)
{
    return folded->calls.inside_ns + folded->calls.outside_ns;
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
        sum += probe_of(&g->folded.at[i]);
    return sum;
}

static void add_calls(const struct folded *folded, struct measure *row)
{
    const struct gathered *calls = &folded->calls;
    double total_ns = folded_is_leaf(folded) ? calls->inner_ns : folded->total_ns;
    struct measure m = calls->m;
    m.self_ns = calls->inner_ns - folded->given_up_ns;
    m.cpu_self_ns = calls->cpu_ns - folded->given_up_cpu_ns;
    m.error_ns = sqrt(calls->variance_ns2);
    measure_add(row, &m);
    row->total_ns += total_ns;
    if (calls->inner_ns > 0)
        row->cpu_total_ns += calls->cpu_ns * (total_ns / calls->inner_ns);
}

static void take_from_caller(const struct folded *leaf, struct measure *caller)
{
    const struct gathered *calls = &leaf->calls;
    caller->self_ns -= calls->inner_ns + probe_of(leaf);
    caller->cpu_self_ns -= calls->cpu_ns > 0 ? calls->cpu_ns + probe_of(leaf) : 0;
    caller->error_ns = hypot(caller->error_ns, sqrt(calls->variance_ns2));
}

void folded_share_out(const struct gathering *g, struct profile *p)
{
    double before = sum_of_self(p);
    p->folding_ns = fmin(cost_of_folding(g), before);
    p->probe_ns += p->folding_ns;
    before -= p->folding_ns;
    for (size_t i = 0; i < g->folded.len; i++) {
        const struct folded *folded = &g->folded.at[i];
        add_calls(folded, &p->rows[folded->calls.function].m);
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
