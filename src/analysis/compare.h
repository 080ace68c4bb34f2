/* What changed between two sides, each of one run or of several of the same program.
 * In: profiles.  Out: a row per function, the largest change first. */
#ifndef PIANO_ANALYSIS_COMPARE_H
#define PIANO_ANALYSIS_COMPARE_H

#include "analysis/profile.h"
#include "analysis/unlike.h"

struct compare_side {
    const char *name; /* heads its column */
    const struct profile *profiles;
    size_t len;
};

struct compared {
    struct text crate, name, file;
    bool before, after; /* the function was called on that side */
    double self_ns[2];  /* medians, before and after */
    double delta_ns;    /* after - before */
    double noise_ns;    /* a change up to this is no change; 0 where not known */
    bool within_noise;
    double allocs[2]; /* medians */
    double allocs_delta;
    double calls[2];
    double calls_delta;
};

struct comparison {
    const char *names[2];
    size_t runs[2];
    struct unlikes unlikes;
    struct compared *rows;
    size_t row_count;
    double self_ns[2]; /* medians of the sums */
};

/* Compare two sides; profiles must outlive the result. */
void compare_make(struct arena *arena, const struct compare_side *before,
                  const struct compare_side *after, struct comparison *out);

/* What got worse in a function. */
struct growth {
    const struct compared *row;
    bool in_time;   /* it is the self time that grew, not the number of allocations */
    double percent; /* by so much; INFINITY where there was nothing before */
};

/* Find the first row that grew by more than `percent`: in self time, where that is beyond the noise
 * and matters to the whole, or else in allocations. False where none did. */
bool compare_grown(const struct comparison *comparison, double percent, struct growth *out);

#endif
