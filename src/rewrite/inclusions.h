/* Keeps `include_str!` and `include_bytes!` of a crate's own sources true: what they give is the
 * text as the user wrote it.
 * In: a file of the crate.  Out: insertions that make a relative path absolute. */
#ifndef PIANO_REWRITE_INCLUSIONS_H
#define PIANO_REWRITE_INCLUSIONS_H

#include "rewrite/rewrite.h"

/* Add what the inclusions of this balanced file need; nothing where they name other files. */
void inclusions_point_at_originals(struct arena *arena, const struct crate *crate,
                                   const struct source_file *file, struct insertions *out);

#endif
