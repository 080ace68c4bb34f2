/* The launcher's part of a run: its id beforehand, and its end, which a process that was killed
 * cannot write down itself. */
#ifndef PIANO_RUN_FINISH_H
#define PIANO_RUN_FINISH_H

#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/error.h"

/* An id for a new run: UTC time and this process's pid. For PIANO_RUN_ID. */
const char *run_id_new(struct arena *arena);

/* What whoever started a process learns of it when it ends. */
struct run_end {
    pid_t pid;
    int wait_status;       /* as from waitpid() */
    uint64_t processor_ns; /* that it used, with the children that it waited for; 0: not known */
};

/* Note in the run's files when and how the process ended. Other processes of the run are left alone
 * while they live; the rest are taken to have ended when they last noted the time. A run without a
 * file is fine: nothing was recorded. */
bool run_finish(const char *folder, const char *run_id, const struct run_end *seen,
                struct error *err);

/* For a process that ended without noting so in its file: note that it was last seen alive at
 * `seen_ticks`. */
bool run_finish_lost(const char *path, uint64_t seen_ticks, struct error *err);

#endif
