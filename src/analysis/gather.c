#include "analysis/gather.h"

#include <math.h>

#include "analysis/costs.h"
#include "analysis/folded.h"
#include "analysis/table.h"

struct gatherer {
    struct arena *arena;
    struct gathering *out;
    const struct run *run;
    const struct profile_options *options;
    struct table by_path;     /* (parent, function) → node */
    struct table by_function; /* crate, name, file, line → function */
};

struct path {
    const struct gathering *gathering;
    uint32_t parent, function;
    struct origin origin;
};

static const struct origin from_nowhere = {.creator = PROFILE_NONE, .handed_by = PROFILE_NONE};

static bool same_origin(const struct origin *a, const struct origin *b)
{
    return a->creator == b->creator && a->handed_by == b->handed_by && a->pending == b->pending;
}

static bool same_path(const void *key, uint32_t index)
{
    const struct path *path = key;
    const struct gathered *node = &path->gathering->nodes.at[index];
    return node->parent == path->parent && node->function == path->function &&
           same_origin(&node->origin, &path->origin);
}

static uint32_t node_below(struct gatherer *g, uint32_t parent, uint32_t function,
                           struct origin origin)
{
    struct path path = {g->out, parent, function, origin};
    uint64_t hash = ((uint64_t)parent << 32 | function) +
                    (origin.creator + 1) * 0x9E3779B97F4A7C15u +
                    (origin.handed_by + 1) * 0xC2B2AE3D27D4EB4Fu;
    uint32_t found = table_find(&g->by_path, hash, same_path, &path);
    if (found != TABLE_NONE)
        return found;
    uint32_t index = (uint32_t)g->out->nodes.len;
    array_push(g->arena, &g->out->nodes,
               (struct gathered){.parent = parent, .function = function, .origin = origin});
    table_add(g->arena, &g->by_path, hash, index);
    return index;
}

struct identity {
    const struct gathering *gathering;
    const struct run_function *function;
};

static bool same_function(const void *key, uint32_t index)
{
    const struct identity *identity = key;
    const struct run_function *a = identity->function;
    const struct run_function *b = identity->gathering->functions.at[index];
    return a->line == b->line && text_equal(a->name, b->name) && text_equal(a->crate, b->crate) &&
           text_equal(a->file, b->file);
}

static uint32_t find_or_add(struct gatherer *g, const struct run_function *function)
{
    struct identity identity = {g->out, function};
    uint64_t hash =
        text_hash(function->name) + 3 * text_hash(function->file) + 5 * (uint64_t)function->line;
    uint32_t found = table_find(&g->by_function, hash, same_function, &identity);
    if (found != TABLE_NONE)
        return found;
    uint32_t index = (uint32_t)g->out->functions.len;
    array_push(g->arena, &g->out->functions, function);
    table_add(g->arena, &g->by_function, hash, index);
    return index;
}

/* Each process numbers functions in its own order. */
static uint32_t function_of(struct gatherer *g, const struct run_process *process, uint32_t id)
{
    uint32_t *known = &g->out->ids[process - g->run->processes][id];
    if (*known == PROFILE_NONE)
        *known = find_or_add(g, &process->functions[id]);
    return *known;
}

static void forget_ids(struct gatherer *g)
{
    g->out->ids = arena_many(g->arena, uint32_t *, g->run->process_count);
    for (size_t p = 0; p < g->run->process_count; p++) {
        uint32_t count = g->run->processes[p].function_count;
        g->out->ids[p] = arena_many(g->arena, uint32_t, count);
        for (uint32_t i = 0; i < count; i++)
            g->out->ids[p][i] = PROFILE_NONE;
    }
}

static void add_allocations(struct measure *to, const struct run_node *n)
{
    to->allocs += n->allocs;
    to->alloc_bytes += n->alloc_bytes;
    to->frees += n->frees;
    to->freed_bytes += n->freed_bytes;
}

static void add_counts(struct measure *to, const struct run_node *n, double ns_per_tick)
{
    to->calls += n->calls;
    to->activations += n->activations;
    to->timed += n->timed;
    add_allocations(to, n);
    if (!n->more)
        return;
    double longest = (double)n->more->longest_poll * ns_per_tick;
    to->polls += n->more->polls;
    to->completed += n->more->completed;
    to->cancelled += n->more->cancelled;
    to->panicked += n->more->panicked;
    to->suspended_ns += (double)n->more->suspended_ticks * ns_per_tick;
    if (longest > to->longest_poll_ns)
        to->longest_poll_ns = longest;
}

