/* What a crate needs besides its probes: the way to the shim, the start of recording, an allocator.
 * In: the crate, the options.  Out: text for the top of the root file, and around allocators. */
#ifndef PIANO_REWRITE_ROOT_H
#define PIANO_REWRITE_ROOT_H

#include "rewrite/rewrite.h"

/* Add what the crate needs at the top of its root file. */
void root_prepare(struct arena *arena, const struct crate *crate, const struct plan *plan,
                  const struct rewrite_options *options, struct insertions *out);

/* Add the insertions that wrap the allocators declared in a file. */
void root_wrap_allocators(struct arena *arena, const struct source_file *file,
                          struct insertions *out);

#endif
