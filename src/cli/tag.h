/* piano tag. */
#ifndef PIANO_CLI_TAG_H
#define PIANO_CLI_TAG_H

#include "cli/command.h"

extern const struct command command_tag;

#endif
