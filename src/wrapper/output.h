/* A wrapper's standard error belongs to the compiler that it stands for: cargo reads it line by
 * line, and shows the user what it says. */
#ifndef PIANO_WRAPPER_OUTPUT_H
#define PIANO_WRAPPER_OUTPUT_H

#include "base/text.h"

/* Pass a line on, whole and at once. */
void output_line(struct text line);

/* Say something of our own, as the compiler would say it. */
void output_error(const char *sentence);

#endif
