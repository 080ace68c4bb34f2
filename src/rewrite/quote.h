/* Writes bytes as Rust string literals.
 * In: names and paths as they are.  Out: Rust text that evaluates to them. */
#ifndef PIANO_REWRITE_QUOTE_H
#define PIANO_REWRITE_QUOTE_H

#include "base/text.h"

/* Add what stands between the quotes; bytes that are not UTF-8 become U+FFFD. */
void quote_text(struct buffer *out, struct text text);

/* Add `concat!("before", stringify!($x), "after")` for a name in a macro's transcriber, with what
 * the macro fills in turned into text there; `macros` is the path that leads to both macros. The
 * parts before and after the name are plain text. */
void quote_concat(struct buffer *out, struct text before, struct text name, struct text after,
                  const char *macros);

#endif
