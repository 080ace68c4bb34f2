/* What is said to the user on standard error. A terminal gets it in lines that end between words,
 * and not within what stands in quotes: that may be a command to copy. */
#ifndef PIANO_CLI_SAY_H
#define PIANO_CLI_SAY_H

/* `format` ends with a newline. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
