/* What a picture of the tree of calls is drawn by: time, or what else a function may have much of.
 */
#ifndef PIANO_RENDER_WEIGHTS_H
#define PIANO_RENDER_WEIGHTS_H

#include "analysis/calltree.h"
#include "base/error.h"
#include "base/text.h"

struct weights {
    double *own;          /* per node of the tree */
    double *whole;        /* with all that is below the node */
    const char *unit;     /* what follows the sum of all: " in measured functions" */
    bool may_be_inferred; /* it is of time, of which only a part may have been measured */
    void (*words)(struct buffer *out, double weight);
};

/* By the column `key`, NULL for self time. False where a tree cannot be drawn by it. */
bool weights_make(struct arena *arena, const struct calltree *calls, const char *key,
                  struct weights *out, struct error *err);

#endif
