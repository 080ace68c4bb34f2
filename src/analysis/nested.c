/* A walk from the top down that keeps count of the keys above it; without recursion, for trees may
 * be deep. */
#include "analysis/nested.h"

struct walk {
    const struct profile *profile;
    const uint32_t *keys;
    uint32_t *above; /* per key: how many nodes of it are at or above the walk's place */
};

static void enter(struct walk *walk, uint32_t node, bool *nested)
{
    uint32_t key = walk->keys[node];
    if (key != PROFILE_NONE)
        *nested = walk->above[key]++ > 0;
}

static void leave(struct walk *walk, uint32_t node)
{
    uint32_t key = walk->keys[node];
    if (key != PROFILE_NONE)
        walk->above[key]--;
}

/* The node that follows `at`, or PROFILE_NONE; nodes below which all has been walked are left. */
static uint32_t next(struct walk *walk, uint32_t at)
{
    const struct profile_node *nodes = walk->profile->nodes;
    if (nodes[at].first_child != PROFILE_NONE)
        return nodes[at].first_child;
    for (; at != PROFILE_NONE; at = nodes[at].parent) {
        leave(walk, at);
        if (nodes[at].next_sibling != PROFILE_NONE)
            return nodes[at].next_sibling;
    }
    return PROFILE_NONE;
}

bool *nested_nodes(struct arena *arena, const struct profile *profile, const uint32_t *keys,
                   uint32_t key_count)
{
    bool *nested = arena_many(arena, bool, profile->node_count);
    struct walk walk = {profile, keys, arena_many(arena, uint32_t, key_count)};
    for (uint32_t at = PROFILE_ROOT; at != PROFILE_NONE; at = next(&walk, at))
        enter(&walk, at, &nested[at]);
    return nested;
}

bool *nested_calls(struct arena *arena, const struct profile *profile)
{
    uint32_t *rows = arena_many(arena, uint32_t, profile->node_count);
    for (uint32_t i = 0; i < profile->node_count; i++)
        rows[i] = profile->nodes[i].row;
    return nested_nodes(arena, profile, rows, profile->row_count);
}
