/* What a node of the file says: how often, how long, below which other. */
#include "run/loading.h"

static uint64_t address_of(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer;
}

uint32_t node_index(const struct loader *l, const struct piano_node *pointer)
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

/* Calls since the latest timed one, of those that the next would have stood for. */
static uint64_t pending_calls(const struct piano_node *n)
{
    return since(n->flags >> PIANO_OTHERS_SHIFT, n->counted % PIANO_CALL);
}

/* `ticks` are those of `known` calls: the pending ones took as long in the mean. */
static uint64_t with_pending(uint64_t ticks, uint64_t known, uint64_t pending)
{
    double more = known ? (double)ticks / (double)known * (double)pending : 0;
    return more < 0x1p63 ? ticks + (uint64_t)more : ticks; /* damage may claim any number */
}

/* Where the allocator could not be wrapped, a part of the allocations may have been counted all the
 * same: that part is not reported. */
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

/* What a node says of itself; no parent yet. */
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
    return made;
}

void load_end_of_call(const struct loader *l, const struct piano_thread *thread,
                      const struct piano_node *n, struct run_node *node)
{
    if (n->start == 0)
        return;
    node->ticks += since(l->process.end_ticks, n->start);
    if (node->more)
        node->cpu_ticks += since(thread->cpu_seen, node->more->cpu_start);
    node->in_flight = true;
}

/* A node of jobs is of no use to whoever reads a run: what the jobs called has `handed_by` itself,
 * and what they allocated besides counts for the node above. */
static struct run_node load_handed(const struct loader *l, const struct piano_node *n)
{
    uint32_t by = known_function(l, (uint32_t)n->handed_by);
    return (struct run_node){
        .parent = RUN_NO_NODE,
        .handed_by = by ? by : l->process.function_count - 1,
        .handed_at = n->handed_at ? node_index(l, n->handed_at) : RUN_NO_NODE,
    };
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

bool load_root(struct loader *l, uint32_t index, const struct piano_node *n)
{
    l->process.nodes[index] = load_node(l, n);
    return n->function == PIANO_NO_FUNCTION;
}

/* A node without a parent goes below its thread's root: the process died while it made the node. */
bool load_below(struct loader *l, uint32_t root, uint32_t index, const struct piano_node *n)
{
    struct run_node *made = &l->process.nodes[index];
    *made = n->flags & PIANO_NODE_HANDED ? load_handed(l, n) : load_node(l, n);
    made->parent = n->parent ? node_index(l, n->parent) : root;
    if (made->parent < root || made->parent >= index)
        return false;
    made->folded = made->folded || l->process.nodes[made->parent].folded;
    set_above(&l->process, n, made);
    return true;
}
