/* The runtime as a static library for the platform that a program is built for.
 * In: the platform's name, as rustc has it.  Out: a folder with libpiano_runtime.a. */
#ifndef PIANO_WRAPPER_ARCHIVE_H
#define PIANO_WRAPPER_ARCHIVE_H

#include "base/arena.h"
#include "base/error.h"
#include "wrapper/embedded.h"

/* The folder, below piano's own; made if it is not there. For a platform other than piano's own
 * it is compiled: where no C compiler for it is found, the error says what to install. */
bool archive_make(struct arena *arena, const char *folder, const char *target,
                  enum runtime_place place, const char **out, struct error *err);

#endif
