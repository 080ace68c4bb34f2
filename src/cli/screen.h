/* The terminal that the profiled program shares with piano. One that draws on all of it and is
 * killed leaves it without line ends, echo and cursor, on a screen that the user does not come back
 * from. */
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
