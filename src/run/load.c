/* Reads one process's run file.
 * In: an image, its slabs checked.  Out: functions, threads and nodes as plain arrays. Nodes are
 * taken slab by slab and tied by their `parent` alone, which stands before them: no damage can
 * lead in a circle. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "run/clock.h"
#include "run/live.h"
#include "run/loading.h"

#define LONGEST_SYSTEM_NAME 15 /* of a thread, on Linux */

/* The tree of a thread that began while the file was being read lies past what was read. */
static bool is_thread(const struct loader *l, const struct piano_thread *t)
{
    return t->root && (uint64_t)(uintptr_t)t->root - header_of(l)->base < l->image->bytes;
}

static bool find_threads(struct loader *l, struct error *err)
{
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_THREADS, &i));)
        l->thread_limit += (uint32_t)image_parts(slab, sizeof(struct piano_thread));
    l->thread_of = arena_many(l->arena, uint32_t, l->thread_limit);
    l->threads = arena_many(l->arena, const struct piano_thread *, l->thread_limit);
    for (uint32_t i = 0; i < l->thread_limit; i++)
        l->thread_of[i] = NO_THREAD;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_THREADS, &i));) {
        const struct piano_thread *t = content(l, slab->start);
        for (uint64_t n = image_parts(slab, sizeof *t); n > 0; n--, t++) {
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

static int by_thread(const void *a, const void *b)
{
    const struct node_slab *x = a, *y = b;
    if (x->thread != y->thread)
        return x->thread < y->thread ? -1 : 1;
    return x->slab < y->slab ? -1 : 1;
}

static uint64_t nodes_in(const struct image_slab *slab)
{
    return image_parts(slab, sizeof(struct piano_node));
}

static void find_node_slabs(struct loader *l)
{
    ARRAY(struct node_slab) found = {0};
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_NODES, &i));) {
        uint32_t index = (uint32_t)(slab - l->image->slabs);
        if (slab->thread >= l->thread_limit || l->thread_of[slab->thread] == NO_THREAD)
            continue;
        array_push(l->arena, &found, (struct node_slab){l->thread_of[slab->thread], index});
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

/* `*slab` is the first of the thread's slabs, and then the one behind its last. */
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
            bool sound = index == root ? load_root(l, root, n) : load_below(l, root, index, n);
            if (!sound)
                return image_damaged(l->image->path, "a node makes no sense", err);
            load_end_of_call(l, l->threads[thread], n, &l->process.nodes[index]);
        }
    }
    return true;
}

/* A call that is only counted leaves no `start`: it is in flight if a call below it is. */
static void mark_in_flight(struct run_process *process, const struct run_thread *thread)
{
    for (uint32_t i = thread->first_node + thread->node_count; i-- > thread->first_node;) {
        const struct run_node *node = &process->nodes[i];
        if (node->in_flight && node->parent != RUN_NO_NODE)
            process->nodes[node->parent].in_flight = true;
    }
}

/* A thread that nobody named has the program's name. The first such thread is called main here, as
 * everybody calls it; the others get no name. */
static void name_thread(const struct loader *l, const struct piano_thread *from,
                        struct run_thread *to)
{
    const struct piano_header *h = header_of(l);
    memcpy(to->name, from->name, sizeof from->name);
    if (strncmp(to->name, path_name(h->program), LONGEST_SYSTEM_NAME) == 0)
        strcpy(to->name, from->os_id == h->pid ? "main" : "");
}

/* The nodes of the threads before are loaded. */
static uint32_t creator_of(const struct loader *l, const struct piano_thread *from,
                           const struct run_thread *to)
{
    uint32_t creator = from->creator ? node_index(l, from->creator) : RUN_NO_NODE;
    if (creator >= to->first_node)
        return RUN_NO_NODE;
    const struct run_node *node = &l->process.nodes[creator];
    return is_handed(node) ? node->parent : creator;
}

static bool load_threads(struct loader *l, struct error *err)
{
    size_t slab = 0;
    for (uint32_t i = 0; i < l->process.thread_count; i++) {
        const struct piano_thread *from = l->threads[i];
        struct run_thread *to = &l->process.threads[i];
        name_thread(l, from, to);
        to->served = from->served;
        to->live = from->state == PIANO_THREAD_LIVE;
        to->recorded_ticks = from->recorded_ticks;
        to->creator = creator_of(l, from, to);
        if (to->live)
            to->recorded_ticks += since(l->process.end_ticks, from->start_ticks);
        if (!load_thread_nodes(l, &slab, i, err))
            return false;
        if (to->live)
            mark_in_flight(&l->process, to);
    }
    return true;
}

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The latest beginning of any thread or call that is still in flight. */
static uint64_t latest_trace(const struct loader *l)
{
    uint64_t latest = later(header_of(l)->first.ticks, header_of(l)->last.ticks);
    for (uint32_t i = 0; i < l->process.thread_count; i++)
        if (l->threads[i]->state == PIANO_THREAD_LIVE)
            latest = later(latest, l->threads[i]->start_ticks);
    for (size_t i = 0; i < l->node_slab_count; i++) {
        const struct image_slab *s = &l->image->slabs[l->node_slabs[i].slab];
        const struct piano_node *n = content(l, s->start);
        for (uint64_t left = nodes_in(s); left > 0; left--, n++)
            latest = later(latest, n->start);
    }
    return latest;
}

static uint64_t find_end(const struct loader *l)
{
    const struct piano_header *h = header_of(l);
    struct piano_clock_pair now;
    /* Threads may go on for a while after the end was noted. */
    if (h->end_ticks != 0)
        return later(h->end_ticks, latest_trace(l));
    if (live_process(h) && clock_read(h->clock, &now))
        return now.ticks;
    return latest_trace(l);
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
    load_logs(&l);
    *out = l.process;
    return true;
}
