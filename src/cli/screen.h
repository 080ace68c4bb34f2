/* The terminal that the profiled program shares with piano. One that draws on the whole screen and
 * is killed leaves it without echo, line ends and cursor, and on the alternate screen. */
#ifndef PIANO_CLI_SCREEN_H
#define PIANO_CLI_SCREEN_H

#include <stdbool.h>
#include <termios.h>

#include "cli/terminal.h"

struct screen {
    int fd; /* leads to it; -1: there is none, or it is another's */
    struct termios settings;
};

/* As it is before the program starts. */
struct screen screen_now(void);

/* As it was, if the program has changed it. */
void screen_restore(const struct screen *before, const struct terminal *errs);

#endif
