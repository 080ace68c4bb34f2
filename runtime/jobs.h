/* Work that runs on a thread before anything was recorded there: see jobs.c. */
#ifndef PIANO_RUNTIME_JOBS_H
#define PIANO_RUNTIME_JOBS_H

#include "runtime/thread.h"

/* The calling thread has just got its tree: if it is running a job, makes the job's node
 * current. */
hidden void piano_job_go_on(struct piano_thread *thread);

#endif
