/* Reads what is kept beside the trees: histograms, holdings and frames. */
#include "run/loading.h"

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
    struct run_histogram made = {.function = known_function(l, h->function),
                                 .min = h->min,
                                 .max = h->max,
                                 .unseen_ticks = h->unseen_ticks};
    for (int k = 0; k < PIANO_OCTAVES; k++)
        made.octaves[k] = octave_at(l, h->octaves[k]);
    return made;
}

/* How many parts of a kind there are at the most. An arena's room costs nothing until it is used;
 * to grow is to copy. */
static size_t room_for(const struct loader *l, enum piano_slab_kind kind, size_t part_bytes)
{
    size_t count = 0;
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, kind, &i));)
        count += image_parts(slab, part_bytes);
    return count;
}

static void load_histograms(struct loader *l)
{
    ARRAY(struct run_histogram) made = {0};
    const struct image_slab *slab;
    made.cap = room_for(l, PIANO_SLAB_HISTOGRAMS, sizeof(struct piano_histogram));
    made.at = arena_many(l->arena, struct run_histogram, made.cap);
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_HISTOGRAMS, &i));) {
        const struct piano_histogram *h = content(l, slab->start);
        for (uint64_t left = image_parts(slab, sizeof *h); left > 0; left--, h++)
            if (h->function != PIANO_NO_FUNCTION)
                array_push(l->arena, &made, load_histogram(l, h));
    }
    l->process.histograms = made.at;
    l->process.histogram_count = made.len;
}

/* An estimate from a sample of allocations and of frees may come out below 0. */
static uint64_t at_least_none(int64_t bytes)
{
    return bytes > 0 ? (uint64_t)bytes : 0;
}

static struct run_holding load_holding(const struct loader *l, const struct piano_holding *h)
{
    bool changed = h->peak_number == header_of(l)->peak_number;
    return (struct run_holding){
        .function = h->function == PIANO_NO_FUNCTION ? 0 : known_function(l, h->function),
        .peak_bytes = at_least_none(changed ? h->at_peak : h->live_bytes),
        .end_bytes = at_least_none(h->live_bytes),
    };
}

static void load_holdings(struct loader *l)
{
    ARRAY(struct run_holding) made = {0};
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_HOLDINGS, &i));) {
        const struct piano_holding *h = content(l, slab->start);
        for (uint64_t left = image_parts(slab, sizeof *h); left > 0; left--, h++)
            array_push(l->arena, &made, load_holding(l, h));
    }
    l->process.holdings = made.at;
    l->process.holding_count = made.len;
}

static void load_frames(struct loader *l)
{
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_FRAMES, &i));) {
        if (slab->end - slab->start < sizeof(struct piano_frames))
            continue;
        l->process.frames = content(l, slab->start);
        l->process.frame_log = content(l, slab->start + sizeof(struct piano_frames));
        l->process.frame_slots =
            (slab->end - slab->start - sizeof(struct piano_frames)) / sizeof(struct piano_frame);
    }
}

/* An address of no node was read while the process was changing it: that look is dropped. */
static void load_watched(struct loader *l)
{
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_WATCHED, &i));) {
        const struct piano_watched *w = content(l, slab->start);
        for (uint64_t left = image_parts(slab, sizeof *w); left > 0; left--, w++) {
            uint32_t node = node_index(l, w->node);
            if (node == RUN_NO_NODE)
                continue;
            l->process.nodes[node].watched_ticks = w->ticks;
            l->process.nodes[node].looks = w->looks;
            l->process.nodes[node].asleep = w->asleep < w->looks ? w->asleep : w->looks;
        }
    }
}

void load_logs(struct loader *l)
{
    load_watched(l);
    load_histograms(l);
    load_holdings(l);
    load_frames(l);
}
