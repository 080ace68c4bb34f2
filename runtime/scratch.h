/* A tree that nobody will see, to run the probes on for what they cost. */
#ifndef PIANO_RUNTIME_SCRATCH_H
#define PIANO_RUNTIME_SCRATCH_H

#include "runtime/thread.h"

/* A run file in small: one function and its one path. */
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
    struct piano_thread *self; /* of the calling thread, until the end */
    struct piano_node *current;
};

/* The calling thread's tree is this one until piano_scratch_end, its path new. There is but one:
 * where recording has started it is for who has the lock. `optimised`: it is called as such
 * programs call. */
hidden struct scratch *piano_scratch_begin(bool optimised);
hidden void piano_scratch_end(struct scratch *scratch);

hidden void piano_scratch_calls(struct scratch *scratch, uint32_t calls);

/* The calls without the probes, as far as they are part of the others. */
hidden void piano_scratch_bare_calls(const struct scratch *scratch, uint32_t calls);
hidden uint64_t piano_scratch_bare_ticks(const struct scratch *scratch, uint32_t calls);

/* Ticks of so many calls, of which the last of each `gap` is timed. */
hidden uint64_t piano_scratch_ticks(struct scratch *scratch, uint32_t gap, uint32_t calls);

#endif
