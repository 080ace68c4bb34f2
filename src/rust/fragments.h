/* What a rule of macro_rules! binds.
 * In: a matcher.  Out: the kind of each `$name:kind` in it. */
#ifndef PIANO_RUST_FRAGMENTS_H
#define PIANO_RUST_FRAGMENTS_H

#include "rust/lexer.h"

struct fragment {
    struct text name, kind;
};

/* Sorted by name. */
struct fragments {
    struct fragment *at;
    size_t len, cap;
    bool take_items;   /* one of them is `$name:item` */
    struct text whole; /* the matcher is `$($name:tt)*`, which takes whatever there is; or empty */
};

/* Read the matcher that token `open` opens. */
void fragments_read(struct arena *arena, const struct tokens *tokens, uint32_t open,
                    struct fragments *out);

/* The kind of `$name`; empty where it is bound elsewhere. */
struct text fragments_kind(const struct fragments *fragments, struct text name);

#endif
