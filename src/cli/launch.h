/* Runs the profiled program as if piano were not there: its streams, its arguments, the signals
 * meant for it. */
#ifndef PIANO_CLI_LAUNCH_H
#define PIANO_CLI_LAUNCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"
#include "cli/terminal.h"
#include "run/finish.h"

struct launch {
    const char *const
        *runner;             /* what starts the program as its argument; NULL-terminated, or NULL */
    const char *program;     /* path of the executable */
    const char *const *argv; /* what follows argv[0]; NULL-terminated */
    const char *const *env;  /* "NAME=value" to add; NULL-terminated, or NULL */
    const char *folder;      /* where it runs; NULL: here */
    const char *runs, *run_id;   /* what is recorded goes there, by this name */
    double duration_s;           /* ask it to stop (SIGTERM) after this long; INFINITY: never */
    const struct terminal *errs; /* told when the program takes its time to end */
    double kill_timeout_s;       /* and after that much more, SIGKILL */
};

struct launched {
    struct run_end end;
    bool timed_out;   /* stopped by us because duration_s had passed */
    bool interrupted; /* the user, or whoever else, asked for an end */
};

/* Start the program and wait for it. Ctrl-C reaches it through the terminal, other signals that
 * piano gets are handed on; piano itself outlives them. */
bool launch_run(const struct launch *launch, struct launched *out, struct error *err);

/* Leave as the program left: the same exit code, or killed by the same signal. */
_Noreturn void launch_leave_like(int status);

#endif
