/* A process that is being recorded, watched from outside.
 * In: its run file, its memory and what the system says of its threads, a hundred times a second.
 * Out: on which paths its threads were, for how long, and whether they waited, added to the file
 * when the process has ended.
 *
 * A call that is only counted has no time of its own; where one takes a thousand times as long as
 * its like (a table grows, a lock is taken, a buffer is written out), the next that is timed does
 * not stand for it, and its time would be its caller's. Seen from outside it is what it is. */
#ifndef PIANO_RUN_WATCH_H
#define PIANO_RUN_WATCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"

struct watch;

/* Watch the process of this run; in the arena. Nothing happens yet. */
struct watch *watch_begin(struct arena *arena, const char *folder, const char *run_id, pid_t pid);

/* How long to wait before the next look, in seconds: a random time, so that it cannot fall in with
 * a rhythm of the program. */
double watch_pause(struct watch *watch);

/* Look at it now. A process that records nothing yet, or may not be looked at, is no error. */
void watch_look(struct watch *watch);

/* The process has ended: add what was seen to its file, and let go of it. What cannot be written
 * is left out: the run is whole without it. */
void watch_end(struct watch *watch);

#endif
