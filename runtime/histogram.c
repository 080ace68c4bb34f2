/* How long the calls of a function took.
 * In: the ticks of a call.  Out: a count in a bucket. One histogram serves all paths of a function
 * on a thread; an octave gets room when the first value falls into it. */
#include "runtime/histogram.h"
#include "runtime/pause.h"
#include "runtime/places.h"
#include "runtime/room.h"

static struct piano_histogram *make(struct piano_own *own, uint32_t function)
{
    struct pause pause = piano_pause_begin();
    struct by_function *entry = piano_places_by_function(own, function);
    if (!entry)
        return NULL;
    if (!entry->histogram) {
        struct piano_histogram *histogram = piano_room(own, &piano_part_histogram, false);
        if (!histogram)
            return NULL;
        histogram->function = function;
        histogram->min = UINT64_MAX;
        piano_room_commit(own, &piano_part_histogram);
        entry->histogram = histogram;
        piano_pause_end(pause);
    }
    return entry->histogram;
}

static struct piano_octave *octave_at(struct piano_own *own, struct piano_histogram *histogram,
                                      unsigned number)
{
    char *base = (char *)piano_run.header;
    if (!histogram->octaves[number]) {
        struct pause pause = piano_pause_begin();
        char *octave = piano_room(own, &piano_part_octave, false);
        if (!octave)
            return NULL;
        piano_room_commit(own, &piano_part_octave);
        histogram->octaves[number] = (uint32_t)((uint64_t)(octave - base) / 64);
        piano_pause_end(pause);
    }
    return (struct piano_octave *)(base + (uint64_t)histogram->octaves[number] * 64);
}

static void add(struct piano_own *own, struct piano_node *node, uint64_t ticks, uint32_t calls)
{
    if (!node->histogram)
        node->histogram = make(own, node->function);
    struct piano_histogram *histogram = node->histogram;
    if (!histogram)
        return;
    if (ticks < histogram->min)
        histogram->min = ticks;
    if (ticks > histogram->max)
        histogram->max = ticks;
    unsigned number = histogram_octave(ticks);
    bool beyond = number >= PIANO_OCTAVES;
    struct piano_octave *octave = octave_at(own, histogram, beyond ? PIANO_OCTAVES - 1 : number);
    unsigned bucket = beyond ? PIANO_OCTAVE_BUCKETS - 1 : histogram_bucket(ticks, number);
    if (octave)
        histogram_count(&octave->calls[bucket], calls);
}

void piano_histogram_add(struct piano_thread *thread, struct piano_node *node, uint64_t ticks,
                         uint32_t calls)
{
    if (!inside_begin())
        return;
    add(piano_own(thread), node, ticks, calls);
    inside_end();
}
