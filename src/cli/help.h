/* Help, made from the table of commands. */
#ifndef PIANO_CLI_HELP_H
#define PIANO_CLI_HELP_H

#include "base/text.h"
#include "cli/command.h"

/* What `piano` alone shows: the verbs, one line each. */
void help_overview(struct buffer *out);

/* What `piano help VERB` shows. */
void help_command(struct buffer *out, const struct command *command);

extern const struct command command_help;

#endif
