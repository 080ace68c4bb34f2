/* Calls on paths that get no node: they share one node a function and thread. */
#ifndef PIANO_RUNTIME_FOLD_H
#define PIANO_RUNTIME_FOLD_H

#include "runtime/thread.h"

/* Whether to fold a call without looking for a node first. Inside. */
hidden bool piano_fold_is_due(struct piano_thread *thread, struct piano_site *site);

/* The cost of folding is measured for some calls: since when, and for how many calls it stands. */
struct folding {
    uint64_t begun;
    uint32_t stands_for; /* 0: not measured */
};

hidden struct folding piano_fold_begin(struct piano_thread *thread);

/* Enters a folded call; the clock is read last, and the time since `folding` began counts for no
 * function. NULL if there is no room even for the function's fold node: the call is then counted in
 * thread.fold. Inside. */
hidden struct piano_node *piano_fold_enter(struct piano_thread *thread, struct piano_site *site,
                                           struct folding folding);

/* Leaves the current node, which is a fold node. `now`: the clock, read before anything else. */
hidden void piano_fold_leave(struct piano_thread *thread, uint64_t now);

/* Ends all folded calls. */
hidden void piano_fold_unwind(struct piano_thread *thread);

#endif
