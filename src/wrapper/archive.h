/* The runtime as a static library for the platform that a program is built for.
 * In: the platform's name, as rustc has it.  Out: libpiano_runtime.a in a folder. */
#ifndef PIANO_WRAPPER_ARCHIVE_H
#define PIANO_WRAPPER_ARCHIVE_H

#include <stdbool.h>

#include "base/error.h"

/* Whether the archive inside piano serves that platform; if not, a C compiler is needed. */
bool archive_is_ours(const char *target);

/* Write or compile `folder`/libpiano_runtime.a. Where no C compiler for the platform is found, the
 * error says what to install. */
bool archive_make(const char *folder, const char *target, struct error *err);

#endif
