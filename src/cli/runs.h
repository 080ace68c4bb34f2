/* piano runs. */
#ifndef PIANO_CLI_RUNS_H
#define PIANO_CLI_RUNS_H

#include "cli/command.h"

extern const struct command command_runs;

#endif
