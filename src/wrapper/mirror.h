/* A crate's source tree as rustc is to see it: instrumented files as real files, links to
 * everything else, at the same absolute paths below a folder of ours.
 * In: the files' paths and texts.  Out: the tree, and how its paths translate back. */
#ifndef PIANO_WRAPPER_MIRROR_H
#define PIANO_WRAPPER_MIRROR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/arguments.h"
#include "base/error.h"
#include "base/text.h"

/* How names in the mirror translate: if `relative`, a file below `top`/`working_dir` is named
 * relative to it; every other file by its absolute path. */
struct mirror {
    const char *top;         /* the folder that stands for / */
    const char *working_dir; /* absolute, of the rustc call */
    bool relative;           /* rustc was given the root file by a relative path */
};

struct mirrored_file {
    const char *path; /* absolute, of the original */
    struct text original;
    struct text text; /* what to put there; if it is the same as `original`, a link will do */
};

/* Bring the tree up to date: the files, all that stands beside them and in the folders up to
 * `package`, and whatever relative paths in their string literals lead to. Files whose text has not
 * changed are not touched. */
bool mirror_make(const struct mirror *mirror, const char *package,
                 const struct mirrored_file *files, size_t count, struct error *err);

/* Where a file of the user's stands in the mirror. */
const char *mirror_path(struct arena *arena, const struct mirror *mirror, const char *path);

/* The options that make rustc name every file as it would without the mirror, given the values
 * of the user's own --remap-path-prefix. */
void mirror_remaps(struct arena *arena, const struct mirror *mirror, const struct arguments *users,
                   struct arguments *out);

/* The original that a name in a diagnostic stands for: its absolute path. */
const char *mirror_original(struct arena *arena, const struct mirror *mirror, const char *name);

#endif
