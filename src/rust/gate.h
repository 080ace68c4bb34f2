/* The predicates of #[cfg(…)] under which something is compiled, put together: its gate. */
#ifndef PIANO_RUST_GATE_H
#define PIANO_RUST_GATE_H

#include "base/arena.h"
#include "base/text.h"

/* Longer ones are of no use: what would make one is left out. */
#define GATE_BYTES 1024

/* One predicate of two, empty ones left out: "all(a, b)", "a" or ""; empty where it is too long. */
struct text gate_all(struct arena *arena, struct text a, struct text b);

/* Either of two: "any(a, b)"; empty, which always holds, where one of them is. */
struct text gate_any(struct arena *arena, struct text a, struct text b);

/* `list` with one more predicate, "a, b", as far as there is room. */
struct text gate_list(struct arena *arena, struct text list, struct text more);

/* "not(any(a, b))" for the list "a, b"; empty for an empty one. */
struct text gate_none(struct arena *arena, struct text list);

#endif
