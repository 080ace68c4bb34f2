/* piano build. */
#ifndef PIANO_CLI_BUILD_H
#define PIANO_CLI_BUILD_H

#include "cli/command.h"

extern const struct command command_build;

#endif
