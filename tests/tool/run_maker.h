/* Builds run files by hand, for tests and measurements of what reads them.
 * Everything is laid out as the runtime does it: slabs in one image, pointers as addresses in
 * the profiled process. What a function hands out points into the image, which never moves. */
#ifndef PIANO_TESTS_RUN_MAKER_H
#define PIANO_TESTS_RUN_MAKER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "runtime/format.h"

#define MAKER_BASE UINT64_C(0x7f0000000000)
#define MAKER_FIRST_TICKS UINT64_C(1000000000)
#define MAKER_SLAB_BYTES 4096

struct maker_slab {
    uint32_t kind, thread;
    struct piano_slab *at;
};

struct maker {
    char *image;
    uint64_t used, cap;
    struct maker_slab *open; /* the one slab of each kind and thread that has room */
    size_t open_count;
    uint32_t functions, threads;
    struct piano_watched *watched; /* the latest */
};

static inline struct piano_header *maker_header(struct maker *m)
{
    return (struct piano_header *)m->image;
}

/* A process that began at MAKER_FIRST_TICKS of a clock in ns, and whose end is not known. */
static inline void maker_begin(struct maker *m, uint64_t most_bytes, const char *run_id,
                               uint32_t pid)
{
    *m = (struct maker){.cap = most_bytes, .used = PIANO_HEADER_BYTES};
    m->image = calloc(1, most_bytes);
    struct piano_header *h = maker_header(m);
    memcpy(h->magic, PIANO_MAGIC, sizeof h->magic);
    h->version = PIANO_VERSION;
    h->header_bytes = PIANO_HEADER_BYTES;
    h->base = MAKER_BASE;
    h->pid = pid;
    h->clock = PIANO_CLOCK_NS;
    h->start_unix_ns = UINT64_C(1764000000000000000);
    h->first = h->last =
        (struct piano_clock_pair){.ticks = MAKER_FIRST_TICKS, .ns = MAKER_FIRST_TICKS};
    snprintf(h->run_id, sizeof h->run_id, "%s", run_id);
    snprintf(h->program, sizeof h->program, "/home/me/demo/target/piano/debug/demo");
}

static inline void maker_finish(struct maker *m)
{
    free(m->image);
    free(m->open);
    *m = (struct maker){0};
}

static inline void *maker_address(const struct maker *m, const void *in_image)
{
    return (void *)(uintptr_t)(MAKER_BASE + (uint64_t)((const char *)in_image - m->image));
}

static inline void *maker_take(struct maker *m, uint32_t kind, uint32_t thread, uint64_t bytes)
{
    struct maker_slab *slab = NULL;
    for (size_t i = 0; i < m->open_count; i++)
        if (m->open[i].kind == kind && m->open[i].thread == thread)
            slab = &m->open[i];
    if (!slab) {
        m->open = realloc(m->open, (m->open_count + 1) * sizeof *m->open);
        slab = &m->open[m->open_count++];
        *slab = (struct maker_slab){kind, thread, NULL};
    }
    if (!slab->at || slab->at->bytes - sizeof *slab->at - slab->at->used < bytes) {
        uint64_t size = (bytes + sizeof *slab->at + MAKER_SLAB_BYTES - 1) & ~UINT64_C(4095);
        if (m->used + size > m->cap)
            abort();
        slab->at = (struct piano_slab *)(m->image + m->used);
        slab->at->kind = kind;
        slab->at->thread = thread;
        slab->at->bytes = size;
        m->used += size;
    }
    void *at = (char *)(slab->at + 1) + slab->at->used;
    slab->at->used += bytes;
    return at;
}

/* The answer is the function's id. */
static inline uint32_t maker_function(struct maker *m, const char *crate, const char *name,
                                      const char *file, uint32_t line)
{
    char text[1024];
    int len = snprintf(text, sizeof text, "%s\n%s\n%s\n%u", crate, name, file, line);
    uint64_t bytes = (sizeof(struct piano_function) + (size_t)len + 7) & ~UINT64_C(7);
    struct piano_function *f = maker_take(m, PIANO_SLAB_FUNCTIONS, UINT32_MAX, bytes);
    f->id = ++m->functions;
    f->text_bytes = (uint32_t)len;
    memcpy(f->text, text, (size_t)len);
    maker_header(m)->function_count = m->functions;
    return f->id;
}

static inline struct piano_node *maker_node(struct maker *m, const struct piano_thread *thread,
                                            const struct piano_node *parent, uint32_t function)
{
    struct piano_node *node = maker_take(m, PIANO_SLAB_NODES, thread->index, sizeof *node);
    node->function = function;
    if (parent)
        node->parent = maker_address(m, parent);
    return node;
}

/* The node at an address; for `root` and `fold`. */
static inline struct piano_node *maker_local(const struct maker *m, const void *address)
{
    return (struct piano_node *)(m->image + ((uint64_t)(uintptr_t)address - MAKER_BASE));
}

