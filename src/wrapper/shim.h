/* The crate __piano, which instrumented crates refer to: made once for each compiler and platform
 * and kept in piano's folder.
 * In: a call of rustc.  Out: the folder that holds lib__piano.rlib. */
#ifndef PIANO_WRAPPER_SHIM_H
#define PIANO_WRAPPER_SHIM_H

#include "base/arena.h"
#include "base/error.h"
#include "wrapper/rustc.h"

/* The folder of the crate for this compiler and platform; made if it is not there, by one process
 * at a time. */
bool shim_make(struct arena *arena, const char *folder, const struct rustc_call *call,
               const char **out, struct error *err);

#endif
