/* What an attribute stands before.
 * In: the bytes of a file and where an attribute begins.  Out: the span of its item. */
#ifndef PIANO_RUST_ATTRIBUTED_H
#define PIANO_RUST_ATTRIBUTED_H

#include "rust/items.h"

/* The item behind the attribute that begins at `offset`, up to the end of its body; empty where no
 * attribute begins there, or its item has no body. */
struct span attributed_item(struct text source, uint32_t offset);

#endif
