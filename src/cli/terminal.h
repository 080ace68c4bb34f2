/* What a stream leads to, and how to write for it. */
#ifndef PIANO_CLI_TERMINAL_H
#define PIANO_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

struct terminal {
    bool is_terminal;
    bool colour;    /* NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb are honoured */
    unsigned width; /* in columns; 0: no limit */
};

struct terminal terminal_of(FILE *stream);

/* Write all of the answer to standard output; a reader that went away is not an error, a full
 * disk is. */
bool terminal_print(struct text text);

#endif
