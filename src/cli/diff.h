/* piano diff. */
#ifndef PIANO_CLI_DIFF_H
#define PIANO_CLI_DIFF_H

#include "cli/command.h"

extern const struct command command_diff;

#endif
