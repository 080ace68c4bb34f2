/* A run file in memory, with its slabs found and checked; only load.c and its parts look into it.
 * Nothing in it is believed: every pointer goes through image_find(). */
#ifndef PIANO_RUN_IMAGE_H
#define PIANO_RUN_IMAGE_H

#include "base/arena.h"
#include "base/error.h"
#include "runtime/format.h"

struct image_slab {
    uint32_t kind;
    uint32_t thread;
    uint64_t start, end; /* offsets of its content in use */
};

struct image {
    const char *path;
    char *at; /* a copy: the file may be growing, or may be cut off at any moment */
    uint64_t bytes;
    const struct piano_header *header;
    struct image_slab *slabs; /* in the order of the file */
    size_t slab_count;
};

/* Read only the header; enough to list a run. */
bool image_read_header(struct arena *arena, const char *path, struct piano_header *out,
                       struct error *err);

/* Read the file and find its slabs. */
bool image_read(struct arena *arena, const char *path, struct image *out, struct error *err);

/* The next slab of a kind, from the one with the index `*at` on, which is moved past it; NULL where
 * there is none left. */
const struct image_slab *image_next(const struct image *image, enum piano_slab_kind kind,
                                    size_t *at);

/* How many parts of that size the slab's content has. */
static inline uint64_t image_parts(const struct image_slab *slab, size_t part_bytes)
{
    return (slab->end - slab->start) / part_bytes;
}

/* The slab of this kind that holds `bytes` bytes at an address of the profiled process, and
 * the offset they stand at; NULL where there is none. */
const struct image_slab *image_find(const struct image *image, uint64_t address,
                                    enum piano_slab_kind kind, uint64_t bytes, uint64_t *offset);

/* Always false: "'path' is damaged: …; record the run again". */
bool image_damaged(const char *path, const char *what, struct error *err);

#endif
