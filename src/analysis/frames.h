/* The frames of a run: calls of the function that was named as one, or outermost calls.
 * In: a run and its profile.  Out: a line a frame, in order of time, with spikes marked. */
#ifndef PIANO_ANALYSIS_FRAMES_H
#define PIANO_ANALYSIS_FRAMES_H

#include "analysis/profile.h"

struct frame {
    uint64_t number; /* from 1, in order of time */
    uint32_t row;    /* of the profile, what it is a call of; or PROFILE_NONE */
    double total_ns;
    const double *self_ns; /* per column */
    const bool *estimated; /* per column: it was called, and of its calls only some were timed */
    uint64_t allocs, alloc_bytes;
    bool spike; /* more than twice the median */
};

struct frames {
    const uint32_t *columns; /* rows of the profile, by time spent in frames */
    size_t column_count;
    struct frame *at;
    size_t len, cap;
    uint64_t seen;    /* how many there were; not all are kept */
    size_t functions; /* how many functions those that are kept are calls of */
    size_t spikes;
    double median_ns;
};

/* Collect the frames; none is a valid answer. */
void frames_make(struct arena *arena, const struct profile *profile, struct frames *out);

#endif
