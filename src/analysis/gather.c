#include "analysis/gather.h"

#include <math.h>

#include "analysis/table.h"

/* What the probe itself took, in ns each time. */
struct costs {
    double inside, outside, ordered, counted, allocation;
};

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

static struct costs costs_of(const struct gatherer *g, const struct run_process *process)
{
    const struct piano_header *h = process->header;
    double unit = process->ns_per_tick / 256;
    if (g->options->uncorrected)
        return (struct costs){0};
    return (struct costs){
        .inside = (double)h->timed_inside * unit,
        .outside = (double)h->timed_outside * unit,
        .ordered = (double)h->ordered_outside * unit,
        .counted = (double)h->counted_outside * unit,
        .allocation = (double)h->allocation_cost * unit,
    };
}

/* Of the activations' time as the probe saw it, what is theirs; the rest is its cost inside. */
static double without_probe(const struct run_node *n, double seen_ns, const struct costs *costs)
{
    return fmax(seen_ns - (double)n->activations * costs->inside, 0);
}

/* Of the timed activations, how many were so by readings that wait. */
static double ordered_activations(const struct run_node *n, bool exact)
{
    if (exact)
        return (double)n->timed / PIANO_ORDERED_EVERY;
    return n->timed < n->activations ? (double)n->timed : fmin((double)n->timed, PIANO_FIRST_TIMED);
}

/* Variance of an estimate, in units of that of one call. The first calls stand for themselves
 * alone; of the others a sample was timed, whose gaps are between a half and three halves of their
 * mean. */
static double sampling_variance(double activations, double timed)
{
    const double uneven_gaps = 1 + 1.0 / 12;
    double others = activations - PIANO_FIRST_TIMED;
    double sampled = fmax(timed - PIANO_FIRST_TIMED, 1);
    if (activations <= timed)
        return 0;
    return others * others / sampled * (1 - sampled / fmax(others, sampled)) * uneven_gaps;
}

static void add_time(struct gathered *to, const struct run_node *n, double ns_per_tick,
                     const struct costs *costs, bool exact)
{
    double activations = (double)n->activations, timed = (double)n->timed;
    double share_timed = n->activations ? timed / activations : 1;
    double seen_ns = (double)n->ticks * ns_per_tick;
    double inner_ns = without_probe(n, seen_ns, costs);
    to->inner_ns += inner_ns;
    to->estimated_ns += inner_ns * (1 - share_timed);
    to->inside_ns += (seen_ns - inner_ns) * share_timed;
    to->outside_ns += timed * costs->outside + (activations - timed) * costs->counted +
                      ordered_activations(n, exact) * costs->ordered;
    to->allocation_ns += ((double)n->allocs + (double)n->frees) * costs->allocation;
    to->cpu_ns += without_probe(n, (double)n->cpu_ticks * ns_per_tick, costs);
    to->sampling += sampling_variance(activations, timed);
    to->open = to->open || (n->timed == 0 && n->activations > 0);
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
    if (!n->folded && longest > to->longest_poll_ns)
        to->longest_poll_ns = longest;
}

/* Nodes that were made ready and never used say nothing. */
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

static void gather_folded(struct gatherer *g, const struct run_process *process,
                          const struct run_node *n)
{
    struct costs costs = costs_of(g, process);
    struct folded folded = {
        .function = function_of(g, process, n->function),
        .inner_ns = without_probe(n, (double)n->ticks * process->ns_per_tick, &costs),
    };
    if (n->more) {
        double cpu_ns = (double)n->cpu_ticks * process->ns_per_tick;
        double once_ns = (double)n->more->longest_poll * process->ns_per_tick;
        folded.total_ns = fmin(once_ns, folded.inner_ns);
        folded.given_up_ns = (double)n->more->folded_ticks * process->ns_per_tick;
        folded.cpu_ns = without_probe(n, cpu_ns, &costs);
        folded.given_up_cpu_ns = (double)n->more->cpu_start * process->ns_per_tick;
    }
    add_counts(&folded.m, n, process->ns_per_tick);
    array_push(g->arena, &g->out->folded, folded);
}

/* Time and allocations outside any measured function. */
static void gather_outside(struct gatherer *g, const struct run_process *process,
                           const struct run_node *n)
{
    struct gathered *root = &g->out->nodes.at[PROFILE_ROOT];
    struct costs costs = costs_of(g, process);
    add_allocations(&root->m, n);
    root->allocation_ns += ((double)n->allocs + (double)n->frees) * costs.allocation;
}

/* Where the thread was created: a node, or, of one that was created outside of any function, where
 * the thread was that did so. */
static uint32_t creator_of(const struct run_process *process, const struct run_thread *thread,
                           const uint32_t *gathered, const uint32_t *creators)
{
    if (thread->creator == RUN_NO_NODE)
        return PROFILE_NONE;
    if (gathered[thread->creator] != PROFILE_ROOT)
        return gathered[thread->creator];
    for (uint32_t i = 0; &process->threads[i] < thread; i++)
        if (process->threads[i].first_node == thread->creator)
            return creators[i];
    return PROFILE_NONE;
}

static uint32_t none_if_root(uint32_t node)
{
    return node == PROFILE_ROOT ? PROFILE_NONE : node;
}

