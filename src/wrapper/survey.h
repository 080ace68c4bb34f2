/* What an instrumented build would measure.
 * In: a project and what the user asked for.  Out: the program, its crates, and of each of their
 * functions whether it is measured. */
#ifndef PIANO_WRAPPER_SURVEY_H
#define PIANO_WRAPPER_SURVEY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "cargo/project.h"
#include "plan/plan.h"
#include "rust/crate.h"

/* What to build and how; zero fields mean the default. */
struct build_request {
    const struct cargo *cargo;
    const char *package;   /* -p */
    enum target_kind kind; /* what `target` is; a library means its unit tests */
    const char *target;    /* the name given to --bin, --example, …; NULL: find the only one */
    struct selector selector;
    const char *const
        *dependencies; /* --dep: packages from elsewhere to measure too; NULL-terminated */
    const char *runs;  /* absolute folder for run files; NULL: runs/ below the build folder */
    const char *const *frames; /* functions whose calls are frames; NULL-terminated, or NULL */
    bool cpu_time, exact_time;
};

/* A crate that goes into the program. */
struct surveyed_crate {
    const struct package *package;
    const struct target *target;
    struct text name; /* as rustc knows it: with underscores */
    bool elsewhere;   /* from a registry or repository: the user named it */
    struct crate crate;
    struct plan plan;
};

/* A function that will not be measured, though the selection does not exclude it. */
struct skipped {
    struct text name; /* "crate::module::name" */
    const char *file; /* below the project's root, or absolute */
    uint32_t line;
    const char *reason;
};

struct survey {
    const struct package *package;       /* of the program */
    const struct target *target;         /* the program */
    const char *folder;                  /* where piano keeps things: <target directory>/piano */
    ARRAY(struct surveyed_crate) crates; /* the program's own first */
    bool shares_shim;                    /* one of them is a Rust library that is loaded (dylib) */
    size_t functions, files;             /* to be measured */
    ARRAY(struct skipped) skipped;
    /* Of patterns to skip that match nothing: a sentence for each. */
    ARRAY(const char *) vain_skips;
};

/* Find the program and read its crates, without building. Fails where no program or more than one
 * is meant (naming those there are), and where the selection matches nothing (naming what is
 * near). */
bool survey_make(struct arena *arena, const struct project *project,
                 const struct build_request *request, struct survey *out, struct error *err);

/* Whether the selection, where there is one, leaves something to measure. */
bool survey_check(const struct survey *survey, const struct build_request *request,
                  struct error *err);

#endif
