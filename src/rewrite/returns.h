/* Writes a return type where a local variable's type may stand.
 * In: the type after `->`.  Out: the same with `_` for what only a signature may say. */
#ifndef PIANO_REWRITE_RETURNS_H
#define PIANO_REWRITE_RETURNS_H

#include "base/text.h"

/* Add the type with every `impl Bounds` replaced by `_`; one that cannot stand on a line, or is too
 * long, is `_` as a whole. */
void returns_as_local(struct text type, struct buffer *out);

/* Is it `!`, of which no variable can be made? */
bool returns_never(struct text type);

#endif
