/* What the attributes of an item say, as far as a profiler asks.
 * In: their tokens.  Out: test code or not, paths, allocators, cfg predicates. */
#ifndef PIANO_RUST_ATTRIBUTES_H
#define PIANO_RUST_ATTRIBUTES_H

#include "rust/lexer.h"

struct attributes {
    bool test; /* #[test], #[bench], #[tokio::test], #[cfg(test)] … */
    bool naked;
    bool const_trait;
    bool maybe_const; /* a macro's that speaks of `const`: #[rustversion::attr(nightly, const)] */
    bool allocator;   /* #[global_allocator] */
    bool no_std, no_core, no_main, no_implicit_prelude; /* also behind cfg_attr */
    bool path_is_sure;                                  /* a #[path] outside of cfg_attr */
    ARRAY(struct text) paths;                           /* unescaped */
    ARRAY(struct text) gates;                           /* the predicates that must all hold */
};

/* Add what the tokens from `from` up to `to` hold of `#[…]`. */
void attributes_read(struct arena *arena, const struct tokens *tokens, uint32_t from, uint32_t to,
                     struct attributes *out);

/* Add a cfg predicate that stands outside of any attribute. */
void attributes_read_predicate(struct arena *arena, const struct tokens *tokens, uint32_t from,
                               uint32_t to, struct attributes *out);

/* Add the `#![…]` at the start of the group that token `open` opens. */
void attributes_read_inner(struct arena *arena, const struct tokens *tokens, uint32_t open,
                           struct attributes *out);

/* The gates and `outer` as one predicate, "all(unix, not(miri))"; empty where there is none, or
 * where it is too long to be of use. */
struct text attributes_gate(struct arena *arena, const struct attributes *attributes,
                            struct text outer);

#endif