/* The process at hand. */
struct source {
    const struct run_process *process;
    struct costs costs;
    bool end_noted;     /* its end is known, and so that of the calls in flight */
    const bool *used;   /* per node */
    uint32_t *gathered; /* per node: the one here that it went into */
    uint32_t *creators; /* per thread: the node here that created it; or PROFILE_NONE */
};

/* Nodes that were made but never used tell nothing. */
static bool *find_used(struct arena *arena, const struct run_process *process)
{
    bool *used = arena_many(arena, bool, process->node_count);
    for (uint32_t i = process->node_count; i-- > 0;) {
        const struct run_node *n = &process->nodes[i];
        used[i] = used[i] || n->calls || n->activations || n->ticks || n->allocs || n->frees;
        if (used[i] && n->parent != RUN_NO_NODE)
            used[n->parent] = true;
    }
    return used;
}

/* Counts and times for which there was no path. */
static void gather_folded(struct gatherer *g, const struct source *s, const struct run_node *n)
{
    const struct run_node *above = &s->process->nodes[n->parent];
    struct folded folded = {.calls.function = function_of(g, s->process, n->function),
                            .caller = PROFILE_NONE};
    add_counts(&folded.calls.m, n, s->costs.ns_per_tick);
    if (above->function == PIANO_NO_FUNCTION) {
        folded_set_calls(&s->costs, n, &folded);
    } else {
        folded.caller = function_of(g, s->process, above->function);
        folded_set_leaf(&s->costs, n, &folded);
    }
    array_push(g->arena, &g->out->folded, folded);
}

/* Time and allocations outside any measured function. */
static void gather_outside(struct gatherer *g, const struct source *s, const struct run_node *n)
{
    struct gathered *root = &g->out->nodes.at[PROFILE_ROOT];
    if (n->folded)
        g->out->folding_ns += (double)n->ticks * s->costs.ns_per_tick;
    add_allocations(&root->m, n);
    costs_add_allocations(&s->costs, n, root);
}

/* The node that created the thread; if that has no function, the one that created the thread it was
 * on. */
static uint32_t creator_of(const struct source *s, const struct run_thread *thread)
{
    const struct run_process *process = s->process;
    if (thread->creator == RUN_NO_NODE)
        return PROFILE_NONE;
    if (s->gathered[thread->creator] != PROFILE_ROOT)
        return s->gathered[thread->creator];
    for (uint32_t i = 0; &process->threads[i] < thread; i++)
        if (process->threads[i].first_node == thread->creator)
            return s->creators[i];
    return PROFILE_NONE;
}

static uint32_t none_if_root(uint32_t node)
{
    return node == PROFILE_ROOT ? PROFILE_NONE : node;
}

/* Of node `index`, which a job called. The one that handed the job over may come later. */
static struct origin origin_of_job(struct gatherer *g, const struct source *s, uint32_t index)
{
    const struct run_node *n = &s->process->nodes[index];
    struct origin origin = {PROFILE_NONE, function_of(g, s->process, n->handed_by), false};
    if (n->handed_at == RUN_NO_NODE)
        return origin;
    origin.pending = n->handed_at >= index;
    origin.creator = origin.pending ? n->handed_at : none_if_root(s->gathered[n->handed_at]);
    return origin;
}

static void settle_origins(struct gatherer *g, const struct source *s, size_t first)
{
    for (size_t i = first; i < g->out->nodes.len; i++) {
        struct origin *origin = &g->out->nodes.at[i].origin;
        if (origin->pending)
            origin->creator = none_if_root(s->gathered[origin->creator]);
        origin->pending = false;
    }
}

/* A node of a function's calls, below where its parent went. */
static void gather_calls(struct gatherer *g, const struct source *s, uint32_t index,
                         uint32_t creator)
{
    const struct run_node *n = &s->process->nodes[index];
    uint32_t above = s->gathered[index];
    uint32_t function = function_of(g, s->process, n->function);
    struct origin origin = from_nowhere;
    if (n->handed_by)
        origin = origin_of_job(g, s, index);
    else if (above == PROFILE_ROOT)
        origin.creator = creator;
    s->gathered[index] = node_below(g, above, function, origin);
    struct gathered *to = &g->out->nodes.at[s->gathered[index]];
    add_counts(&to->m, n, s->costs.ns_per_tick);
    costs_add_time(&s->costs, n, to);
    to->open = to->open || (n->in_flight && !s->end_noted);
}

