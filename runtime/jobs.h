/* Work that runs on a thread before anything was recorded there. */
#ifndef PIANO_RUNTIME_JOBS_H
#define PIANO_RUNTIME_JOBS_H

#include "runtime/thread.h"

/* The calling thread has just got its tree: what it runs, if that was handed over, goes on in it.
 */
hidden void piano_job_go_on(struct piano_thread *thread);

#endif
