#include "analysis/distribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS (PIANO_OCTAVES * PIANO_OCTAVE_BUCKETS)

/* All threads' histograms of one function put together. */
struct merged {
    double calls[BUCKETS];
    uint32_t full[BUCKETS]; /* in how many histograms the bucket is full */
    uint32_t all_full;
    bool seen[PIANO_OCTAVES]; /* octaves that may hold calls: few do, and functions are many */
    double all_calls;
    double min_ns, max_ns;
    double ns_per_tick, inside_ns;
};

static int by_function(const void *a, const void *b)
{
    const struct gathered_histogram *x = a, *y = b;
    return (x->function > y->function) - (x->function < y->function);
}

static void add_bucket(struct merged *to, int bucket, uint32_t calls)
{
    to->calls[bucket] += calls;
    to->all_calls += calls;
    if (calls == UINT32_MAX) {
        to->full[bucket]++;
        to->all_full++;
    }
}

static void add_histogram(struct merged *to, const struct gathered_histogram *g)
{
    const struct run_histogram *h = g->histogram;
    if (h->min > h->max)
        return;
    to->ns_per_tick = g->ns_per_tick;
    to->inside_ns = g->inside_ns;
    to->min_ns = fmin(to->min_ns, (double)h->min * g->ns_per_tick - g->inside_ns);
    to->max_ns = fmax(to->max_ns, (double)h->max * g->ns_per_tick - g->inside_ns);
    for (int k = 0; k < PIANO_OCTAVES; k++) {
        to->seen[k] = to->seen[k] || h->octaves[k];
        for (int i = 0; h->octaves[k] && i < PIANO_OCTAVE_BUCKETS; i++)
            add_bucket(to, k * PIANO_OCTAVE_BUCKETS + i, h->octaves[k]->calls[i]);
    }
}

static void begin_function(struct merged *m)
{
    for (int k = 0; k < PIANO_OCTAVES; k++)
        if (m->seen[k]) {
            memset(&m->calls[k * PIANO_OCTAVE_BUCKETS], 0, PIANO_OCTAVE_BUCKETS * sizeof *m->calls);
            memset(&m->full[k * PIANO_OCTAVE_BUCKETS], 0, PIANO_OCTAVE_BUCKETS * sizeof *m->full);
        }
    memset(m->seen, 0, sizeof m->seen);
    m->all_calls = 0;
    m->all_full = 0;
    m->min_ns = INFINITY;
    m->max_ns = -INFINITY;
}

/* The first bucket from `bucket` on that holds calls; BUCKETS where there is none. */
static int next_bucket(const struct merged *m, int bucket)
{
    while (bucket < BUCKETS && m->calls[bucket] == 0)
        bucket = m->seen[bucket / PIANO_OCTAVE_BUCKETS]
                     ? bucket + 1
                     : (bucket / PIANO_OCTAVE_BUCKETS + 1) * PIANO_OCTAVE_BUCKETS;
    return bucket;
}

/* A full bucket counts no further: calls that are in no bucket must have been for those. */
static void fill_up(struct merged *m, double calls)
{
    double missing = calls - m->all_calls;
    if (m->all_full == 0 || missing <= 0)
        return;
    for (int i = next_bucket(m, 0); i < BUCKETS; i = next_bucket(m, i + 1))
        m->calls[i] += missing * m->full[i] / m->all_full;
    m->all_calls = calls;
}

/* The middle of a bucket, within what was seen. */
static double bucket_ns(const struct merged *m, int bucket)
{
    int octave = bucket / PIANO_OCTAVE_BUCKETS, place = bucket % PIANO_OCTAVE_BUCKETS;
    double low = octave == 0 ? place : ldexp(PIANO_OCTAVE_BUCKETS + place, octave - 1);
    double width = octave == 0 ? 0 : ldexp(1, octave - 1);
    double ns = (low + width / 2) * m->ns_per_tick - m->inside_ns;
    return fmin(fmax(ns, m->min_ns), m->max_ns);
}

/* The least duration that `share` of the calls do not exceed. */
static double quantile(const struct merged *m, double share)
{
    double seen = 0;
    for (int i = next_bucket(m, 0); i < BUCKETS; i = next_bucket(m, i + 1)) {
        seen += m->calls[i];
        if (seen >= share * m->all_calls)
            return bucket_ns(m, i);
    }
    return m->max_ns;
}

/* Of the calls that took no more than `most_ns`. */
static double spread(const struct merged *m, double most_ns)
{
    double sum = 0, squares = 0;
    for (int i = next_bucket(m, 0); i < BUCKETS; i = next_bucket(m, i + 1)) {
        double ns = fmax(bucket_ns(m, i), 0);
        if (ns > most_ns)
            break;
        sum += m->calls[i] * ns;
        squares += m->calls[i] * ns * ns;
    }
    return sum > 0 ? squares / sum : 0;
}

static struct distribution describe(const struct merged *m, double multiplied_ns)
{
    return (struct distribution){
        .quantiles =
            {
                .known = true,
                .min_ns = fmax(m->min_ns, 0),
                .p50_ns = fmax(quantile(m, 0.50), 0),
                .p90_ns = fmax(quantile(m, 0.90), 0),
                .p99_ns = fmax(quantile(m, 0.99), 0),
                .max_ns = fmax(m->max_ns, 0),
            },
        .spread_ns = spread(m, multiplied_ns),
    };
}

struct distribution *distributions_make(struct arena *arena, const struct gathering *gathering)
{
    size_t len = gathering->histograms.len;
    const double *activations = gather_activations(arena, gathering);
    struct distribution *made = arena_many(arena, struct distribution, gathering->functions.len);
    struct gathered_histogram *sorted = arena_many(arena, struct gathered_histogram, len);
    struct merged *merged = arena_new(arena, struct merged);
    for (size_t i = 0; i < len; i++)
        sorted[i] = gathering->histograms.at[i];
    qsort(sorted, len, sizeof *sorted, by_function);
    for (size_t i = 0; i < len;) {
        uint32_t function = sorted[i].function;
        begin_function(merged);
        for (; i < len && sorted[i].function == function; i++)
            add_histogram(merged, &sorted[i]);
        fill_up(merged, activations[function]);
        if (merged->all_calls > 0)
            made[function] = describe(merged, gathering->multiplied_ns);
    }
    return made;
}
