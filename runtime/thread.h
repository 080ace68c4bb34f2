/* The calling-context trees, each used by one thread at a time, and what the runtime keeps in
 * memory for one. */
#ifndef PIANO_RUNTIME_THREAD_H
#define PIANO_RUNTIME_THREAD_H

#include "runtime/state.h"

/* A folded call that has not ended. */
struct folded_call {
    struct piano_node *caller;      /* becomes current again */
    struct piano_node *caller_fold; /* of its function, which is charged; or NULL */
    bool outermost;      /* not within another call of its function, as far as is known */
    uint32_t stands_for; /* calls for which its cost of folding stands; 0: not measured */
    uint64_t start;
    uint64_t cpu_start;
};

#define PIANO_SLAB_KINDS 8
#define RECENT_NODES 4096

/* What a tree has once for each function, whatever the path. */
struct by_function {
    struct piano_histogram *histogram;
    struct piano_node *fold; /* its fold node */
    uint32_t folded;         /* how many of its folded calls are active */
    bool calls;              /* it was seen to call others while below a fold node */
    bool recursive;          /* it was found among the callers of `asked`, when last looked for */
    const struct piano_node *asked;
    struct frame_tree *frames; /* see frames.c */
};

/* What the runtime keeps for a tree, outside the file. */
struct piano_own {
    struct piano_thread *thread;
    struct piano_own *next_ended; /* the tree that ended before this one */
    unsigned destructor_rounds;   /* rounds of key destructors that the thread has been through */
    uint32_t random;

    struct part_slab {
        struct piano_slab *slab; /* being filled */
        uint32_t parts;          /* in it */
        bool beyond;             /* the budget: only for essential parts */
    } slabs[PIANO_SLAB_KINDS];   /* by enum piano_slab_kind */

    struct piano_node *recent[RECENT_NODES]; /* see recent_place */
    uint64_t *places;                        /* hash table: see places.c */
    size_t place_count, places_used;
    struct by_function *by_function; /* indexed by function id */
    size_t by_function_count;

    char *block; /* memory for small things: see piano_own_memory */
    size_t block_room;

    /* In bytes: what the thread may allocate and may free before it updates the totals of the whole
     * program; what it may allocate before the next sample; and the header.sample_bytes this was
     * drawn for. */
    int64_t alloc_given, free_given;
    int64_t until_sample;
    uint64_t sampling;

    struct folded_call *folded;
    size_t folded_depth, folded_room;
    uint32_t fold_gap, fold_left; /* calls between two whose folding is measured, and how many
                                   * are left */
    uint32_t folded_leaves;
    unsigned handed_again; /* nodes of jobs below one of the same function's: see tree.c */

    /* CPU time is ticks - off_ticks while the presence word stays armed: see cpu.c. */
    uint64_t *presence;
    uint64_t off_ticks;
};

/* The path on which the calling thread was created, where that is known; see spawn.c. */
extern hidden _Thread_local struct piano_node *piano_thread_creator;

static inline struct piano_own *piano_own(const struct piano_thread *thread)
{
    return thread->own;
}

/* The innermost call in flight that is not folded; `current`: the tree's current node. */
static inline struct piano_node *unfolded(const struct piano_own *own, struct piano_node *current)
{
    return own->folded_depth ? own->folded[0].caller : current;
}

/* Where a thread remembers the node that it last found for a parent and a site, or NULL. Others
 * share the place, so the node must be checked. It is one word, so that no signal can come
 * between. */
static inline struct piano_node **
recent_place(struct piano_own *own, const struct piano_node *parent, const struct piano_site *site)
{
    uintptr_t mixed = (uintptr_t)parent / sizeof *parent ^ (uintptr_t)site / 8;
    return &own->recent[mixed % RECENT_NODES];
}

/* Gives the calling thread a tree; NULL if nothing is recorded on it. */
hidden struct piano_thread *piano_thread_begin(void);

/* Zeroed memory that lives as long as the tree; NULL if there is none. Inside. */
hidden void *piano_own_memory(struct piano_own *own, size_t bytes);

/* Once, when recording starts. */
hidden void piano_threads_init(void);

/* In a forked child: only the calling thread lives on, and there is no tree yet. */
hidden void piano_threads_forget(void);

/* Ends the calling thread's calls down to `stop`, which stays in flight and becomes current. */
hidden void piano_thread_unwind(struct piano_node *stop);

/* A pseudo-random number of 16 bits. */
static inline uint32_t piano_random(struct piano_own *own)
{
    own->random = own->random * 1664525u + 1013904223u;
    return own->random >> 16;
}

#endif
