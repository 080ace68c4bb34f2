/* How long the calls of a function took: see piano_histogram in format.h. */
#ifndef PIANO_RUNTIME_HISTOGRAM_H
#define PIANO_RUNTIME_HISTOGRAM_H

#include "runtime/tree.h"

/* Counts `calls` calls of `ticks` each; makes the histogram and its octave if need be. */
hidden void piano_histogram_add(struct piano_thread *thread, struct piano_node *node,
                                uint64_t ticks, uint32_t calls);

static inline unsigned histogram_octave(uint64_t ticks)
{
    return 59 - (unsigned)__builtin_clzll(ticks | (PIANO_OCTAVE_BUCKETS / 2));
}

static inline unsigned histogram_bucket(uint64_t ticks, unsigned octave)
{
    return (unsigned)(ticks >> (octave - (octave != 0))) & (PIANO_OCTAVE_BUCKETS - 1);
}

static inline void histogram_count(uint32_t *bucket, uint32_t calls)
{
    uint32_t more = *bucket + calls;
    *bucket = more < calls ? UINT32_MAX : more;
}

/* Which timed calls are counted: the first ones of a path, more of them if they stand for others;
 * after these one in PIANO_HISTOGRAM_EVERY, for as many, and all that are PIANO_HISTOGRAM_FAR times
 * the mean or more. So few calls touch the memory of a histogram. */
#define PIANO_HISTOGRAM_FIRST 256
#define PIANO_HISTOGRAM_FIRST_SAMPLED 1024
#define PIANO_HISTOGRAM_EVERY 8
#define PIANO_HISTOGRAM_FAR 4

__extension__ typedef unsigned __int128 piano_wide;

/* For how many timed calls the `nth` one counts, of which the `first` all count as one. Its ticks
 * are in node->ticks already. */
static inline uint32_t histogram_share(const struct piano_node *node, uint64_t nth, uint64_t first,
                                       uint64_t ticks)
{
    bool common = nth > first && (piano_wide)ticks * node_calls(node) <
                                     (piano_wide)node->ticks * PIANO_HISTOGRAM_FAR;
    return !common ? 1 : nth % PIANO_HISTOGRAM_EVERY == 0 ? PIANO_HISTOGRAM_EVERY : 0;
}

/* Counts calls if the octave exists and they are neither the shortest nor the longest yet; else
 * false.
 *
 * The bucket is only incremented at a later call of the thread. A store whose address depends on a
 * reading of the clock would hold up the next reading until that address is known: half the cost of
 * a reading, on the processors where it was measured. */
static inline bool histogram_count_later(struct piano_thread *thread,
                                         struct piano_histogram *histogram, uint64_t ticks,
                                         uint32_t calls)
{
    unsigned number = histogram_octave(ticks);
    if (unlikely(!histogram || number >= PIANO_OCTAVES))
        return false;
    uint32_t place = histogram->octaves[number];
    if (unlikely(!place || ticks < histogram->min || ticks > histogram->max))
        return false;
    struct piano_octave *octave =
        (struct piano_octave *)((char *)piano_run.header + (uint64_t)place * 64);
    histogram_count(thread->bucket, thread->bucket_calls);
    thread->bucket = &octave->calls[histogram_bucket(ticks, number)];
    thread->bucket_calls = calls;
    return true;
}

#endif
