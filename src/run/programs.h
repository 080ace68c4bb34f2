/* Which processes of a run are the program.
 * In: the run's folder, and what was started.  Out: that, or, where it is a runner that started the
 * program as its child rather than become it, the child. */
#ifndef PIANO_RUN_PROGRAMS_H
#define PIANO_RUN_PROGRAMS_H

#include <stddef.h>
#include <sys/types.h>

#include "base/arena.h"

struct pids {
    pid_t *at;
    size_t len, cap;
};

/* The processes that record this run, are below `started` or are it, and were not started by one
 * another; in the arena. None where nothing is recorded yet, or nobody tells which process started
 * which. */
void programs_find(struct arena *arena, const char *folder, const char *run_id, pid_t started,
                   struct pids *out);

#endif
