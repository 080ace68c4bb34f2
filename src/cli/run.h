/* piano run. */
#ifndef PIANO_CLI_RUN_H
#define PIANO_CLI_RUN_H

#include "cli/command.h"

extern const struct command command_run;

#endif
