#include "analysis/calltree.h"

#include <stdlib.h>

#include "analysis/table.h"

struct builder {
    struct arena *arena;
    ARRAY(struct profile_node) nodes;
    struct table by_path; /* (parent, row) → node */
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
    return index;
}

/* The answer is where the node went: a call of the function that it is called from goes where
 * that one is, and its total is part of that one's already. */
static uint32_t add_node(struct builder *b, const struct profile_node *node, uint32_t above)
{
    bool recursive = b->nodes.at[above].row == node->row;
    uint32_t index = recursive ? above : node_below(b, above, node->row);
    struct measure *m = &b->nodes.at[index].m;
    measure_add(m, &node->m);
    if (!recursive) {
        m->total_ns += node->m.total_ns;
        m->cpu_total_ns += node->m.cpu_total_ns;
    }
    return index;
}

/* What ran on a thread is no part yet of the totals above it. */
static void roll_up(struct builder *b, const struct measure *m, uint32_t from)
{
    for (uint32_t i = from; i != PROFILE_ROOT; i = b->nodes.at[i].parent) {
        b->nodes.at[i].m.total_ns += m->total_ns;
        b->nodes.at[i].m.cpu_total_ns += m->cpu_total_ns;
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
    struct builder b = {.arena = arena};
    uint32_t *place = arena_many(arena, uint32_t, profile->node_count);
    struct profile_node root = profile->nodes[PROFILE_ROOT];
    root.first_child = PROFILE_NONE;
    array_push(arena, &b.nodes, root);
    for (uint32_t i = 1; i < profile->node_count; i++) {
        const struct profile_node *node = &profile->nodes[i];
        bool moves = spawned && node->creator != PROFILE_NONE;
        uint32_t above = place[moves ? node->creator : node->parent];
        place[i] = add_node(&b, node, above);
        if (moves)
            roll_up(&b, &node->m, above);
    }
    link_by_total(&b);
    *out = (struct calltree){b.nodes.at, (uint32_t)b.nodes.len};
}