/* A thread that has ended, with its root. */
static inline struct piano_thread *maker_thread(struct maker *m, const char *name,
                                                uint64_t recorded_ticks)
{
    struct piano_thread *t =
        maker_take(m, PIANO_SLAB_THREADS, UINT32_MAX, sizeof(struct piano_thread));
    t->index = m->threads++;
    t->state = PIANO_THREAD_ENDED;
    t->served = 1;
    t->recorded_ticks = recorded_ticks;
    memcpy(t->name, name, strnlen(name, sizeof t->name));
    struct piano_node *root = maker_node(m, t, NULL, PIANO_NO_FUNCTION);
    root->counted = PIANO_CALL;
    root->ticks = recorded_ticks;
    t->root = maker_address(m, root);
    t->fold = maker_address(m, maker_node(m, t, root, PIANO_NO_FUNCTION));
    return t;
}

/* A thread that still ran when the recording ended. */
static inline void maker_live(struct maker *m, struct piano_thread *t, uint64_t start_ticks)
{
    t->state = PIANO_THREAD_LIVE;
    t->start_ticks = start_ticks;
    maker_local(m, t->root)->start = start_ticks;
}

static inline struct piano_more *maker_more(struct maker *m, const struct piano_thread *t,
                                            struct piano_node *node)
{
    if (node->more)
        return (struct piano_more *)maker_local(m, node->more);
    struct piano_more *more = maker_take(m, PIANO_SLAB_MORE, t->index, sizeof *more);
    node->more = maker_address(m, more);
    return more;
}

/* What was seen of the node from outside. */
static inline struct piano_watched *maker_watched(struct maker *m, const struct piano_node *node)
{
    const struct piano_node *address = maker_address(m, node);
    struct piano_watched *latest = m->watched;
    if (!latest || latest->node != address) {
        latest = maker_take(m, PIANO_SLAB_WATCHED, UINT32_MAX, sizeof *latest);
        *latest = (struct piano_watched){.node = (struct piano_node *)address};
        m->watched = latest;
    }
    return latest;
}

static inline struct piano_histogram *maker_histogram(struct maker *m, const struct piano_thread *t,
                                                      uint32_t function)
{
    struct piano_histogram *h =
        maker_take(m, PIANO_SLAB_HISTOGRAMS, t->index, sizeof(struct piano_histogram));
    h->function = function;
    h->min = UINT64_MAX;
    return h;
}

static inline void maker_count(struct maker *m, const struct piano_thread *t,
                               struct piano_histogram *h, uint64_t ticks, uint32_t calls)
{
    uint32_t octave = 0;
    while (octave + 1 < PIANO_OCTAVES && ticks >> octave >= PIANO_OCTAVE_BUCKETS)
        octave++;
    if (h->octaves[octave] == 0) {
        const void *made = maker_take(m, PIANO_SLAB_OCTAVES, t->index, sizeof(struct piano_octave));
        h->octaves[octave] = (uint32_t)((uint64_t)((const char *)made - m->image) / 64);
    }
    struct piano_octave *o = (struct piano_octave *)(m->image + (uint64_t)h->octaves[octave] * 64);
    uint64_t bucket = octave == 0 ? ticks : (ticks >> (octave - 1)) - PIANO_OCTAVE_BUCKETS;
    o->calls[bucket < PIANO_OCTAVE_BUCKETS ? bucket : PIANO_OCTAVE_BUCKETS - 1] += calls;
    h->min = ticks < h->min ? ticks : h->min;
    h->max = ticks > h->max ? ticks : h->max;
}

/* The log for `slots` frames, all of them in its sample. */
static inline struct piano_frames *maker_frames(struct maker *m, uint32_t slots)
{
    struct piano_frames *log =
        maker_take(m, PIANO_SLAB_FRAMES, UINT32_MAX,
                   sizeof(struct piano_frames) + slots * sizeof(struct piano_frame));
    log->sample_every = 1;
    log->sample_slots = slots;
    return log;
}

static inline void maker_end(struct maker *m, uint64_t end_ticks)
{
    struct piano_header *h = maker_header(m);
    h->end = PIANO_END_EXIT;
    h->end_ticks = end_ticks;
    h->last = (struct piano_clock_pair){.ticks = end_ticks, .ns = end_ticks};
}

/* The image as it would stand in a file. */
static inline struct text maker_text(struct maker *m)
{
    maker_header(m)->used_bytes = m->used;
    return (struct text){m->image, m->used};
}

/* Write it as FOLDER/RUN-PID.run. */
static inline bool maker_write(struct maker *m, const char *folder, struct error *err)
{
    struct arena scratch = {0};
    const struct piano_header *h = maker_header(m);
    const char *name = arena_printf(&scratch, "%s-%u.run", h->run_id, h->pid);
    bool ok =
        dir_make(folder, err) && file_write(path_join(&scratch, folder, name), maker_text(m), err);
    arena_finish(&scratch);
    return ok;
}

#endif
