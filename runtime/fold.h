/* Calls for whose path there is no room: one node a function and thread. */
#ifndef PIANO_RUNTIME_FOLD_H
#define PIANO_RUNTIME_FOLD_H

#include "runtime/thread.h"

/* Whether a call has no node of its own, before one is even looked for. Inside. */
hidden bool piano_fold_is_due(struct piano_thread *thread, struct piano_site *site);

/* What it takes to fold a call is measured now and then. */
struct folding {
    uint64_t begun;
    uint32_t stands_for; /* calls; 0: not measured */
};

hidden struct folding piano_fold_begin(struct piano_thread *thread);

/* Reads the clock last; from the beginning of the folding on its time is nobody's. NULL where not
 * even a function's own node has room: counted all the same. Inside. */
hidden struct piano_node *piano_fold_enter(struct piano_thread *thread, struct piano_site *site,
                                           struct folding folding);

/* The current node is one below thread.fold. `now`: the clock, read before anything else. */
hidden void piano_fold_leave(struct piano_thread *thread, uint64_t now);

/* Ends all folded calls. */
hidden void piano_fold_unwind(struct piano_thread *thread);

#endif
