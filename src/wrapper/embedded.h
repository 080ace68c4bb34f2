/* What piano carries inside itself for the programs it profiles: the runtime as an archive for
 * this machine, and all of its sources for other ones. */
#ifndef PIANO_WRAPPER_EMBEDDED_H
#define PIANO_WRAPPER_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

struct embedded_file {
    const char *name; /* "shim.rs", "format.h", …: below runtime/ */
    struct text text;
};

/* What the runtime is linked into. That decides how it reaches its thread-local variables: fast, or
 * without using the little room that there is for libraries which are loaded later. */
enum runtime_place {
    RUNTIME_IN_PROGRAM,
    RUNTIME_IN_LIBRARY, /* a shared one: macros, plugins */
};

/* libpiano_runtime.a, as it was built with piano. */
struct text embedded_archive(enum runtime_place place);

/* The files of runtime/. */
struct embedded_file embedded_file(size_t index);
size_t embedded_file_count(void);

/* A number that changes when any of the above does. */
uint64_t embedded_hash(void);

#endif
