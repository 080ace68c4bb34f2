/* The processes of a run that the launcher did not start itself: children that were forked.
 * In: the run's folder, looked at now and then.  Out: for each that could not note its end
 * (SIGKILL, _exit), when it was last seen alive. */
#ifndef PIANO_RUN_RELATIVES_H
#define PIANO_RUN_RELATIVES_H

#include <sys/types.h>

#include "base/arena.h"

struct relatives;

/* Those of the run whose launched process is `launched`; in the arena. Nothing is looked at yet. */
struct relatives *relatives_begin(struct arena *arena, const char *folder, const char *run_id,
                                  pid_t launched);

/* Look which of them are alive, unless the last look was a moment ago, or looking takes too long to
 * be done so often. */
void relatives_look(struct relatives *relatives);

/* Note that those which ended without a word ended when they were last seen. What cannot be written
 * is left out: run_finish() and the reader make do with what the process itself has noted. */
void relatives_end(struct relatives *relatives);

#endif
