/* Who calls whom. */
#include <stdlib.h>

#include "analysis/nested.h"
#include "analysis/profile.h"

struct relating {
    const struct profile *profile;
    uint32_t row;
    bool callers;
};

static uint32_t row_above(const struct profile *p, uint32_t node)
{
    uint32_t parent = p->nodes[node].parent;
    return parent == PROFILE_NONE ? PROFILE_NONE : p->nodes[parent].row;
}

/* The other function of a call that our function makes or gets, which the node stands for: its row,
 * or row_count for the root; PROFILE_NONE if the node is no such call. */
static uint32_t other_side(const struct relating *r, uint32_t node)
{
    const struct profile *p = r->profile;
    uint32_t ours = r->callers ? p->nodes[node].row : row_above(p, node);
    uint32_t other = r->callers ? row_above(p, node) : p->nodes[node].row;
    if (node == PROFILE_ROOT || ours != r->row)
        return PROFILE_NONE;
    return other == PROFILE_NONE ? p->row_count : other;
}

/* One for each other side. */
static struct measure *sum_relations(struct arena *arena, const struct relating *r, uint32_t sides)
{
    const struct profile *p = r->profile;
    struct measure *sums = arena_many(arena, struct measure, sides);
    uint32_t *others = arena_many(arena, uint32_t, p->node_count);
    for (uint32_t i = 0; i < p->node_count; i++)
        others[i] = other_side(r, i);
    const bool *nested = nested_nodes(arena, p, others, sides);
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

static void relate(struct arena *arena, const struct relating *r, struct relations *out)
{
    struct relations made = {0};
    uint32_t sides = r->profile->row_count + 1;
    const struct measure *sums = sum_relations(arena, r, sides);
    for (uint32_t i = 0; i < sides; i++) {
        uint32_t row = i == r->profile->row_count ? PROFILE_NONE : i;
        if (says_something(&sums[i]))
            array_push(arena, &made, (struct relation){row, sums[i]});
    }
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, by_total);
    *out = made;
}

void profile_callers(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, &(struct relating){.profile = profile, .row = row, .callers = true}, out);
}

void profile_callees(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, &(struct relating){.profile = profile, .row = row}, out);
}
