/* How the durations of a function's calls are spread; a step of profile_make.
 * In: histograms, one per function and thread.  Out: quantiles and a spread per function. */
#ifndef PIANO_ANALYSIS_DISTRIBUTION_H
#define PIANO_ANALYSIS_DISTRIBUTION_H

#include "analysis/gather.h"

struct distribution {
    struct quantiles quantiles;
    double spread_ns; /* mean square of a call's duration by its mean, of calls that may stand for
                       * others */
};

/* One per function of the gathering; of functions without a histogram nothing is known. */
struct distribution *distributions_make(struct arena *arena, const struct gathering *gathering);

#endif