/* Of node `index`, which a job called. The one that handed the job over may come later. */
static struct origin origin_of(struct gatherer *g, const struct run_process *process,
                               uint32_t index, const uint32_t *gathered)
{
    const struct run_node *n = &process->nodes[index];
    struct origin origin = {PROFILE_NONE, function_of(g, process, n->handed_by), false};
    if (n->handed_at == RUN_NO_NODE)
        return origin;
    origin.pending = n->handed_at >= index;
    origin.creator = origin.pending ? n->handed_at : none_if_root(gathered[n->handed_at]);
    return origin;
}

static void settle_origins(struct gatherer *g, size_t first, const uint32_t *gathered)
{
    for (size_t i = first; i < g->out->nodes.len; i++) {
        struct origin *origin = &g->out->nodes.at[i].origin;
        if (origin->pending)
            origin->creator = none_if_root(gathered[origin->creator]);
        origin->pending = false;
    }
}

static void gather_thread(struct gatherer *g, const struct run_process *process,
                          const struct run_thread *thread, const bool *used, uint32_t creator,
                          uint32_t *gathered)
{
    struct costs costs = costs_of(g, process);
    bool end_noted = process->header->end_ticks != 0;
    bool exact = process->header->flags & PIANO_EXACT_TIME;
    struct gathered *root = &g->out->nodes.at[PROFILE_ROOT];
    root->inner_ns += (double)thread->recorded_ticks * process->ns_per_tick;
    root->open = root->open || (thread->live && !end_noted);
    for (uint32_t i = thread->first_node; i < thread->first_node + thread->node_count; i++) {
        const struct run_node *n = &process->nodes[i];
        gathered[i] = n->parent == RUN_NO_NODE ? PROFILE_ROOT : gathered[n->parent];
        if (n->function == PIANO_NO_FUNCTION) {
            gather_outside(g, process, n);
        } else if (n->folded) {
            gather_folded(g, process, n);
        } else if (used[i]) {
            uint32_t function = function_of(g, process, n->function);
            struct origin origin = from_nowhere;
            if (n->handed_by)
                origin = origin_of(g, process, i, gathered);
            else if (gathered[i] == PROFILE_ROOT)
                origin.creator = creator;
            gathered[i] = node_below(g, gathered[i], function, origin);
            struct gathered *to = &g->out->nodes.at[gathered[i]];
            add_counts(&to->m, n, process->ns_per_tick);
            add_time(to, n, process->ns_per_tick, &costs, exact);
            to->open = to->open || (n->in_flight && !end_noted);
        }
    }
}

static void gather_histograms(struct gatherer *g, const struct run_process *process)
{
    struct costs costs = costs_of(g, process);
    for (size_t i = 0; i < process->histogram_count; i++) {
        const struct run_histogram *h = &process->histograms[i];
        array_push(g->arena, &g->out->histograms,
                   (struct gathered_histogram){
                       .function = function_of(g, process, h->function),
                       .histogram = h,
                       .ns_per_tick = process->ns_per_tick,
                       .inside_ns = costs.inside,
                   });
    }
}

static void gather_process(struct gatherer *g, const struct run_process *process)
{
    bool *used = find_used(g->arena, process);
    uint32_t *gathered = arena_many(g->arena, uint32_t, process->node_count);
    uint32_t *creators = arena_many(g->arena, uint32_t, process->thread_count);
    size_t first = g->out->nodes.len;
    for (uint32_t i = 0; i < process->thread_count; i++) {
        creators[i] = creator_of(process, &process->threads[i], gathered, creators);
        gather_thread(g, process, &process->threads[i], used, creators[i], gathered);
    }
    settle_origins(g, first, gathered);
    gather_histograms(g, process);
}

/* What ordered readings showed is time of the calls that ordinary ones gave to their callers. */
static void reveal(struct gathered *node, double unseen_ns)
{
    node->inner_ns = fmax(node->inner_ns + unseen_ns, 0);
    if (node->cpu_ns > 0)
        node->cpu_ns = fmax(node->cpu_ns + unseen_ns, 0);
}

/* It is known for a function as a whole, and shared out among its paths by their calls. */
static void reveal_unseen(struct gatherer *g)
{
    double *unseen_ns = arena_many(g->arena, double, g->out->functions.len);
    double *activations = arena_many(g->arena, double, g->out->functions.len);
    for (size_t i = 0; i < g->out->histograms.len; i++) {
        const struct gathered_histogram *h = &g->out->histograms.at[i];
        unseen_ns[h->function] += (double)h->histogram->unseen_ticks * h->ns_per_tick;
    }
    for (size_t i = 1; i < g->out->nodes.len; i++)
        activations[g->out->nodes.at[i].function] += (double)g->out->nodes.at[i].m.activations;
    for (size_t i = 1; i < g->out->nodes.len; i++) {
        struct gathered *node = &g->out->nodes.at[i];
        if (unseen_ns[node->function] != 0)
            reveal(node, unseen_ns[node->function] / activations[node->function] *
                             (double)node->m.activations);
    }
    for (size_t i = 0; i < g->out->histograms.len; i++) {
        struct gathered_histogram *h = &g->out->histograms.at[i];
        if (activations[h->function] > 0)
            h->inside_ns -= unseen_ns[h->function] / activations[h->function];
    }
}

/* Room for as many as there can be. It costs nothing until it is used, growing does. */
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
    if (!options->uncorrected)
        reveal_unseen(&g);
    *out = made;
}
