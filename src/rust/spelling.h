/* Tokens written out for people, on one line.
 * In: a range of tokens.  Out: its text without comments, lifetimes and generic arguments. */
#ifndef PIANO_RUST_SPELLING_H
#define PIANO_RUST_SPELLING_H

#include "rust/lexer.h"

/* The tokens as they are, or empty where that would be longer than `limit` bytes. */
struct text spell_tokens(struct arena *arena, const struct tokens *tokens, uint32_t from,
                         uint32_t to, size_t limit);

/* A type as a part of a function's name: "Vec", "&mut T", "dyn Error", "[u8; 4]". What is very
 * long ends with "…". */
struct text spell_type(struct arena *arena, const struct tokens *tokens, uint32_t from,
                       uint32_t to);

/* Is the type's spelling a path, which needs no <> around it before "::method"? */
bool spelling_is_path(struct text spelling);

/* What the names of an impl's functions begin with: "Type", "<Type as Trait>" or, for a type that
 * is no path, "<[T]>". */
struct text spell_impl(struct arena *arena, struct text type, struct text trait);

/* `inside` and `name` with "::" between; an `inside` that is empty adds nothing, and one that
 * is very long becomes "…", so that names in deep nests stay short. */
struct text spell_path(struct arena *arena, struct text inside, struct text name);

/* The name of a function as above, where a macro has filled in types as they are: from
 * "m::<&'a Set<T> as Join>::get", "m::<&Set as Join>::get". Names of functions that no macro wrote
 * stay as they are. */
struct text spell_expanded(struct arena *arena, struct text name);

#endif
