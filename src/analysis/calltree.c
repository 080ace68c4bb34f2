#include "analysis/calltree.h"

#include <stdlib.h>

#include "analysis/table.h"

struct builder {
    struct arena *arena;
    ARRAY(struct profile_node) nodes;
    ARRAY(uint32_t) depths;
    struct table by_path; /* (parent, row) → node */
    uint32_t *shallowest; /* per row: its node with the least depth, or PROFILE_NONE */
};

struct path {
    const struct builder *builder;
    uint32_t parent, row;
};

static bool same_path(const void *key, uint32_t index)
{
    const struct path *path = key;
    const struct profile_node *node = &path->builder->nodes.at[index];
    return node->parent == path->parent && node->row == path->row;
}

static void note_depth(struct builder *b, uint32_t index, uint32_t depth)
{
    uint32_t *shallowest = &b->shallowest[b->nodes.at[index].row];
    array_push(b->arena, &b->depths, depth);
    if (*shallowest == PROFILE_NONE || b->depths.at[*shallowest] > depth)
        *shallowest = index;
}

static uint32_t node_below(struct builder *b, uint32_t parent, uint32_t row)
{
    struct path path = {b, parent, row};
    uint64_t hash = (uint64_t)parent << 32 | row;
    uint32_t found = table_find(&b->by_path, hash, same_path, &path);
    if (found != TABLE_NONE)
        return found;
    uint32_t index = (uint32_t)b->nodes.len;
    struct profile_node node = {
        .parent = parent, .first_child = PROFILE_NONE, .next_sibling = PROFILE_NONE, .row = row};
    array_push(b->arena, &b->nodes, node);
    table_add(b->arena, &b->by_path, hash, index);
    note_depth(b, index, b->depths.at[parent] + 1);
    return index;
}

/* Put a node below `above`; the answer is where it went. A function that calls itself stays in one
 * node. */
static uint32_t add_node(struct builder *b, const struct profile_node *node, uint32_t above)
{
    bool recursive = b->nodes.at[above].row == node->row;
    uint32_t index = recursive ? above : node_below(b, above, node->row);
    measure_add(&b->nodes.at[index].m, &node->m);
    return index;
}

/* --- which node goes below which --- */

/* Lists of the profile's nodes, and where they went. */
struct placing {
    struct builder *b;
    const struct profile *profile;
    uint32_t *place;        /* per node: in the tree, or PROFILE_NONE */
    uint32_t *first, *next; /* per node: those that go below it; and the next in its list */
    uint32_t *waiting;      /* per row: those that go below a node of that row, whichever is
                             * placed first */
    ARRAY(uint32_t) placed; /* nodes, in order */
    ARRAY(uint32_t) rows;   /* rows that have a node by now, with others waiting to go below one */
    size_t followed;
};

static uint32_t *none(struct arena *arena, size_t count)
{
    uint32_t *all = arena_many(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        all[i] = PROFILE_NONE;
    return all;
}

/* The list in which a node waits until the one that it goes below has been placed. */
static uint32_t *list_of(struct placing *p, const struct profile_node *node, bool spawned)
{
    if (!spawned || (node->creator == PROFILE_NONE && node->handed_by == PROFILE_NONE))
        return &p->first[node->parent];
    return node->creator != PROFILE_NONE ? &p->first[node->creator] : &p->waiting[node->handed_by];
}

static void place(struct placing *p, uint32_t node, uint32_t above)
{
    uint32_t row = p->profile->nodes[node].row;
    bool first = p->b->shallowest[row] == PROFILE_NONE;
    p->place[node] = add_node(p->b, &p->profile->nodes[node], above);
    array_push(p->b->arena, &p->placed, node);
    if (first && p->waiting[row] != PROFILE_NONE)
        array_push(p->b->arena, &p->rows, row);
}

/* Place all that goes below what has been placed. */
static void follow(struct placing *p)
{
    while (p->followed < p->placed.len) {
        uint32_t above = p->placed.at[p->followed++];
        for (uint32_t i = p->first[above]; i != PROFILE_NONE; i = p->next[i])
            place(p, i, p->place[above]);
    }
}

/* Jobs that were not handed over on one path go below the shallowest node of the function that did
 * it. Jobs that seem to have handed each other over are left where they ran. */
static void place_all(struct placing *p)
{
    follow(p);
    for (size_t r = 0; r < p->rows.len; r++) {
        uint32_t row = p->rows.at[r], above = p->b->shallowest[row];
        for (uint32_t i = p->waiting[row]; i != PROFILE_NONE; i = p->next[i])
            place(p, i, above);
        follow(p);
    }
    for (uint32_t i = 1; i < p->profile->node_count; i++) {
        if (p->place[i] == PROFILE_NONE)
            place(p, i, p->place[p->profile->nodes[i].parent]);
    }
}

static void build(struct builder *b, const struct profile *profile, bool spawned)
{
    struct placing p = {
        .b = b,
        .profile = profile,
        .place = none(b->arena, profile->node_count),
        .first = none(b->arena, profile->node_count),
        .next = none(b->arena, profile->node_count),
        .waiting = none(b->arena, profile->row_count),
    };
    for (uint32_t i = profile->node_count; i-- > 1;) {
        uint32_t *list = list_of(&p, &profile->nodes[i], spawned);
        p.next[i] = *list;
        *list = i;
    }
    p.place[PROFILE_ROOT] = PROFILE_ROOT;
    array_push(b->arena, &p.placed, PROFILE_ROOT);
    place_all(&p);
}

/* --- sums and order --- */

static void sum_totals(struct builder *b)
{
    for (size_t i = b->nodes.len; i-- > 0;) {
        struct measure *m = &b->nodes.at[i].m;
        m->total_ns += m->self_ns;
        m->cpu_total_ns += m->cpu_self_ns;
        if (i == PROFILE_ROOT)
            break;
        struct measure *above = &b->nodes.at[b->nodes.at[i].parent].m;
        above->total_ns += m->total_ns;
        above->cpu_total_ns += m->cpu_total_ns;
    }
}

struct ranked {
    uint32_t node;
    double total_ns;
};

static int smallest_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->total_ns != y->total_ns)
        return x->total_ns < y->total_ns ? -1 : 1;
    return (x->node < y->node) - (x->node > y->node);
}

static void link_by_total(struct builder *b)
{
    struct ranked *ranked = arena_many(b->arena, struct ranked, b->nodes.len);
    for (uint32_t i = 1; i < b->nodes.len; i++)
        ranked[i] = (struct ranked){i, b->nodes.at[i].m.total_ns};
    qsort(ranked + 1, b->nodes.len - 1, sizeof *ranked, smallest_first);
    for (size_t i = 1; i < b->nodes.len; i++) {
        struct profile_node *node = &b->nodes.at[ranked[i].node];
        node->next_sibling = b->nodes.at[node->parent].first_child;
        b->nodes.at[node->parent].first_child = ranked[i].node;
    }
}

void calltree_make(struct arena *arena, const struct profile *profile, bool spawned,
                   struct calltree *out)
{
    struct builder b = {.arena = arena, .shallowest = none(arena, profile->row_count)};
    struct profile_node root = profile->nodes[PROFILE_ROOT];
    root.first_child = PROFILE_NONE;
    root.m.total_ns = root.m.cpu_total_ns = 0;
    array_push(arena, &b.nodes, root);
    array_push(arena, &b.depths, 0);
    build(&b, profile, spawned);
    sum_totals(&b);
    link_by_total(&b);
    *out = (struct calltree){b.nodes.at, (uint32_t)b.nodes.len};
}
