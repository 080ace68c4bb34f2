/* Functions that take less time, with all that they call, than it takes to time them.
 * In: a profile.  Out: which they are, and those of them whose probes took a part of the run that
 * is worth saving. Left out, they count for their callers, as if these had their text. */
#ifndef PIANO_ANALYSIS_SHORT_H
#define PIANO_ANALYSIS_SHORT_H

#include "analysis/profile.h"

struct short_functions {
    bool *is_short; /* per row */
    uint32_t *rows; /* whose probes took that much, in the profile's order */
    size_t count;
    double probe_ns; /* what it took to measure these */
};

/* Find them; the arrays are in the arena, indexed by the profile's rows. */
void profile_short(struct arena *arena, const struct profile *profile, struct short_functions *out);

#endif
