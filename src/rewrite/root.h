/* What a crate needs besides its probes: the way to the shim, the start of recording, an allocator.
 * In: the crate, the options.  Out: text for the top of the root file, and around allocators. */
#ifndef PIANO_REWRITE_ROOT_H
#define PIANO_REWRITE_ROOT_H

#include "rewrite/rewrite.h"

/* The items to insert at the root's top; empty where the crate needs none. */
struct text root_items(struct arena *arena, const struct crate *crate, const struct plan *plan,
                       const struct rewrite_options *options);

/* Add the insertions that wrap the allocators declared in a file. */
void root_wrap_allocators(struct arena *arena, const struct source_file *file,
                          struct insertions *out);

#endif
