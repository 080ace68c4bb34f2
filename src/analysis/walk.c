#include "analysis/walk.h"

uint32_t walk_next(const struct profile *profile, uint32_t at, walk_leave *leave, void *context)
{
    if (profile->nodes[at].first_child != PROFILE_NONE)
        return profile->nodes[at].first_child;
    for (; at != PROFILE_NONE; at = profile->nodes[at].parent) {
        leave(context, at);
        if (profile->nodes[at].next_sibling != PROFILE_NONE)
            return profile->nodes[at].next_sibling;
    }
    return PROFILE_NONE;
}
