/* piano run: the program that was built, recorded. */
#ifndef PIANO_CLI_RUN_H
#define PIANO_CLI_RUN_H

#include "cli/command.h"
#include "cli/groups.h"

struct run_request {
    const struct launch_options *options;
    const char *program; /* its executable's absolute path */
    const char *folder;  /* where piano keeps things for the project */
    const char *runs;    /* where the run goes */
};

struct outcome {
    int status;         /* waitpid's; 0 where it was piano that stopped the program */
    const char *run_id; /* of the run to show: of several, the median by duration */
    const char *runner; /* what started the program in its stead, or NULL */
    const char *remark; /* which one of several that is; or NULL */
};

/* Whether the options make sense. */
bool run_check(const struct launch_options *options, struct error *err);

/* Run the program with the arguments after "--", as often as asked for, and note each end in its
 * run. A run that fails, or that the user stops, is the last one and the one to show. Shared with
 * `piano profile`. */
bool run_program(const struct invocation *invocation, const struct run_request *request,
                 struct outcome *out, struct error *err);

/* Whether the program has left a run; the error says why it may not have. */
bool run_left_something(struct arena *arena, const char *runs, const struct outcome *outcome,
                        struct error *err);

/* Whether the program failed: that comes first, and what went wrong here is only told as well. */
bool run_failed_itself(const struct outcome *outcome, const struct error *err);

/* How piano itself ends after the program: with its code, unless that is to be ignored. Killed by
 * a signal, the program takes piano with it. */
int run_exit(const struct launch_options *options, int status);

extern const struct command command_run;

#endif