static void gather_thread(struct gatherer *g, const struct source *s,
                          const struct run_thread *thread, uint32_t creator)
{
    struct gathered *root = &g->out->nodes.at[PROFILE_ROOT];
    root->inner_ns += (double)thread->recorded_ticks * s->costs.ns_per_tick;
    root->open = root->open || (thread->live && !s->end_noted);
    for (uint32_t i = thread->first_node; i < thread->first_node + thread->node_count; i++) {
        const struct run_node *n = &s->process->nodes[i];
        s->gathered[i] = n->parent == RUN_NO_NODE ? PROFILE_ROOT : s->gathered[n->parent];
        if (n->function == PIANO_NO_FUNCTION)
            gather_outside(g, s, n);
        else if (n->folded)
            gather_folded(g, s, n);
        else if (s->used[i])
            gather_calls(g, s, i, creator);
    }
}

static void gather_histograms(struct gatherer *g, const struct source *s)
{
    for (size_t i = 0; i < s->process->histogram_count; i++) {
        const struct run_histogram *h = &s->process->histograms[i];
        array_push(g->arena, &g->out->histograms,
                   (struct gathered_histogram){
                       .function = function_of(g, s->process, h->function),
                       .histogram = h,
                       .ns_per_tick = s->costs.ns_per_tick,
                       .inside_ns = s->costs.inside_ns,
                   });
    }
}

static bool was_watched(const struct run_process *process)
{
    for (uint32_t i = 0; i < process->node_count; i++)
        if (process->nodes[i].looks > 0)
            return true;
    return false;
}

static void gather_process(struct gatherer *g, const struct run_process *process)
{
    struct source s = {
        .process = process,
        .costs = costs_of(process, g->options->uncorrected),
        .end_noted = process->header->end_ticks != 0,
        .used = find_used(g->arena, process),
        .gathered = arena_many(g->arena, uint32_t, process->node_count),
        .creators = arena_many(g->arena, uint32_t, process->thread_count),
    };
    size_t first = g->out->nodes.len;
    g->out->multiplied_ns =
        fmax(g->out->multiplied_ns, was_watched(process) ? costs_multiplied_ns(process) : INFINITY);
    for (uint32_t i = 0; i < process->thread_count; i++) {
        s.creators[i] = creator_of(&s, &process->threads[i]);
        gather_thread(g, &s, &process->threads[i], s.creators[i]);
    }
    settle_origins(g, &s, first);
    gather_histograms(g, &s);
}

double *gather_activations(struct arena *arena, const struct gathering *gathering)
{
    double *counts = arena_many(arena, double, gathering->functions.len);
    for (size_t i = 1; i < gathering->nodes.len; i++)
        counts[gathering->nodes.at[i].function] += (double)gathering->nodes.at[i].m.activations;
    for (size_t i = 0; i < gathering->folded.len; i++) {
        const struct folded *folded = &gathering->folded.at[i];
        if (folded_is_leaf(folded))
            counts[folded->calls.function] += (double)folded->calls.m.activations;
    }
    return counts;
}

/* Room for as many nodes as there can be: that costs nothing until it is used, while growing means
 * copying. */
static void reserve(struct gatherer *g)
{
    size_t most = 1, histograms = 0;
    for (size_t i = 0; i < g->run->process_count; i++) {
        most += g->run->processes[i].node_count;
        histograms += g->run->processes[i].histogram_count;
    }
    g->out->nodes.at = arena_many(g->arena, struct gathered, most);
    g->out->nodes.cap = most;
    g->out->histograms.at = arena_many(g->arena, struct gathered_histogram, histograms);
    g->out->histograms.cap = histograms;
}

void gather(struct arena *arena, const struct run *run, const struct profile_options *options,
            struct gathering *out)
{
    struct gathering made = {0};
    struct gatherer g = {.arena = arena, .out = &made, .run = run, .options = options};
    forget_ids(&g);
    reserve(&g);
    array_push(arena, &made.nodes,
               (struct gathered){
                   .parent = PROFILE_NONE, .function = PROFILE_NONE, .origin = from_nowhere});
    for (size_t i = 0; i < run->process_count; i++)
        gather_process(&g, &run->processes[i]);
    *out = made;
}
