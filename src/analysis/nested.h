/* Which nodes of a tree lie within others of their kind, so that recursion counts once in a total.
 * In: a profile and a key for each of its nodes.  Out: the nodes below another with the same key.
 */
#ifndef PIANO_ANALYSIS_NESTED_H
#define PIANO_ANALYSIS_NESTED_H

#include "analysis/profile.h"

/* `keys`: per node a number below `key_count`, or PROFILE_NONE. The answer, in the arena, is per
 * node too; a node without a key is never nested. */
bool *nested_nodes(struct arena *arena, const struct profile *profile, const uint32_t *keys,
                   uint32_t key_count);

/* The same with each node's row as its key: a call within a call of the same function. */
bool *nested_calls(struct arena *arena, const struct profile *profile);

#endif
