/* Names for runs: small files in the folder "tags" among them, each of which holds a run id. */
#ifndef PIANO_RUN_TAG_H
#define PIANO_RUN_TAG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"

/* Name the run; a tag of that name moves. */
bool tag_set(const char *folder, const char *name, const char *run_id, struct error *err);

/* The run id that a tag holds; a missing one is an error that names the nearest. */
bool tag_find(struct arena *arena, const char *folder, const char *name, const char **run_id,
              struct error *err);

/* Take the name away; the run stays. */
bool tag_delete(const char *folder, const char *name, struct error *err);

/* All tags, sorted by name. */
bool tag_list(struct arena *arena, const char *folder, struct names *out, struct error *err);

#endif
