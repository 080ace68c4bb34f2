/* How a header is stepped through, and how its parts are recognised.
 * In: the tokens of an item up to its `{`.  Out: one step after the other, at the level of its own
 * brackets. Only header.c and walk.c include this. */
#ifndef PIANO_RUST_WALK_H
#define PIANO_RUST_WALK_H

#include "rust/lexer.h"

/* Token indices. */
struct walk {
    const struct tokens *tokens;
    bool in_rules; /* in a transcriber */
    uint32_t at, next;
    uint32_t angles; /* how many < are open */
};

enum step { STEP_ON, STEP_BODY, STEP_END };

/* Look at token `at`, and set `next` to the one behind it, or behind its brackets. It is a part of
 * the header, the { of its body, or shows that there is none. */
enum step walk_step(struct walk *walk);

/* Does an item begin here, so that a header before it had no end? */
bool walk_starts_item(const struct walk *walk, uint32_t at);

/* Does the `impl` at token `at` begin an item? Elsewhere it begins a type. */
bool impl_is_item(const struct tokens *tokens, bool in_rules, uint32_t at);

/* The token behind a function's name that begins at token `at`: `name`, `$name` or paste's
 * `[<name $suffix>]`. LEFT_OUT where none does: `fn` opens a type then. */
uint32_t name_end(const struct tokens *tokens, bool in_rules, uint32_t at);

/* The `:` of `name:` or `$name:` at token `at`, or LEFT_OUT. */
uint32_t name_colon(const struct tokens *tokens, uint32_t at);

#endif
