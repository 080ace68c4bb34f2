/* What a stream leads to, and how to write for it. */
#ifndef PIANO_CLI_TERMINAL_H
#define PIANO_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "base/text.h"

struct terminal {
    bool is_terminal;
    bool is_capable; /* a terminal that can take a line back: TERM is not dumb */
    bool colour;     /* NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb are honoured */
    unsigned width;  /* in columns; 0: no limit */
};

/* Take the places of standard streams that are closed, so that no file which is opened later gets
 * their numbers and is written to by children. Whoever uses such a stream still fails as before. */
void terminal_keep_places(void);

/* What the stream leads to, by itself and by the environment. */
struct terminal terminal_of(FILE *stream);

/* Bring standard output to its reader; one that went away is not an error. */
bool terminal_flush(void);

/* Write all of the answer to standard output; a reader that went away is not an error, a full
 * disk is. */
bool terminal_print(struct text text);

#endif
