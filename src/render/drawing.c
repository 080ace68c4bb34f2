#include "render/drawing.h"

#include <string.h>

#include "analysis/calltree.h"
#include "render/functions.h"
#include "render/words.h"

static double own_time(const struct measure *m)
{
    return m->self_ns;
}

static double own_cpu_time(const struct measure *m)
{
    return m->cpu_self_ns;
}

static double own_calls(const struct measure *m)
{
    return (double)m->calls;
}

static double own_allocs(const struct measure *m)
{
    return (double)m->allocs;
}

static double own_bytes(const struct measure *m)
{
    return (double)m->alloc_bytes;
}

static void duration_words(struct buffer *out, double ns)
{
    words_duration(out, ns, 0);
}

static void count_words(struct buffer *out, double count)
{
    buffer_printf(out, "%.0f", count);
}

static const struct kind {
    const char *key, *unit;
    double (*own)(const struct measure *m);
    void (*words)(struct buffer *out, double weight);
    bool may_be_inferred;
} kinds[] = {
    {"self", " in measured functions", own_time, duration_words, true},
    {"cpu", " of CPU time in measured functions", own_cpu_time, duration_words, true},
    {"calls", " calls of measured functions", own_calls, count_words, false},
    {"allocs", " allocations in measured functions", own_allocs, count_words, false},
    {"alloc_bytes", " allocated in measured functions", own_bytes, words_bytes, false},
};

static const struct kind *find_kind(const char *key)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].key, key) == 0)
            return &kinds[i];
    }
    return NULL;
}

/* A node comes after the one above it; the root's own is outside of all functions. */
static void add_up(struct arena *arena, const struct calltree *calls, const struct kind *kind,
                   struct drawing *out)
{
    out->own = arena_many(arena, double, calls->node_count);
    out->whole = arena_many(arena, double, calls->node_count);
    for (uint32_t i = calls->node_count; i-- > PROFILE_ROOT + 1;) {
        out->own[i] = kind->own(&calls->nodes[i].m);
        out->whole[i] += out->own[i];
        out->whole[calls->nodes[i].parent] += out->whole[i];
    }
}

bool drawing_make(struct arena *arena, const struct profile *profile,
                  const struct render_options *options, struct drawing *out, struct error *err)
{
    const char *key = options->sort ? options->sort : "self";
    const struct kind *kind = find_kind(key);
    struct calltree calls;
    if (!kind)
        return error_usage(err,
                           "a tree is not drawn by '%s': --sort self, cpu, calls, allocs or "
                           "alloc_bytes goes with --flame and --folded",
                           key);
    calltree_make(arena, profile, options->spawned, &calls);
    *out = (struct drawing){
        .nodes = calls.nodes,
        .names = function_names(arena, profile),
        .unit = kind->unit,
        .may_be_inferred = kind->may_be_inferred,
        .words = kind->words,
    };
    add_up(arena, &calls, kind, out);
    if (out->whole[PROFILE_ROOT] <= 0)
        return error_set(err,
                         "the run has nothing to draw by '%s': 'piano report --wide' shows "
                         "what it has",
                         key);
    return true;
}
