/* Numbers and names as people read them. */
#ifndef PIANO_RENDER_WORDS_H
#define PIANO_RENDER_WORDS_H

#include "base/text.h"

/* "812ns", "0.87ms", "341.21ms", "12.34s", "5m12s", "3h25m"; `scale` picks the unit (0: ns
 * itself does), so that numbers side by side can share one. */
void words_duration(struct buffer *out, double ns, double scale);

/* The same with its sign: "+0.04ms"; what is too little to show is "+0ns". */
void words_change(struct buffer *out, double ns, double scale);

/* `scale`, if the number can be read in that unit; 0 if it would have too many digits in it, or
 * show nothing but zeros. */
double words_scale(double ns, double scale);

/* "512B", "62.5KB", "1.2TB" */
void words_bytes(struct buffer *out, double bytes);

/* "2025-11-25 19:30:12" in local time. */
void words_time(struct buffer *out, uint64_t unix_ns);

/* Columns that a text takes on a terminal. */
size_t words_width(struct text text);

/* Add the text, at most `width` columns of it: its middle gives way to "…". Control characters
 * become "?": nothing that comes out of a file may steer the terminal. */
void words_fit(struct buffer *out, struct text text, size_t width);

#endif
