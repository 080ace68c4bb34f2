/* The processes of a run that the launcher did not start itself: children that were forked.
 * In: the run's folder, looked at now and then.  Out: until when each of those that could not note
 * its end, as SIGKILL and _exit have it, was seen alive. */
#ifndef PIANO_RUN_RELATIVES_H
#define PIANO_RUN_RELATIVES_H

#include <sys/types.h>

#include "base/arena.h"

struct relatives;

/* Of the run of the process `launched`; in the arena. Nothing happens yet. */
struct relatives *relatives_begin(struct arena *arena, const char *folder, const char *run_id,
                                  pid_t launched);

/* Look who is alive; unless that was seen a moment ago, or takes too long to be seen so often. */
void relatives_look(struct relatives *relatives);

/* Those that have ended without a word ended when they were seen last. What cannot be written is
 * left out: run_finish() and the reader make do with what the process itself has noted. */
void relatives_end(struct relatives *relatives);

#endif
