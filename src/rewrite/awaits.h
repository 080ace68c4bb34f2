/* Finds where async functions are suspended.
 * In: a file's tokens and functions.  Out: every `.await` that belongs to an async function's own
 * body, and the functions in which some await may hide where no token shows it. */
#ifndef PIANO_REWRITE_AWAITS_H
#define PIANO_REWRITE_AWAITS_H

#include "base/arena.h"
#include "rust/items.h"

struct await {
    uint32_t at;       /* offset of the dot of `.await` */
    uint32_t function; /* index in the items */
};

struct awaits {
    ARRAY(struct await) seen; /* in the order of the text */
    bool *hidden; /* for each function: awaits may hide in it, `seen` is not all of them */
};

/* Look through a balanced file. Linear in its length. */
void awaits_find(struct arena *arena, struct text source, const struct items *items,
                 struct awaits *out);

#endif
