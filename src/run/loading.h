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

/* From `start` to `end`; 0 where damage, or a clock, has put them the other way round. */
static inline uint64_t since(uint64_t end, uint64_t start)
{
    return end > start ? end - start : 0;
}

/* Whether it stands for jobs that were handed over, rather than for calls. */
static inline bool is_handed(const struct run_node *node)
{
    return node->handed_by && node->function == PIANO_NO_FUNCTION;
}

/* The index of the node at an address; RUN_NO_NODE where there is none. Nodes are numbered. */
uint32_t node_index(const struct loader *l, const struct piano_node *pointer);

/* A call in flight ends with the process; its CPU time, with what the thread knew of that last. */
void load_end_of_call(const struct loader *l, const struct piano_thread *thread,
                      const struct piano_node *n, struct run_node *node);

/* Fill in a thread's root; false where it is none. */
bool load_root(struct loader *l, uint32_t index, const struct piano_node *n);

/* Fill in a node, with its parent, below its thread's root; those before it are loaded. False where
 * its parent makes no sense. */
bool load_below(struct loader *l, uint32_t root, uint32_t index, const struct piano_node *n);

/* Fill in the process's functions; false where a record makes no sense. */
bool load_functions(struct loader *l, struct error *err);

/* Fill in its histograms, its memory's owners and its frames. */
void load_logs(struct loader *l);

#endif
