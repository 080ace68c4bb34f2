/* piano run: the program that was built, recorded. */
#ifndef PIANO_CLI_RUN_H
#define PIANO_CLI_RUN_H

#include "cli/command.h"
#include "cli/groups.h"

/* Run the program with the arguments after "--" and note its end in its run. `*status` is
 * waitpid's, `*run_id` the run's. Shared with `piano profile`. */
bool run_program(const struct invocation *invocation, const struct launch_options *options,
                 const char *program, const char *runs, int *status, const char **run_id,
                 struct error *err);

/* How piano itself ends after the program: with its code, unless that is to be ignored. Killed by
 * a signal, the program takes piano with it. */
int run_exit(const struct launch_options *options, int status);

extern const struct command command_run;

#endif
