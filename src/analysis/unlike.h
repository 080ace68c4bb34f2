/* What differs between two sides besides the program's code: such figures are not those of a
 * change. In: a run of either side.  Out: what differs, in words. */
#ifndef PIANO_ANALYSIS_UNLIKE_H
#define PIANO_ANALYSIS_UNLIKE_H

#include "base/arena.h"
#include "run/run.h"

struct unlike {
    const char *what; /* "program", "build", "arguments", "selection", "timing", "allocations" */
    const char *lead; /* "built as": goes before the words of either side */
    const char *none; /* instead of words that are empty: "no arguments" */
    const char *words[2]; /* before and after */
};

struct unlikes {
    struct unlike *at;
    size_t len, cap;
};

/* Where a run does not say, nothing differs. */
void unlike_find(struct arena *arena, const struct run *before, const struct run *after,
                 struct unlikes *out);

#endif
