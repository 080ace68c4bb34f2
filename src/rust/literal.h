/* The value of a string literal.
 * In: its token.  Out: the bytes it stands for. */
#ifndef PIANO_RUST_LITERAL_H
#define PIANO_RUST_LITERAL_H

#include "base/arena.h"
#include "base/text.h"

/* False where the token is no string. The value may be a slice of the token. */
bool literal_string(struct arena *arena, struct text token, struct text *out);

#endif
