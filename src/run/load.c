/* Reads one process's run file.
 * In: an image, its slabs checked.  Out: functions, threads and nodes as plain arrays. Nodes are
 * taken slab by slab and tied by their `parent` alone, which stands before them: no damage can
 * lead in a circle. */
#include "run/run.h"

#include <stdlib.h>
#include <string.h>

#include "run/clock.h"
#include "run/image.h"

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

static const struct piano_header *header_of(const struct loader *l)
{
    return l->image->header;
}

static const void *content(const struct loader *l, uint64_t offset)
{
    return l->image->at + offset;
}

/* --- functions --- */

static uint64_t padded(uint64_t bytes)
{
    return (bytes + 7) & ~(uint64_t)7;
}

/* The next record of the slab, or NULL at its end; false where it makes no sense. */
static bool next_function(const struct loader *l, const struct image_slab *slab, uint64_t *at,
                          const struct piano_function **out)
{
    const struct piano_function *f = content(l, *at);
    *out = NULL;
    if (slab->end - *at < sizeof *f || f->id == 0)
        return true; /* the end, or one that was not yet written */
    if (f->text_bytes > slab->end - *at - sizeof *f || f->id > l->image->bytes / sizeof *f)
        return false;
    uint64_t bytes = padded(sizeof *f + f->text_bytes);
    *at = bytes > slab->end - *at ? slab->end : *at + bytes;
    *out = f;
    return true;
}

static struct run_function parse_function(const struct piano_function *f)
{
    struct text rest = {f->text, f->text_bytes}, line = {0};
    struct run_function made = {0};
    text_next(&rest, '\n', &made.crate);
    text_next(&rest, '\n', &made.name);
    text_next(&rest, '\n', &made.file);
    text_next(&rest, '\n', &line);
    for (size_t i = 0; i < line.len && line.at[i] >= '0' && line.at[i] <= '9'; i++)
        made.line = made.line * 10 + (uint32_t)(line.at[i] - '0');
    return made;
}

/* Called once to learn the largest id, with `functions` NULL, and once to fill. */
static bool walk_functions(const struct loader *l, struct run_function *functions,
                           uint32_t *largest)
{
    for (size_t i = 0; i < l->image->slab_count; i++) {
        const struct image_slab *slab = &l->image->slabs[i];
        uint64_t at = slab->start;
        const struct piano_function *f;
        if (slab->kind != PIANO_SLAB_FUNCTIONS)
            continue;
        for (;;) {
            if (!next_function(l, slab, &at, &f))
                return false;
            if (!f)
                break;
            if (f->id > *largest)
                *largest = f->id;
            if (functions)
                functions[f->id] = parse_function(f);
        }
    }
    return true;
}

/* A node may name a function whose record the process had no time to write, or wrote after the
 * file was read: it gets the last entry. */
static bool load_functions(struct loader *l, struct error *err)
{
    uint32_t largest = 0;
    if (!walk_functions(l, NULL, &largest))
        return image_damaged(l->image->path, "a function makes no sense", err);
    struct run_function *functions = arena_many(l->arena, struct run_function, largest + 2u);
    walk_functions(l, functions, &largest);
    for (uint32_t i = 1; i < largest + 2; i++)
        if (functions[i].name.len == 0)
            functions[i].name = TEXT("(unknown)");
    l->process.functions = functions;
    l->process.function_count = largest + 2;
    return true;
}

/* --- threads --- */

/* One that began while the file was read has its tree past what was read. */
static bool is_thread(const struct loader *l, const struct piano_thread *t)
{
    return t->root && (uint64_t)(uintptr_t)t->root - header_of(l)->base < l->image->bytes;
}

static uint64_t room_for_threads(const struct image_slab *slab)
{
    if (slab->kind != PIANO_SLAB_THREADS)
        return 0;
    return (slab->end - slab->start) / sizeof(struct piano_thread);
}

static bool find_threads(struct loader *l, struct error *err)
{
    for (size_t i = 0; i < l->image->slab_count; i++)
        l->thread_limit += (uint32_t)room_for_threads(&l->image->slabs[i]);
    l->thread_of = arena_many(l->arena, uint32_t, l->thread_limit);
    l->threads = arena_many(l->arena, const struct piano_thread *, l->thread_limit);
    for (uint32_t i = 0; i < l->thread_limit; i++)
        l->thread_of[i] = NO_THREAD;
    for (size_t i = 0; i < l->image->slab_count; i++) {
        const struct piano_thread *t = content(l, l->image->slabs[i].start);
        for (uint64_t n = room_for_threads(&l->image->slabs[i]); n > 0; n--, t++) {
            if (!is_thread(l, t))
                continue;
            if (t->index >= l->thread_limit || l->thread_of[t->index] != NO_THREAD)
                return image_damaged(l->image->path, "a thread makes no sense", err);
            l->thread_of[t->index] = l->process.thread_count;
            l->threads[l->process.thread_count++] = t;
        }
    }
    return true;
}

/* --- nodes --- */

