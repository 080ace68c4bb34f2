/* A file with its probes in.
 * In: a file, its planned functions, what its crate needs at the root.  Out: text to insert, each
 * piece at an offset; and the instrumented text. Nothing is ever removed and no newline added:
 * every line keeps its number, and taking the insertions out gives the original back. */
#ifndef PIANO_REWRITE_REWRITE_H
#define PIANO_REWRITE_REWRITE_H

#include "base/arena.h"
#include "base/text.h"
#include "plan/plan.h"

struct insertion {
    uint32_t at; /* offset in the original */
    struct text text;
    uint32_t function; /* index in the plan that it serves, or LEFT_OUT */
};

struct insertions {
    struct insertion *at;
    size_t len, cap;
}; /* sorted by offset */

/* What is done about allocators in a crate, the least first: a crate that does not compile is tried
 * again with the one before. */
enum allocator_need {
    ALLOCATOR_NONE,    /* leave what is there alone and add none */
    ALLOCATOR_WRAP,    /* wrap those that are declared here */
    ALLOCATOR_PROVIDE, /* wrap those, and provide one where none of them is compiled in: a program
                        */
};

struct rewrite_options {
    const char *crate;   /* the crate's name */
    const char *project; /* paths in the report are relative to it */
    int edition;         /* 2015, 2018, 2021, 2024 */
    enum allocator_need allocator;
    bool program;      /* a binary or test harness: recording starts in it */
    bool harness;      /* a test harness: it has an allocator even where its root is no_std */
    bool handing;      /* let the runtime see jobs that it runs for others; see handing.h */
    bool optimised;    /* the crate is compiled with optimisation, so it gets probes for that */
    const char *start; /* for a program: settings for the runtime, baked in; see runtime/piano.h */
};

/* The insertions for file `index` of the crate. */
void rewrite_file(struct arena *arena, const struct crate *crate, size_t index,
                  const struct plan *plan, const struct rewrite_options *options,
                  struct insertions *out);

/* The original with the insertions in. */
struct text rewrite_apply(struct arena *arena, struct text original,
                          const struct insertions *insertions);

/* The offset in the original of a byte of the instrumented text, and the insertion it stands in
 * (NULL where it is the user's own text). */
uint32_t rewrite_original_offset(const struct insertions *insertions, uint32_t offset,
                                 const struct insertion **inside);

#endif
