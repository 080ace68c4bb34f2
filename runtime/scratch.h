/* A tree outside the run file, to measure on it what the probes cost. */
#ifndef PIANO_RUNTIME_SCRATCH_H
#define PIANO_RUNTIME_SCRATCH_H

#include "runtime/thread.h"

/* A run file in miniature: one function, on one path. */
struct scratch {
    _Alignas(64) char header[PIANO_HEADER_BYTES];
    struct piano_node root, node;
    struct piano_more more;
    struct piano_histogram histogram;
    _Alignas(64) struct piano_octave octave;
    struct piano_thread thread;
    struct piano_own own;
    struct piano_site site;
    bool optimised;
    struct piano_thread *self; /* of the calling thread, restored at the end */
    struct piano_node *current;
};

/* Makes this the calling thread's tree until piano_scratch_end, with a new path. There is only one:
 * once recording has started it needs the lock. `optimised`: calls as an optimised program makes
 * them. */
hidden struct scratch *piano_scratch_begin(bool optimised);
hidden void piano_scratch_end(struct scratch *scratch);

hidden void piano_scratch_calls(struct scratch *scratch, uint32_t calls);

/* The same without probes, as far as calling is part of what piano_scratch_calls takes. */
hidden void piano_scratch_bare_calls(const struct scratch *scratch, uint32_t calls);
hidden uint64_t piano_scratch_bare_ticks(const struct scratch *scratch, uint32_t calls);

/* Ticks that `calls` calls take, of which the last of each `gap` is timed. */
hidden uint64_t piano_scratch_ticks(struct scratch *scratch, uint32_t gap, uint32_t calls);

#endif