static int by_thread(const void *a, const void *b)
{
    const struct node_slab *x = a, *y = b;
    if (x->thread != y->thread)
        return x->thread < y->thread ? -1 : 1;
    return x->slab < y->slab ? -1 : 1;
}

static uint64_t nodes_in(const struct image_slab *slab)
{
    return (slab->end - slab->start) / sizeof(struct piano_node);
}

static void find_node_slabs(struct loader *l)
{
    ARRAY(struct node_slab) found = {0};
    for (size_t i = 0; i < l->image->slab_count; i++) {
        const struct image_slab *slab = &l->image->slabs[i];
        if (slab->kind != PIANO_SLAB_NODES || slab->thread >= l->thread_limit ||
            l->thread_of[slab->thread] == NO_THREAD)
            continue;
        array_push(l->arena, &found, (struct node_slab){l->thread_of[slab->thread], (uint32_t)i});
    }
    if (found.len)
        qsort(found.at, found.len, sizeof *found.at, by_thread);
    l->node_slabs = found.at;
    l->node_slab_count = found.len;
}

/* Give each slab's nodes their indices: a thread's stand together, in the order of the file. */
static bool number_nodes(struct loader *l, struct error *err)
{
    uint64_t count = 0;
    l->first_index = arena_many(l->arena, uint32_t, l->image->slab_count);
    l->process.threads = arena_many(l->arena, struct run_thread, l->process.thread_count);
    for (size_t i = 0; i < l->node_slab_count; i++) {
        const struct node_slab *s = &l->node_slabs[i];
        struct run_thread *thread = &l->process.threads[s->thread];
        uint64_t here = nodes_in(&l->image->slabs[s->slab]);
        if (thread->node_count == 0)
            thread->first_node = (uint32_t)count;
        l->first_index[s->slab] = (uint32_t)count;
        count += here;
        if (count >= RUN_NO_NODE)
            return image_damaged(l->image->path, "it has too many nodes", err);
        thread->node_count += (uint32_t)here;
    }
    l->process.node_count = (uint32_t)count;
    l->process.nodes = arena_many(l->arena, struct run_node, count);
    return true;
}

