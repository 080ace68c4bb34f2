/* How long the calls of a function took: see piano_histogram in format.h. */
#ifndef PIANO_RUNTIME_HISTOGRAM_H
#define PIANO_RUNTIME_HISTOGRAM_H

#include "runtime/thread.h"

/* As piano_histogram_add, where the histogram or its octave is not there yet. */
hidden void piano_histogram_add_slowly(struct piano_thread *thread, struct piano_node *node,
                                       uint64_t ticks, uint32_t calls);

/* Octave and bucket of a value. */
static inline unsigned histogram_octave(uint64_t ticks)
{
    unsigned octave = 59 - (unsigned)__builtin_clzll(ticks | (PIANO_OCTAVE_BUCKETS / 2));
    return octave;
}

static inline void histogram_count(struct piano_octave *octave, unsigned bucket, uint32_t calls)
{
    uint32_t more = octave->calls[bucket] + calls;
    octave->calls[bucket] = unlikely(more < calls) ? UINT32_MAX : more;
}

/* Counts `calls` calls of `ticks` each. */
static inline void piano_histogram_add(struct piano_thread *thread, struct piano_node *node,
                                       uint64_t ticks, uint32_t calls)
{
    struct piano_histogram *histogram = node->histogram;
    unsigned number = histogram_octave(ticks);
    if (unlikely(!histogram || number >= PIANO_OCTAVES || ticks < histogram->min ||
                 ticks > histogram->max)) {
        piano_histogram_add_slowly(thread, node, ticks, calls);
        return;
    }
    /* Between the least and the greatest value there may be octaves without any. */
    uint32_t place = histogram->octaves[number];
    if (unlikely(!place)) {
        piano_histogram_add_slowly(thread, node, ticks, calls);
        return;
    }
    struct piano_octave *octave =
        (struct piano_octave *)((char *)piano_run.header + (uint64_t)place * 64);
    unsigned shift = number ? number - 1 : 0;
    histogram_count(octave, (unsigned)(ticks >> shift) & (PIANO_OCTAVE_BUCKETS - 1), calls);
}

#endif
