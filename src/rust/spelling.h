/* Tokens written out for people, on one line.
 * In: a range of tokens.  Out: its text without comments, lifetimes and generic arguments. */
#ifndef PIANO_RUST_SPELLING_H
#define PIANO_RUST_SPELLING_H

#include "rust/lexer.h"

#define SPELLING_CUT "…" /* stands for what is too long */

/* The tokens as they are, or empty where that would be longer than `limit` bytes. */
struct text spell_tokens(struct arena *arena, const struct tokens *tokens, uint32_t from,
                         uint32_t to, size_t limit);

/* A type as a part of a function's name: "Vec", "&mut T", "dyn Error", "[u8; 4]". What is very
 * long ends with SPELLING_CUT. */
struct text spell_type(struct arena *arena, const struct tokens *tokens, uint32_t from,
                       uint32_t to);

/* Is the type's spelling a path, which needs no <> around it before "::method"? */
bool spelling_is_path(struct text spelling);

/* What the names of an impl's functions begin with: "Type", "<Type as Trait>" or, for a type that
 * is no path, "<[T]>". */
struct text spell_impl(struct arena *arena, struct text type, struct text trait);

/* `inside` and `name` with "::" between; one that is empty adds nothing, and an `inside` that is
 * very long becomes SPELLING_CUT, so that names in deep nests stay short. */
struct text spell_path(struct arena *arena, struct text inside, struct text name);

/* The index behind the `>` that closes the `<` at `open`, at most `to`. */
uint32_t spelling_skip_angles(const struct tokens *tokens, uint32_t open, uint32_t to);

#endif
