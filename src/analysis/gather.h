/* One tree for all threads and processes of a run; a step of profile_make.
 * In: a run, in ticks.  Out: nodes that hold sums over everything that took the same path, in
 * nanoseconds, the probe's cost beside them. */
#ifndef PIANO_ANALYSIS_GATHER_H
#define PIANO_ANALYSIS_GATHER_H

#include "analysis/profile.h"

/* What brought an outermost call to its thread, or a job's call to where the job ran. */
struct origin {
    uint32_t creator;   /* a node, which created the thread or handed the job over; or NONE */
    uint32_t handed_by; /* index in `functions`, of the one that handed the job over; or NONE */
    bool pending;       /* while gathering: `creator` is still the process's own index */
};

/* What a node took of its caller's time is  inner_ns + inside_ns + outside_ns. */
struct gathered {
    uint32_t parent;   /* stands before it; PROFILE_NONE for the root */
    uint32_t function; /* index in `functions`; PROFILE_NONE for the root */
    struct origin origin;
    struct measure m;     /* its counts; times are not filled in yet */
    double inner_ns;      /* inclusive, without the probe's cost for these calls themselves */
    double estimated_ns;  /* the part of it that was inferred from the calls that were timed */
    double inside_ns;     /* the probe's cost between its clock reads */
    double outside_ns;    /* and outside them */
    double priced_ns;     /* what was taken out of inner_ns as the probe's cost inside */
    double allocation_ns; /* its cost of noting allocations, in this node's own time */
    double sampling;      /* variance of inner_ns in units of that of one call */
    double variance_ns2;  /* of inner_ns */
    double cpu_ns;        /* CPU time, inclusive */
    double watched_ns;    /* its own time as seen from outside */
    double looks;         /* how many looks saw it there */
    bool open;            /* inner_ns is a lower bound: no end was noted, or nothing timed */
};

/* A function's calls for whose paths there was no room: their time is part of their callers'
 * self time in the tree. */
struct folded {
    struct gathered calls; /* in no tree; inside_ns and outside_ns are known of a leaf only */
    uint32_t caller;       /* of a leaf, of whose function the calls were; else PROFILE_NONE */
    double total_ns;       /* inclusive, recursion counted once, where calls.inner_ns counts it each
                            * time; unused in a leaf, which is not recursive */
    double given_up_ns;    /* what its calls spent in other folded calls, leaves not counted */
    double given_up_cpu_ns;
};

struct gathered_histogram {
    uint32_t function;
    const struct run_histogram *histogram;
    double ns_per_tick;
    double inside_ns; /* of each call that it counts */
};

struct gathering {
    ARRAY(struct gathered) nodes; /* [PROFILE_ROOT] is all that was recorded */
    ARRAY(const struct run_function *) functions;
    uint32_t **ids; /* per process: a function's id there → index here, or PROFILE_NONE */
    ARRAY(struct folded) folded;
    double folding_ns;    /* what it took to fold them: nobody's time */
    double multiplied_ns; /* longer calls stand for no others, and are seen from outside; INFINITY
                           * where nobody looked */
    ARRAY(struct gathered_histogram) histograms;
};

/* Put the run's trees together; the run must outlive the gathering. */
void gather(struct arena *arena, const struct run *run, const struct profile_options *options,
            struct gathering *out);

/* How many activations each function had, in all its nodes. */
double *gather_activations(struct arena *arena, const struct gathering *gathering);

#endif
