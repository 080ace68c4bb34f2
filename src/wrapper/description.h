/* What every wrapper of one build must know, in a small JSON file that the environment names.
 * In: the build.  Out: the file; and read back, the same. */
#ifndef PIANO_WRAPPER_DESCRIPTION_H
#define PIANO_WRAPPER_DESCRIPTION_H

#include "base/arena.h"
#include "base/error.h"
#include "plan/plan.h"

/* The variable with the file's path: where it is set, piano is called in rustc's place. */
#define DESCRIPTION_VARIABLE "PIANO_BUILD_DESCRIPTION"

/* How the names of such files in piano's folder begin. */
#define DESCRIPTION_PREFIX "build-"

/* A crate to be measured. */
struct described_crate {
    const char *root; /* absolute path of its root file, by which it is known */
    bool tests;       /* it is compiled as a test harness */
    bool program;     /* recording starts in it */
};

struct description {
    const char *path;          /* of the file that it was read from */
    const char *folder;        /* piano's own, below the target directory */
    const char *project;       /* the workspace's folder */
    const char *users_wrapper; /* goes before rustc, or NULL */
    const char *start;         /* settings for the runtime: lines key=value */
    bool targets_named;        /* what is compiled without --target runs in the compiler */
    bool shares_shim;          /* other crates find the shim in a library that they load (dylib) */
    struct selector selector;
    ARRAY(struct described_crate) crates;
};

/* Write it to a new file in `folder`, whose path is given back. */
bool description_write(struct arena *arena, const struct description *description,
                       const char **path, struct error *err);

/* Read a file that description_write made; strings and lists are in the arena. */
bool description_read(struct arena *arena, const char *path, struct description *out,
                      struct error *err);

/* What, besides its plan, decides how a crate is compiled; NULL: nothing. */
const char *description_settings(const struct description *description, bool program);

/* The crate with that root, or NULL. */
const struct described_crate *description_crate(const struct description *description,
                                                const char *root);

#endif
