#include "analysis/profile.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/distribution.h"
#include "analysis/folded.h"
#include "analysis/gather.h"
#include "analysis/holdings.h"
#include "analysis/nested.h"
#include "analysis/settle.h"
#include "analysis/threads.h"
#include "analysis/unseen.h"
#include "analysis/watched.h"

static void link_nodes(struct arena *arena, const struct gathering *g, struct profile *p)
{
    p->node_count = (uint32_t)g->nodes.len;
    p->nodes = arena_many(arena, struct profile_node, p->node_count);
    for (uint32_t i = 0; i < p->node_count; i++) {
        const struct gathered *from = &g->nodes.at[i];
        p->nodes[i] = (struct profile_node){
            .parent = from->parent,
            .first_child = PROFILE_NONE,
            .next_sibling = PROFILE_NONE,
            .row = from->function,
            .creator = from->origin.creator,
            .handed_by = from->origin.handed_by,
            .m = from->m,
        };
    }
    /* Backwards, so that siblings are in the order of their first call. */
    for (uint32_t i = p->node_count; i-- > 1;) {
        struct profile_node *parent = &p->nodes[p->nodes[i].parent];
        p->nodes[i].next_sibling = parent->first_child;
        parent->first_child = i;
    }
}

/* A call within a call of the same function is part of its total already. */
static void sum_rows(struct arena *arena, struct profile *p)
{
    const bool *nested = nested_calls(arena, p);
    for (uint32_t i = PROFILE_ROOT + 1; i < p->node_count; i++) {
        const struct measure *from = &p->nodes[i].m;
        struct measure *m = &p->rows[p->nodes[i].row].m;
        measure_add(m, from);
        if (nested[i])
            continue;
        m->total_ns += from->total_ns;
        m->cpu_total_ns += from->cpu_total_ns;
    }
}

static void name_rows(struct arena *arena, const struct gathering *g,
                      const struct distribution *distributions, struct profile *p)
{
    p->row_count = (uint32_t)g->functions.len;
    p->rows = arena_many(arena, struct profile_row, p->row_count);
    for (uint32_t i = 0; i < p->row_count; i++) {
        const struct run_function *f = g->functions.at[i];
        p->rows[i] = (struct profile_row){
            .crate = f->crate,
            .name = f->name,
            .file = f->file,
            .line = f->line,
            .q = distributions[i].quantiles,
        };
    }
}

struct ranked {
    struct profile_row row;
    uint32_t was;
};

static int by_self(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->row.m.self_ns != y->row.m.self_ns)
        return x->row.m.self_ns > y->row.m.self_ns ? -1 : 1;
    int order = text_compare(&x->row.name, &y->row.name);
    return order ? order : (x->was > y->was) - (x->was < y->was);
}

static void rank_rows(struct arena *arena, struct profile *p)
{
    struct ranked *ranked = arena_many(arena, struct ranked, p->row_count);
    uint32_t *rank = arena_many(arena, uint32_t, p->row_count);
    for (uint32_t i = 0; i < p->row_count; i++)
        ranked[i] = (struct ranked){p->rows[i], i};
    qsort(ranked, p->row_count, sizeof *ranked, by_self);
    for (uint32_t i = 0; i < p->row_count; i++) {
        p->rows[i] = ranked[i].row;
        rank[ranked[i].was] = i;
    }
    for (uint32_t i = 1; i < p->node_count; i++) {
        struct profile_node *node = &p->nodes[i];
        node->row = rank[node->row];
        node->handed_by = node->handed_by == PROFILE_NONE ? PROFILE_NONE : rank[node->handed_by];
    }
    for (size_t process = 0; process < p->run->process_count; process++)
        for (uint32_t id = 0; id < p->run->processes[process].function_count; id++) {
            uint32_t *row = &p->rows_by_id[process][id];
            *row = *row == PROFILE_NONE ? PROFILE_NONE : rank[*row];
        }
}

/* A function's paths differ: of one with a mean of its own the calls are spread about that as all
 * of them are. A spread that is not known is that of an exponential distribution. */
