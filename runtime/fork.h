/* A forked child records into a file of its own, once a measured function runs in it. */
#ifndef PIANO_RUNTIME_FORK_H
#define PIANO_RUNTIME_FORK_H

#include "runtime/state.h"

/* Once, when recording starts. */
hidden void piano_fork_init(void);

/* In a forked child: starts its file, with the calls that were in flight at the fork. Returns the
 * thread's tree, or NULL. */
hidden struct piano_thread *piano_fork_continue(void);

/* The node in the child's tree of a call that began before the fork; any other node as it is. */
hidden struct piano_node *piano_fork_translate(struct piano_thread *thread,
                                               struct piano_node *node);

#endif
