/* What rustc writes on standard error when cargo listens: a JSON object on each line.
 * In: such lines.  Out: which kind each is, what went wrong, and where. */
#ifndef PIANO_WRAPPER_DIAGNOSTICS_H
#define PIANO_WRAPPER_DIAGNOSTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

enum line_kind {
    LINE_DIAGNOSTIC, /* an error, a warning */
    LINE_METADATA,   /* notice that dependents may start */
    LINE_NOTICE,     /* any other notice to cargo */
    LINE_OTHER,      /* from elsewhere: a macro, the linker */
};
enum line_kind diagnostics_kind(struct text line);

/* Lines kept for later; zero is empty. */
struct lines {
    struct text *at;
    size_t len, cap;
};

/* How strongly a place tells who is at fault, the strongest first. */
enum weight {
    WEIGHT_MACRO, /* named by a macro's error: before the compiler has looked at types */
    WEIGHT_ERROR, /* named by the compiler's */
    WEIGHT_NOTE,  /* named beside an error */
    WEIGHTS,
};

/* A place that a diagnostic names, at any level of macro expansion. */
struct place {
    const char *file;    /* as rustc names it */
    uint32_t offset;     /* bytes from the start of the file as rustc read it */
    const char *message; /* of the error */
    enum weight weight;
};
struct places {
    struct place *at;
    size_t len, cap;
};

/* The places that the errors among the lines name. */
void diagnostics_places(struct arena *arena, const struct lines *lines, struct places *out);

/* The first error's message, or NULL where there is no error. */
const char *diagnostics_first_error(struct arena *arena, const struct lines *lines);

/* Whether the compiler found more than one allocator for the program. */
bool diagnostics_allocator_conflict(const struct lines *lines);

/* With what the linker failed, as a shell would have it: a signal N that ended it, or what it had
 * called itself, is 128 + N. 0 where it did not fail. */
int diagnostics_linker_code(const struct lines *lines);

#endif
