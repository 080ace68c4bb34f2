/* What all tables do alike with the user's options. */
#ifndef PIANO_RENDER_OUTPUT_H
#define PIANO_RENDER_OUTPUT_H

#include "render/grid.h"
#include "render/render.h"

/* How many of `count` rows are shown where the user asked for no number. */
size_t output_rows(size_t count, size_t by_default, const struct render_options *options);

/* Write the grid in the format asked for. In JSON it is the member `name` of an object that
 * begins with the schema's version and the `members` given (text ready made; may be empty). What
 * found no room in a table is noted in `rendered`. */
void output_grid(const struct grid *grid, const char *name, struct text members,
                 const struct render_options *options, struct buffer *out,
                 struct rendered *rendered);

#endif
