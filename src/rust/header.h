/* Items up to their `{`.
 * In: the token that opens an item.  Out: what stands before it and behind it. */
#ifndef PIANO_RUST_HEADER_H
#define PIANO_RUST_HEADER_H

#include "rust/fragments.h"
#include "rust/items.h"
#include "rust/lexer.h"

/* What precedes `fn`, `impl`, `mod` …. Token indices. */
struct prefix {
    uint32_t attributes; /* the first attribute, or `qualifiers` */
    uint32_t qualifiers; /* the first of const, async, unsafe, extern …, or the item's own word */
    uint32_t flags;      /* FN_CONST, FN_ASYNC, FN_GEN, FN_UNSAFE, FN_EXTERN, FN_MAYBE_CONST */
};

/* The `(` of the `$( … ) separator op` that ends at token `at`, or LEFT_OUT. */
uint32_t repetition_open(const struct tokens *tokens, uint32_t at);

/* Read backwards from token `item` as far as token `floor`, which is no part of it. `fragments`
 * are those of the transcriber that it stands in; NULL outside. */
void prefix_read(const struct tokens *tokens, const struct fragments *fragments, uint32_t floor,
                 uint32_t item, struct prefix *out);

struct function_header {
    uint32_t name, name_end; /* tokens */
    uint32_t flags;          /* FN_UNNAMED_BODY, FN_UNCLEAR_RETURN */
    struct span returns;     /* bytes */
    uint32_t body, body_end; /* tokens: the { and the }, or a fragment */
};

/* False where token `fn` opens no function with a body. */
bool function_header_read(const struct tokens *tokens, const struct fragments *fragments,
                          uint32_t fn, struct function_header *out);

struct impl_header {
    uint32_t trait, trait_end; /* tokens; equal where no trait is implemented */
    uint32_t type, type_end;
    uint32_t body;
    bool constant; /* impl const Trait for … */
};

/* False where token `impl` opens no item. */
bool impl_header_read(const struct tokens *tokens, bool in_rules, uint32_t impl,
                      struct impl_header *out);

/* The bracket of `name! {` or `name! name {` where the name is token `name`, or LEFT_OUT. */
uint32_t call_open(const struct tokens *tokens, uint32_t name);

/* The `{` of the item whose header begins at token `from`, or LEFT_OUT. */
uint32_t header_body(const struct tokens *tokens, bool in_rules, uint32_t from);

/* The `;` that ends the expression or const item from token `from` on, or LEFT_OUT. */
uint32_t statement_end(const struct tokens *tokens, uint32_t from);

struct static_header {
    struct span type, value; /* bytes */
};

/* False where token `word`, which is `static`, opens no item with a type and a value. */
bool static_header_read(const struct tokens *tokens, uint32_t word, struct static_header *out);

#endif
