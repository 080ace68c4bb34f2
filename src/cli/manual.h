/* Manual pages, made from the table of commands. */
#ifndef PIANO_CLI_MANUAL_H
#define PIANO_CLI_MANUAL_H

#include "base/text.h"
#include "cli/command.h"

/* piano(1) and piano-VERB(1) in scdoc's format. */
void manual_overview(struct buffer *out);
void manual_command(struct buffer *out, const struct command *command);

#endif
