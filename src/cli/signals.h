/* The signals that may end piano while it waits, taken one by one, so that nothing runs in a
 * handler. */
#ifndef PIANO_CLI_SIGNALS_H
#define PIANO_CLI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* From now on they wait to be taken; `before` is the mask as it was. */
void signals_hold(sigset_t *before);

/* Take one, and wait so many seconds for it; INFINITY: for ever. 0: the time is over, less: look
 * again. `*from_terminal`: whoever is in the same foreground group has got it as well. */
int signals_take(double seconds, bool *from_terminal);

#endif
