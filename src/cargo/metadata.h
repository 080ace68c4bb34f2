/* The JSON that `cargo metadata` writes.
 * In: its text.  Out: packages, put into a project. */
#ifndef PIANO_CARGO_METADATA_H
#define PIANO_CARGO_METADATA_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "cargo/project.h"

/* What the document says of the workspace as a whole. */
struct metadata {
    struct json_t *document; /* the caller's to release */
    const char *root, *target_directory;
    bool has_build_folder; /* what is intermediate goes into a folder of its own: build.build-dir */
};

/* Read the document and what it says of the workspace. */
bool metadata_read(struct arena *arena, struct text json, struct metadata *out, struct error *err);

/* Every package of the document that the project does not know yet; `member` as given. */
void metadata_add_packages(struct arena *arena, const struct metadata *metadata, bool member,
                           struct project *project);

/* Whether the package with that manifest is among the workspace's default members; where cargo
 * is too old to say, every package is. */
bool metadata_is_default(const struct metadata *metadata, const char *manifest);

/* [workspace.metadata], or NULL. */
const struct json_t *metadata_of_workspace(const struct metadata *metadata);

#endif
