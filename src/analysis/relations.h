/* Who calls a function, or whom it calls.
 * In: a profile and one of its rows.  Out: the functions on the other side of those calls. */
#ifndef PIANO_ANALYSIS_RELATIONS_H
#define PIANO_ANALYSIS_RELATIONS_H

#include "analysis/profile.h"

enum relation_side { RELATION_CALLERS, RELATION_CALLEES };

/* What the function does for that caller, or what that callee does for it. */
struct relation {
    uint32_t row; /* PROFILE_NONE: outside any function */
    struct measure m;
};

/* By total time, the largest first. */
struct relations {
    uint32_t function; /* the row that they are relations of */
    enum relation_side side;
    struct relation *at;
    size_t len, cap;
};

/* Find those of the function in row `function` on one side. */
void relations_find(struct arena *arena, const struct profile *profile, uint32_t function,
                    enum relation_side side, struct relations *out);

#endif
