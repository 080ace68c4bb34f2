/* Which of a project's packages a program is linked from.
 * In: the program's package and cargo's flags.  Out: that package and those it depends on, as far
 * as they are the project's own: optional ones where a feature turns them on. What serves the
 * compiler (macros, build scripts) is left out; platforms are not told apart. */
#ifndef PIANO_CARGO_REACH_H
#define PIANO_CARGO_REACH_H

#include "base/arena.h"
#include "cargo/project.h"

struct reached {
    const struct package **at;
    size_t len, cap;
};

/* What `cargo build` is asked for. */
struct reach_request {
    const struct project *project;
    const struct package *program;
    const struct cargo *cargo; /* its flags choose features */
    bool package_named;        /* by -p: features are of the program's package only */
    bool development;          /* the program is a test, a benchmark or an example */
};

/* The packages, the program's first. */
void reach_packages(struct arena *arena, const struct reach_request *request, struct reached *out);

#endif
