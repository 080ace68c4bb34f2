/* Calls for whose path there is no room: one node a function and thread. */
#ifndef PIANO_RUNTIME_FOLD_H
#define PIANO_RUNTIME_FOLD_H

#include "runtime/thread.h"

/* Reads the clock last; from `begun` on its time is nobody's. NULL where not even a function's own
 * node has room: counted all the same. Inside. */
hidden struct piano_node *piano_fold_enter(struct piano_thread *thread, struct piano_site *site,
                                           uint64_t begun);

/* The current node is one below thread.fold. `now`: the clock, read before anything else. */
hidden void piano_fold_leave(struct piano_thread *thread, uint64_t now);

/* Ends all folded calls. */
hidden void piano_fold_unwind(struct piano_thread *thread);

#endif