static uint64_t address_of(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

/* The index of the node at an address; RUN_NO_NODE where there is none. */
static uint32_t node_index(const struct loader *l, const struct piano_node *pointer)
{
    uint64_t offset;
    const struct image_slab *slab =
        image_find(l->image, address_of(pointer), PIANO_SLAB_NODES, sizeof *pointer, &offset);
    if (!slab || (offset - slab->start) % sizeof *pointer != 0 || slab->thread >= l->thread_limit ||
        l->thread_of[slab->thread] == NO_THREAD)
        return RUN_NO_NODE;
    return l->first_index[slab - l->image->slabs] +
           (uint32_t)((offset - slab->start) / sizeof *pointer);
}

static const struct piano_more *more_of(const struct loader *l, const struct piano_node *n)
{
    uint64_t offset;
    if (!n->more ||
        !image_find(l->image, address_of(n->more), PIANO_SLAB_MORE, sizeof *n->more, &offset))
        return NULL;
    return content(l, offset);
}

static uint64_t since(uint64_t end, uint64_t start)
{
    return end > start ? end - start : 0;
}

static uint32_t known_function(const struct loader *l, uint32_t id)
{
    return id < l->process.function_count ? id : l->process.function_count - 1;
}

static struct run_node load_node(const struct loader *l, const struct piano_node *n)
{
    const struct piano_more *more = more_of(l, n);
    struct run_node made = {
        .parent = RUN_NO_NODE,
        .function =
            n->function < l->process.function_count ? n->function : l->process.function_count - 1,
        .calls = n->calls,
        .activations = more && more->polls > 0 ? more->polls : n->calls,
        .ticks = n->ticks,
        .allocs = n->allocs,
        .alloc_bytes = n->alloc_bytes,
        .frees = n->frees,
        .freed_bytes = n->freed_bytes,
        .more = more,
        .folded = n->flags & PIANO_NODE_FOLD,
    };
    made.timed = since(made.activations, n->untimed);
    if (n->start != 0) {
        made.ticks += since(l->process.end_ticks, n->start);
        made.in_flight = true;
    }
    return made;
}

/* A node without a parent hangs from its thread's root: it is the root itself, or one that the
 * process died over. */
static bool load_thread_nodes(struct loader *l, size_t *slab, uint32_t thread, struct error *err)
{
    const struct run_thread *t = &l->process.threads[thread];
    uint32_t root = node_index(l, l->threads[thread]->root);
    if (t->node_count == 0 || root != t->first_node)
        return image_damaged(l->image->path, "a thread has no root", err);
    uint32_t index = t->first_node;
    for (; *slab < l->node_slab_count && l->node_slabs[*slab].thread == thread; ++*slab) {
        const struct image_slab *s = &l->image->slabs[l->node_slabs[*slab].slab];
        const struct piano_node *n = content(l, s->start);
        for (uint64_t left = nodes_in(s); left > 0; left--, n++, index++) {
            struct run_node *made = &l->process.nodes[index];
            *made = load_node(l, n);
            if (index == root)
                continue;
            made->parent = n->parent ? node_index(l, n->parent) : root;
            if (made->parent < root || made->parent >= index)
                return image_damaged(l->image->path, "a node makes no sense", err);
        }
    }
    return true;
}

/* Calls that are counted only leave no `start`: those in flight are found from the top. */
static void mark_in_flight(struct loader *l, uint32_t thread)
{
    uint32_t at = node_index(l, l->threads[thread]->current);
    const struct run_thread *t = &l->process.threads[thread];
    if (at == RUN_NO_NODE || at < t->first_node || at >= t->first_node + t->node_count)
        return;
    for (; at != RUN_NO_NODE; at = l->process.nodes[at].parent)
        l->process.nodes[at].in_flight = true;
}

static bool load_threads(struct loader *l, struct error *err)
{
    size_t slab = 0;
    for (uint32_t i = 0; i < l->process.thread_count; i++) {
        const struct piano_thread *from = l->threads[i];
        struct run_thread *to = &l->process.threads[i];
        memcpy(to->name, from->name, sizeof from->name);
        to->served = from->served;
        to->live = from->state == PIANO_THREAD_LIVE;
        to->recorded_ticks = from->recorded_ticks;
        if (to->live)
            to->recorded_ticks += since(l->process.end_ticks, from->start_ticks);
        if (!load_thread_nodes(l, &slab, i, err))
            return false;
        if (to->live)
            mark_in_flight(l, i);
    }
    return true;
}

/* --- histograms and frames --- */

static const struct piano_octave *octave_at(const struct loader *l, uint32_t place)
{
    uint64_t offset;
    uint64_t address = header_of(l)->base + (uint64_t)place * 64;
    if (place == 0 ||
        !image_find(l->image, address, PIANO_SLAB_OCTAVES, sizeof(struct piano_octave), &offset))
        return NULL;
    return content(l, offset);
}

static struct run_histogram load_histogram(const struct loader *l, const struct piano_histogram *h)
{
    struct run_histogram made = {
        .function = known_function(l, h->function), .min = h->min, .max = h->max};
    for (int k = 0; k < PIANO_OCTAVES; k++)
        made.octaves[k] = octave_at(l, h->octaves[k]);
    return made;
}

static void load_histograms(struct loader *l)
{
    ARRAY(struct run_histogram) made = {0};
    for (size_t i = 0; i < l->image->slab_count; i++) {
        const struct image_slab *slab = &l->image->slabs[i];
        const struct piano_histogram *h = content(l, slab->start);
        if (slab->kind != PIANO_SLAB_HISTOGRAMS)
            continue;
        for (uint64_t left = (slab->end - slab->start) / sizeof *h; left > 0; left--, h++)
            if (h->function != PIANO_NO_FUNCTION)
                array_push(l->arena, &made, load_histogram(l, h));
    }
    l->process.histograms = made.at;
    l->process.histogram_count = made.len;
}

static void load_frames(struct loader *l)
{
    for (size_t i = 0; i < l->image->slab_count; i++) {
        const struct image_slab *slab = &l->image->slabs[i];
        if (slab->kind != PIANO_SLAB_FRAMES ||
            slab->end - slab->start < sizeof(struct piano_frames))
            continue;
        l->process.frames = content(l, slab->start);
        l->process.frame_log = content(l, slab->start + sizeof(struct piano_frames));
        l->process.frame_slots =
            (slab->end - slab->start - sizeof(struct piano_frames)) / sizeof(struct piano_frame);
    }
}

/* Where nobody noted the end, the latest moment that left a trace. */
static uint64_t find_end(const struct loader *l)
{
    const struct piano_header *h = header_of(l);
    uint64_t end = h->last.ticks > h->first.ticks ? h->last.ticks : h->first.ticks;
    if (h->end_ticks != 0)
        return h->end_ticks;
    for (uint32_t i = 0; i < l->process.thread_count; i++)
        if (l->threads[i]->state == PIANO_THREAD_LIVE && l->threads[i]->start_ticks > end)
            end = l->threads[i]->start_ticks;
    for (size_t i = 0; i < l->node_slab_count; i++) {
        const struct image_slab *s = &l->image->slabs[l->node_slabs[i].slab];
        const struct piano_node *n = content(l, s->start);
        for (uint64_t left = nodes_in(s); left > 0; left--, n++)
            if (n->start > end)
                end = n->start;
    }
    return end;
}

bool run_load(struct arena *arena, const char *path, struct run_process *out, struct error *err)
{
    struct image image;
    if (!image_read(arena, path, &image, err))
        return false;
    struct loader l = {
        .arena = arena,
        .image = &image,
        .process = {.path = image.path, .header = image.header},
    };
    if (!load_functions(&l, err) || !find_threads(&l, err))
        return false;
    find_node_slabs(&l);
    l.process.end_ticks = find_end(&l);
    l.process.ns_per_tick = clock_ns_per_tick(image.header);
    if (!number_nodes(&l, err) || !load_threads(&l, err))
        return false;
    load_histograms(&l);
    load_frames(&l);
    *out = l.process;
    return true;
}
