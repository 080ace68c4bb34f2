/* How wide each column of a table is drawn.
 * In: a grid and the room there is.  Out: the words of its cells and a width for each column, such
 * that numbers are whole: first the blanks between columns become fewer, then names shorter, and
 * then columns are left out. */
#ifndef PIANO_RENDER_LAYOUT_H
#define PIANO_RENDER_LAYOUT_H

#include "base/arena.h"
#include "render/grid.h"

struct layout {
    const struct grid *grid;
    struct text words; /* of all cells in columns with a head, row by row */
    size_t *ends;      /* where those of each end */
    size_t *widths;    /* per column, with the blank before it; 0: not drawn */
    size_t left_out;   /* columns for which there was no room */
};

/* Lay the grid out in `width` columns of a terminal; 0: as wide as it likes to be. */
void layout_make(struct arena *arena, const struct grid *grid, unsigned width, struct layout *out);

/* What stands in a cell. */
struct text layout_words(const struct layout *layout, size_t column, size_t row);

#endif
