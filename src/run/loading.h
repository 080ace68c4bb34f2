/* What the parts of run_load() share while a file is read. */
#ifndef PIANO_RUN_LOADING_H
#define PIANO_RUN_LOADING_H

#include "run/image.h"
#include "run/run.h"

#define NO_THREAD UINT32_MAX

struct loader {
    struct arena *arena;
    const struct image *image;
    struct run_process process;
    uint32_t *thread_of; /* file's index of a thread → ours, or NO_THREAD */
    uint32_t thread_limit;
    const struct piano_thread **threads; /* ours → the file's */
    struct node_slab *node_slabs;        /* by thread, then by place in the file */
    size_t node_slab_count;
    uint32_t *first_index; /* per slab of the image: index of its first node */
};

struct node_slab {
    uint32_t thread; /* ours */
    uint32_t slab;   /* index in the image */
};

static inline const struct piano_header *header_of(const struct loader *l)
{
    return l->image->header;
}

static inline const void *content(const struct loader *l, uint64_t offset)
{
    return l->image->at + offset;
}

/* A node may name a function whose record the process had no time to write, or wrote after the
 * file was read: it gets the last entry. */
static inline uint32_t known_function(const struct loader *l, uint32_t id)
{
    return id < l->process.function_count ? id : l->process.function_count - 1;
}

/* Fill in the process's functions; false where a record makes no sense. */
bool load_functions(struct loader *l, struct error *err);

/* Fill in its histograms, its memory's owners and its frames. */
void load_logs(struct loader *l);

#endif
