#include "analysis/relations.h"

#include <stdlib.h>

#include "analysis/nested.h"

static uint32_t row_above(const struct profile *p, uint32_t node)
{
    uint32_t parent = p->nodes[node].parent;
    return parent == PROFILE_NONE ? PROFILE_NONE : p->nodes[parent].row;
}

/* The other function of a call that our function makes or gets, which the node stands for: its row,
 * or row_count for the root; PROFILE_NONE if the node is no such call. */
static uint32_t other_side(const struct profile *p, const struct relations *r, uint32_t node)
{
    bool callers = r->side == RELATION_CALLERS;
    uint32_t ours = callers ? p->nodes[node].row : row_above(p, node);
    uint32_t other = callers ? row_above(p, node) : p->nodes[node].row;
    if (node == PROFILE_ROOT || ours != r->function)
        return PROFILE_NONE;
    return other == PROFILE_NONE ? p->row_count : other;
}

/* One for each function that may be on the other side; the root's comes last. */
static struct measure *sum_relations(struct arena *arena, const struct profile *p,
                                     const struct relations *r)
{
    struct measure *sums = arena_many(arena, struct measure, p->row_count + 1);
    uint32_t *others = arena_many(arena, uint32_t, p->node_count);
    for (uint32_t i = 0; i < p->node_count; i++)
        others[i] = other_side(p, r, i);
    const bool *nested = nested_nodes(arena, p, others, p->row_count + 1);
    for (uint32_t i = 0; i < p->node_count; i++) {
        if (others[i] == PROFILE_NONE)
            continue;
        measure_add(&sums[others[i]], &p->nodes[i].m);
        if (nested[i])
            continue;
        sums[others[i]].total_ns += p->nodes[i].m.total_ns;
        sums[others[i]].cpu_total_ns += p->nodes[i].m.cpu_total_ns;
    }
    return sums;
}

static int by_total(const void *a, const void *b)
{
    const struct relation *x = a, *y = b;
    if (x->m.total_ns != y->m.total_ns)
        return x->m.total_ns > y->m.total_ns ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool says_something(const struct measure *m)
{
    return m->calls > 0 || m->activations > 0 || m->total_ns > 0 || m->allocs > 0;
}

void relations_find(struct arena *arena, const struct profile *profile, uint32_t function,
                    enum relation_side side, struct relations *out)
{
    struct relations made = {.function = function, .side = side};
    const struct measure *sums = sum_relations(arena, profile, &made);
    for (uint32_t i = 0; i <= profile->row_count; i++) {
        uint32_t row = i == profile->row_count ? PROFILE_NONE : i;
        if (says_something(&sums[i]))
            array_push(arena, &made, (struct relation){row, sums[i]});
    }
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, by_total);
    *out = made;
}
