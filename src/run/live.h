/* Processes that have not ended. */
#ifndef PIANO_RUN_LIVE_H
#define PIANO_RUN_LIVE_H

#include <stdbool.h>
#include <sys/types.h>

#include "run/clock.h"
#include "runtime/format.h"

/* Whether a process of this number is running; one that has ended, but was not waited for yet, is
 * not. */
bool live_pid(pid_t pid);

/* The process that it is a child of; 0 where nobody tells. */
pid_t live_parent(pid_t pid);

/* Whether a process that began at `start_ns` by the clock that counts from the machine's start may
 * have written this header. */
bool live_may_have_written(const struct piano_header *header, uint64_t start_ns,
                           const struct clock_moment *now);

/* Whether the process that wrote this header still runs, here and now. */
bool live_process(const struct piano_header *header);

#endif
