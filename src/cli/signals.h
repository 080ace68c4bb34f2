/* The signals that may end piano while it waits, taken one by one, so that nothing runs in a
 * handler. */
#ifndef PIANO_CLI_SIGNALS_H
#define PIANO_CLI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* From now on they wait to be taken; `before` is the mask as it was. */
void signals_hold(sigset_t *before);

/* Wait up to `seconds` for one (INFINITY: for ever) and take it. The answer is its number; 0: the
 * time is over; negative: try again. `*from_terminal`: the terminal sent it, so that everybody in
 * the foreground group has got it as well. */
int signals_take(double seconds, bool *from_terminal);

#endif
