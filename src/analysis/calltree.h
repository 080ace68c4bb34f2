/* The tree of calls as it is shown: a function that calls itself stands in it once.
 * In: a profile.  Out: nodes like the profile's, siblings by total time, the largest first. */
#ifndef PIANO_ANALYSIS_CALLTREE_H
#define PIANO_ANALYSIS_CALLTREE_H

#include "analysis/profile.h"

struct calltree {
    struct profile_node *nodes; /* [PROFILE_ROOT] is the profile's root */
    uint32_t node_count;
};

/* `spawned`: what a thread or a job called is put below the function that created the thread or
 * handed the job over. It then counts in the total of that function, though not in its self
 * time. */
void calltree_make(struct arena *arena, const struct profile *profile, bool spawned,
                   struct calltree *out);

#endif
