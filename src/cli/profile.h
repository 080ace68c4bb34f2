/* piano profile: build, run, report. */
#ifndef PIANO_CLI_PROFILE_H
#define PIANO_CLI_PROFILE_H

#include "cli/command.h"

extern const struct command command_profile;

#endif
