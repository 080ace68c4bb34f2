/* Names that the compiler put together, spelt like those of the sources.
 * In: a function's qualified name, in which a macro has filled in types as they are.  Out: the name
 * that the scanner would have given it. */
#ifndef PIANO_RUST_RESPELL_H
#define PIANO_RUST_RESPELL_H

#include "base/arena.h"
#include "base/text.h"

/* From "m::<&'a Set<T> as Join>::get", "m::<&Set as Join>::get". Names of functions that no macro
 * wrote stay as they are. */
struct text respell_name(struct arena *arena, struct text name);

#endif
