/* What a run says about each function.
 * In: a run, in ticks.  Out: one tree of calls merged over all threads and processes, and a row
 * per function, in nanoseconds, with the probe's own cost taken out.
 *
 *     recorded_ns == outside_ns + probe_ns + sum of rows' self_ns
 *     node.total_ns == node.self_ns + sum of its children's total_ns */
#ifndef PIANO_ANALYSIS_PROFILE_H
#define PIANO_ANALYSIS_PROFILE_H

#include "analysis/measure.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "run/run.h"

#define PROFILE_NONE UINT32_MAX
#define PROFILE_ROOT 0 /* the node above all others: time outside any measured function */

/* Of one call's inclusive time (of one poll's, for an async function). */
struct quantiles {
    bool known;
    double min_ns, p50_ns, p90_ns, p99_ns, max_ns;
};

struct profile_row {
    struct text crate, name, file;
    uint32_t line;
    struct measure m;
    struct quantiles q;
    /* Memory that it had allocated and nobody had freed yet: when the program held the most, and at
     * the end. */
    uint64_t at_peak_bytes, at_end_bytes;
};

struct profile_node {
    uint32_t parent, first_child, next_sibling; /* PROFILE_NONE at an end */
    uint32_t row;                               /* PROFILE_NONE for the root */
    /* `creator`: the node that created the thread of an outermost call, or handed over the job of a
     * job's call. `handed_by`: the row of the function that handed the job over. PROFILE_NONE where
     * there is none, or more than one. */
    uint32_t creator, handed_by;
    struct measure m;
};

struct profile_thread {
    const char *name;
    uint32_t pid;
    uint64_t served; /* threads that shared this line, one after another */
    double recorded_ns, outside_ns;
    uint64_t calls, allocs, alloc_bytes;
    bool live;
};

struct profile_options {
    bool uncorrected; /* leave the probe's cost in */
};

struct profile {
    struct profile_row *rows; /* functions that were called, by self time, the largest first */
    uint32_t row_count;
    struct profile_node *nodes; /* each after its parent */
    uint32_t node_count;
    struct profile_thread *threads;
    size_t thread_count;
    double recorded_ns;  /* of all threads */
    double outside_ns;   /* outside any measured function */
    double probe_ns;     /* what was taken out as the probe's own cost */
    double processor_ns; /* used by the program, as its launcher learnt; 0: not known */
    double folding_ns;   /* of probe_ns, what went into folding calls: it is in the times of the
                          * tree's nodes */
    uint64_t outside_allocs, outside_alloc_bytes;
    uint64_t peak_live_bytes; /* of the process that held the most, as the rows' at_peak_bytes */
    uint64_t end_live_bytes;
    uint64_t outside_at_peak_bytes, outside_at_end_bytes; /* allocated outside of any function */
    bool at_peak_is_estimate, at_end_is_estimate;         /* told from a part of the allocations */
    uint64_t folded_calls; /* calls whose path found no room and was cut short */
    bool cpu_time;         /* the cpu_ columns mean something */
    bool watched;          /* all of its processes were seen from outside */
    bool allocations;      /* allocations were counted */
    bool full;             /* a run file could not grow */
    const struct run *run;
    uint32_t **rows_by_id; /* per process of the run: a function's id → its row, or PROFILE_NONE */
};

/* Analyse a run, which must outlive the profile. */
void profile_make(struct arena *arena, const struct run *run, const struct profile_options *options,
                  struct profile *out);

/* Whether a row's self time may be off by so much that its place in the table may be wrong. */
bool profile_is_doubtful(const struct profile *profile, const struct profile_row *row);

/* Whether both equations above hold, to within rounding, and nothing is negative. */
bool profile_is_valid(const struct profile *profile);

/* The row of the function that the user means: the qualified name or its last parts; an error
 * names the nearest, or those it might be. */
bool profile_find(struct arena *arena, const struct profile *profile, const char *name,
                  uint32_t *row, struct error *err);

#endif
