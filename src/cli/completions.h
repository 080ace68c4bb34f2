/* piano completions: what a shell needs to complete piano's words, made from the same tables. */
#ifndef PIANO_CLI_COMPLETIONS_H
#define PIANO_CLI_COMPLETIONS_H

#include "cli/command.h"

extern const struct command command_completions;

#endif
