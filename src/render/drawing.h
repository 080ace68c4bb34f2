/* What the pictures of the tree of calls share: the tree, its names, and what it is drawn by: time,
 * or what else a function may have much of. */
#ifndef PIANO_RENDER_DRAWING_H
#define PIANO_RENDER_DRAWING_H

#include "analysis/profile.h"
#include "base/error.h"
#include "base/text.h"
#include "render/render.h"

#define DRAWING_DEEPEST 256 /* levels */

struct drawing {
    const struct profile_node *nodes; /* of the tree of calls */
    const struct text *names;         /* per row of the profile */
    double *own;                      /* per node */
    double *whole;                    /* with all that is below the node */
    const char *unit;                 /* what follows the sum of all: " in measured functions" */
    bool may_be_inferred; /* it is of time, of which only a part may have been measured */
    void (*words)(struct buffer *out, double weight);
};

/* By the column `options->sort`, NULL for self time. False where a tree cannot be drawn by it. */
bool drawing_make(struct arena *arena, const struct profile *profile,
                  const struct render_options *options, struct drawing *out, struct error *err);

#endif
