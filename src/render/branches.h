/* What stands before the names of a tree's lines, so that one sees who called whom.
 * In: the levels above a line.  Out: bars and branches; where there is no room for as many, those
 * below a level begin anew on the left, with its number:
 *
 *     main
 *     └─ parse
 *        ├─ field
 *        │  └─ value
 *     …3    └─ escape
 *        └─ end */
#ifndef PIANO_RENDER_BRANCHES_H
#define PIANO_RENDER_BRANCHES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

#define BRANCHES_DEEPEST 256 /* levels */
#define BRANCHES_WIDTH 3     /* columns that a level takes */

/* Zero is above all lines, with room for every level. */
struct branches {
    struct buffer bars; /* "│  " or "   " for each level above */
    size_t starts[BRANCHES_DEEPEST];
    unsigned levels;
    unsigned most; /* levels that are drawn beside each other; 0: all */
    bool anew;     /* some level was begun anew */
};

/* Go a level down: what follows is below a line of the present level, `last` if that line is the
 * last one there. */
void branches_enter(struct branches *branches, bool last);
void branches_leave(struct branches *branches);

/* Draw at most as many levels beside each other as fit into `columns`, but never fewer than a
 * few. */
void branches_limit(struct branches *branches, size_t columns);

/* Add what stands before a line. */
void branches_add(struct branches *branches, bool last, struct buffer *out);

/* Free what the bars took. */
void branches_finish(struct branches *branches);

#endif
