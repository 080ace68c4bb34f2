/* Who calls whom. */
#include <stdlib.h>

#include "analysis/profile.h"
#include "analysis/walk.h"

struct relating {
    const struct profile *profile;
    uint32_t row;
    bool callers;
    struct measure *measures; /* per row of the other side; the last is the root */
    uint32_t *active;         /* how many calls of this relation are above the current node */
};

static uint32_t row_above(const struct profile *p, uint32_t node)
{
    uint32_t parent = p->nodes[node].parent;
    return parent == PROFILE_NONE ? PROFILE_NONE : p->nodes[parent].row;
}

/* The other function of the call that a node stands for, as index; false where the node has
 * nothing to do with our function. */
static bool other_side(const struct relating *r, uint32_t node, uint32_t *index)
{
    const struct profile *p = r->profile;
    uint32_t ours = r->callers ? p->nodes[node].row : row_above(p, node);
    uint32_t other = r->callers ? row_above(p, node) : p->nodes[node].row;
    *index = other == PROFILE_NONE ? p->row_count : other;
    return node != PROFILE_ROOT && ours == r->row;
}

static void leave_relation(void *context, uint32_t node)
{
    struct relating *r = context;
    uint32_t index;
    if (other_side(r, node, &index))
        r->active[index]--;
}

static void sum_relations(struct relating *r)
{
    for (uint32_t at = PROFILE_ROOT, index; at != PROFILE_NONE;
         at = walk_next(r->profile, at, leave_relation, r)) {
        const struct measure *m = &r->profile->nodes[at].m;
        if (!other_side(r, at, &index))
            continue;
        measure_add(&r->measures[index], m);
        if (r->active[index]++ > 0)
            continue;
        r->measures[index].total_ns += m->total_ns;
        r->measures[index].cpu_total_ns += m->cpu_total_ns;
    }
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

static void relate(struct arena *arena, struct relating r, struct relations *out)
{
    struct relations made = {0};
    uint32_t sides = r.profile->row_count + 1;
    r.measures = arena_many(arena, struct measure, sides);
    r.active = arena_many(arena, uint32_t, sides);
    sum_relations(&r);
    for (uint32_t i = 0; i < sides; i++) {
        uint32_t row = i == r.profile->row_count ? PROFILE_NONE : i;
        if (says_something(&r.measures[i]))
            array_push(arena, &made, (struct relation){row, r.measures[i]});
    }
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, by_total);
    *out = made;
}

void profile_callers(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, (struct relating){.profile = profile, .row = row, .callers = true}, out);
}

void profile_callees(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, (struct relating){.profile = profile, .row = row}, out);
}
