/* The crate __piano, which instrumented crates refer to: made once for each compiler and platform
 * and kept in piano's folder.
 * In: a call of rustc.  Out: the folder that holds lib__piano.rlib. */
#ifndef PIANO_WRAPPER_SHIM_H
#define PIANO_WRAPPER_SHIM_H

#include "base/arena.h"
#include "base/error.h"
#include "wrapper/description.h"
#include "wrapper/rustc.h"

/* The folder of the crate for this compiler, its platform and what it makes; made if it is not
 * there. Crates compiled with one fit those compiled with the other: only what is linked differs.
 */
bool shim_make(struct arena *arena, const struct description *description,
               const struct rustc_call *call, const char **out, struct error *err);

/* The same for a crate that is not ours: made only where one of ours, on which it may depend, has
 * needed it before. A crate that depends on none need not wait. */
bool shim_find(struct arena *arena, const struct description *description,
               const struct rustc_call *call, const char **out, struct error *err);

#endif