static void price(struct gathered *node, const struct distribution *distributions)
{
    const struct distribution *d = &distributions[node->function];
    double mean = node->m.activations ? node->inner_ns / (double)node->m.activations : 0;
    double square = d->quantiles.known ? d->spread_ns * mean : 2 * mean * mean;
    node->variance_ns2 = node->sampling * fmax(square - mean * mean, 0);
}

static void price_sampling(struct gathering *g, const struct distribution *distributions)
{
    for (size_t i = 1; i < g->nodes.len; i++)
        price(&g->nodes.at[i], distributions);
    for (size_t i = 0; i < g->folded.len; i++)
        price(&g->folded.at[i].calls, distributions);
}

static void join_errors(struct profile *p)
{
    for (uint32_t i = 0; i < p->row_count; i++) {
        struct measure *m = &p->rows[i].m;
        double room_ns = fmax(m->self_ns, p->recorded_ns - m->self_ns);
        m->error_ns = fmin(hypot(m->error_ns, m->cost_error_ns), room_ns);
    }
}

/* The time of a single call has its callees' probes in it; but no call takes longer than all of its
 * function's together. */
static void limit_single_calls(struct profile *p)
{
    for (uint32_t i = 0; i < p->row_count; i++) {
        struct quantiles *q = &p->rows[i].q;
        struct measure *m = &p->rows[i].m;
        double most = m->total_ns;
        double *const each[] = {&q->min_ns, &q->p50_ns, &q->p90_ns,
                                &q->p99_ns, &q->max_ns, &m->longest_poll_ns};
        for (size_t k = 0; k < sizeof each / sizeof *each; k++)
            *each[k] = fmin(*each[k], most);
    }
}

static void add_process(struct profile *p, const struct run_process *process)
{
    p->cpu_time = p->cpu_time || process->header->flags & PIANO_CPU_TIME;
    p->full = p->full || process->header->flags & PIANO_FULL;
    for (uint32_t i = 0; i < process->node_count; i++)
        p->folded_calls += process->nodes[i].folded ? process->nodes[i].calls : 0;
}

/* Of several processes each would have to be known, and without the others that it waited for. */
static double processor_ns(const struct run *run)
{
    return run->process_count == 1 ? (double)run->processes[0].header->processor_ns : 0;
}

void profile_make(struct arena *arena, const struct run *run, const struct profile_options *options,
                  struct profile *out)
{
    struct gathering g;
    struct profile p = {.run = run};
    gather(arena, run, options, &g);
    if (!options->uncorrected)
        unseen_reveal(arena, &g);
    const struct distribution *distributions = distributions_make(arena, &g);
    price_sampling(&g, distributions);
    if (!options->uncorrected)
        watched_correct(arena, &g);
    p.probe_ns = settle(arena, &g);
    p.rows_by_id = g.ids;
    name_rows(arena, &g, distributions, &p);
    link_nodes(arena, &g, &p);
    sum_rows(arena, &p);
    if (g.folded.len > 0)
        folded_share_out(&g, &p);
    p.recorded_ns = g.nodes.at[PROFILE_ROOT].inner_ns;
    p.watched = g.multiplied_ns < INFINITY;
    join_errors(&p);
    limit_single_calls(&p);
    rank_rows(arena, &p);
    threads_list(arena, &p);
    holdings_add(&p);
    for (size_t i = 0; i < run->process_count; i++)
        add_process(&p, &run->processes[i]);
    const struct gathered *root = &g.nodes.at[PROFILE_ROOT];
    p.processor_ns = processor_ns(run);
    p.outside_ns = root->m.self_ns;
    p.outside_allocs = root->m.allocs;
    p.outside_alloc_bytes = root->m.alloc_bytes;
    *out = p;
}

bool profile_is_doubtful(const struct profile *profile, const struct profile_row *row)
{
    const double much_of_it = 0.25, much_of_the_largest = 0.05;
    return row->m.error_ns > much_of_it * row->m.self_ns &&
           row->m.error_ns > much_of_the_largest * profile->rows[0].m.self_ns;
}
