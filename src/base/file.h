/* Files and folders. Paths are NUL-terminated; those returned live in the arena. */
#ifndef PIANO_BASE_FILE_H
#define PIANO_BASE_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* The whole file; its bytes are followed by one NUL. */
bool file_read(struct arena *arena, const char *path, struct text *out, struct error *err);

/* Replace the file by a rename, so that a reader sees the old text or the new, never half. */
bool file_write(const char *path, struct text text, struct error *err);

/* The same, but a file that already holds this text keeps its time stamp. */
bool file_write_if_changed(const char *path, struct text text, struct error *err);

/* Its size and when it was changed last, which tell it from another one of its name. */
const char *file_stamp(struct arena *arena, const char *path);

/* Links are followed. */
bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* Make the folder and those above it; one that exists is fine. */
bool dir_make(const char *path, struct error *err);

/* Remove a file, or a folder with all it holds; what is not there is fine. Links are removed,
 * never followed. */
bool path_remove(const char *path, struct error *err);

/* A list of texts: of names, of words. */
struct names {
    struct text *at;
    size_t len, cap;
};

/* The names in a folder, sorted, without "." and "..". */
bool dir_list(struct arena *arena, const char *path, struct names *out, struct error *err);

/* `name` as seen from `folder`: an absolute one, and one seen from ".", stays as it is. */
const char *path_join(struct arena *arena, const char *folder, const char *name);
/* Absolute and without "." or ".." parts; links are not followed and nothing need exist. */
const char *path_absolute(struct arena *arena, const char *path);
/* The same with links followed, or NULL where nothing is there. */
const char *path_real(struct arena *arena, const char *path);
/* `path` as seen from the folder `from` where it lies below it, else `path` as it is. */
const char *path_below(const char *from, const char *path);
bool path_is_below(const char *folder, const char *path); /* the folder itself is not */
/* "a/b/c.rs" → "a/b"; "c.rs" → "." */
const char *path_folder(struct arena *arena, const char *path);
/* "a/b/c.rs" → "c.rs", a part of `path` */
const char *path_name(const char *path);
const char *path_working_dir(struct arena *arena);

#endif
