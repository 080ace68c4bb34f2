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

/* --- threads --- */

/* One that began while the file was read has its tree past what was read. */
static bool is_thread(const struct loader *l, const struct piano_thread *t)
{
    return t->root && (uint64_t)(uintptr_t)t->root - header_of(l)->base < l->image->bytes;
}

static uint64_t room_for_threads(const struct image_slab *slab)
{
    return (slab->end - slab->start) / sizeof(struct piano_thread);
}

static bool find_threads(struct loader *l, struct error *err)
{
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_THREADS, &i));)
        l->thread_limit += (uint32_t)room_for_threads(slab);
    l->thread_of = arena_many(l->arena, uint32_t, l->thread_limit);
    l->threads = arena_many(l->arena, const struct piano_thread *, l->thread_limit);
    for (uint32_t i = 0; i < l->thread_limit; i++)
        l->thread_of[i] = NO_THREAD;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_THREADS, &i));) {
        const struct piano_thread *t = content(l, slab->start);
        for (uint64_t n = room_for_threads(slab); n > 0; n--, t++) {
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

/* Calls since the latest timed one, of those that the next would have stood for. */
static uint64_t pending_calls(const struct piano_node *n)
{
    return since(n->flags >> PIANO_OTHERS_SHIFT, n->counted % PIANO_CALL);
}

/* `ticks` are those of `known` calls: the pending ones took as long in the mean. */
static uint64_t with_pending(uint64_t ticks, uint64_t known, uint64_t pending)
{
    return known ? ticks + (uint64_t)((double)ticks / (double)known * (double)pending) : ticks;
}

/* Where the allocator could not be wrapped, what is known of some allocations is not told. */
static void add_memory(const struct run_process *process, const struct piano_node *from,
                       struct run_node *to)
{
    if (process->header->flags & PIANO_NO_ALLOCATOR)
        return;
    to->allocs += from->allocs;
    to->alloc_bytes += from->alloc_bytes;
    to->frees += from->frees;
    to->freed_bytes += from->freed_bytes;
}

static struct run_node load_node(const struct loader *l, const struct piano_node *n)
{
    const struct piano_more *more = more_of(l, n);
    uint64_t calls = n->counted / PIANO_CALL, pending = pending_calls(n);
    uint64_t known = since(calls, pending + (n->start != 0));
    struct run_node made = {
        .parent = RUN_NO_NODE,
        .function = known_function(l, n->function),
        .calls = calls,
        .activations = more && more->polls > 0 ? more->polls : calls,
        .ticks = with_pending(n->ticks, known, pending),
        .cpu_ticks = more ? with_pending(more->cpu_ticks, known, pending) : 0,
        .more = more,
        .folded = n->flags & PIANO_NODE_FOLD,
    };
    add_memory(&l->process, n, &made);
    made.timed = since(made.activations, n->untimed + pending);
    if (n->start != 0) {
        made.ticks += since(l->process.end_ticks, n->start);
        made.in_flight = true;
    }
    return made;
}

/* Jobs that were handed over are no node to whoever reads a run: what they called says it of
 * itself, and the memory that they used otherwise is that of the node above. */
static struct run_node load_handed(const struct loader *l, const struct piano_node *n)
{
    uint32_t by = known_function(l, (uint32_t)n->handed_by);
    return (struct run_node){
        .parent = RUN_NO_NODE,
        .handed_by = by ? by : l->process.function_count - 1,
        .handed_at = n->handed_at ? node_index(l, n->handed_at) : RUN_NO_NODE,
    };
}

static bool is_handed(const struct run_node *node)
{
    return node->handed_by && node->function == PIANO_NO_FUNCTION;
}

/* The node's parent is known. */
static void set_above(struct run_process *process, const struct piano_node *n,
                      struct run_node *node)
{
    const struct run_node *parent = &process->nodes[node->parent];
    if (is_handed(parent)) {
        node->parent = parent->parent;
        if (!is_handed(node)) {
            node->handed_by = parent->handed_by;
            node->handed_at = parent->handed_at;
        }
    }
    if (is_handed(node))
        add_memory(process, n, &process->nodes[node->parent]);
}

/* A node without a parent hangs from its thread's root: the process died over it. */
static bool load_below(struct loader *l, uint32_t root, uint32_t index, const struct piano_node *n)
{
    struct run_node *made = &l->process.nodes[index];
    *made = n->flags & PIANO_NODE_HANDED ? load_handed(l, n) : load_node(l, n);
    made->parent = n->parent ? node_index(l, n->parent) : root;
    if (made->parent < root || made->parent >= index)
        return false;
    set_above(&l->process, n, made);
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
            if (index == root)
                l->process.nodes[root] = load_node(l, n);
            else if (!load_below(l, root, index, n))
                return image_damaged(l->image->path, "a node makes no sense", err);
        }
    }
    return true;
}

/* Calls that are counted only leave no `start`: they are in flight where one below them is. */
static void mark_in_flight(struct run_process *process, const struct run_thread *thread)
{
    for (uint32_t i = thread->first_node + thread->node_count; i-- > thread->first_node;) {
        const struct run_node *node = &process->nodes[i];
        if (node->in_flight && node->parent != RUN_NO_NODE)
            process->nodes[node->parent].in_flight = true;
    }
}

/* The system calls a thread that nobody names like the program: the first one, which everybody
 * else calls main, and those that it starts. */
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

/* When a thread or a call began last, as far as it still goes on. */
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
    if (h->end_ticks != 0)
        return h->end_ticks;
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
