/* Whether a predicate of #[cfg(…)] holds, by what `rustc --print cfg` says of a platform. */
#ifndef PIANO_CARGO_PREDICATE_H
#define PIANO_CARGO_PREDICATE_H

#include <stdbool.h>

#include "base/text.h"

/* `predicate`: `all(unix, not(target_env = "musl"))`. `facts`: lines like `unix` and
 * `target_env="gnu"`. What is no predicate does not hold. */
bool predicate_holds(struct text predicate, struct text facts);

#endif
