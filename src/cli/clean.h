/* piano clean. */
#ifndef PIANO_CLI_CLEAN_H
#define PIANO_CLI_CLEAN_H

#include "cli/command.h"

extern const struct command command_clean;

#endif
