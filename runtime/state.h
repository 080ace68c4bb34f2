/* What the runtime's files share: the run, the calling thread, the lock.
 *
 * The rules that keep it right under threads, signals and fork:
 *   - A thread's tree is written by that thread alone. The hot path needs neither lock nor guard: a
 *     signal handler that enters and leaves in the middle of it leaves everything as it was.
 *   - Everything else runs between inside_begin and inside_end ("inside"); a signal handler that
 *     interrupts it there records nothing.
 *   - What all threads share (the file's slabs, the list of functions, the trees that threads left)
 *     changes under the lock, which is only taken inside. A fork is inside from its first handler
 *     to its last.
 *   - A record in the file is filled in before anything points to it. */
#ifndef PIANO_RUNTIME_STATE_H
#define PIANO_RUNTIME_STATE_H

#include <stdatomic.h>

#include "runtime/format.h"
#include "runtime/piano.h"
#include "runtime/platform.h"

enum piano_recording {
    PIANO_SILENT = 0,
    PIANO_RECORDING = 1,
    PIANO_FORK_PENDING = 2, /* a forked child that has no file of its own yet */
};

/* What makes reading the clock more than one instruction. */
enum piano_unusual {
    PIANO_UNUSUAL_CLOCK = 1 << 0, /* ticks are nanoseconds from the system */
    PIANO_UNUSUAL_CPU = 1 << 1,
};

struct piano_run {
    _Atomic uint32_t recording; /* enum piano_recording */
    bool exact;
    struct piano_header *header;
    struct piano_site *first_site, *last_site; /* in order of their ids */
    uint32_t function_count;
    char frames[1024]; /* names, each ending with NUL, and one more NUL */
};

extern hidden struct piano_run piano_run;
extern hidden uint32_t piano_unusual;
/* Calls that take fewer ticks than this on average are only timed now and then; 0: none are. */
extern hidden uint64_t piano_short_ticks;

/* The calling thread's tree, NULL before its first event and after its last. */
extern hidden _Thread_local struct piano_thread *piano_self;
/* The node of the innermost call on this thread; piano_nobody where nothing is recorded. */
extern hidden _Thread_local struct piano_node *piano_current;
/* Stands where a node has no child and where a thread records nothing. It has no function and is
 * its own child and successor, so that following a guess needs no check for NULL. */
extern hidden struct piano_node piano_nobody;
extern hidden _Thread_local bool piano_inside;

static inline bool inside_begin(void)
{
    if (piano_inside)
        return false;
    piano_inside = true;
    atomic_signal_fence(memory_order_seq_cst);
    return true;
}

static inline void inside_end(void)
{
    atomic_signal_fence(memory_order_seq_cst);
    piano_inside = false;
}

hidden void piano_lock(void);
hidden void piano_unlock(void);

static inline uint64_t piano_ticks(void)
{
    return unlikely(piano_unusual & PIANO_UNUSUAL_CLOCK) ? piano_platform_ns() : platform_counter();
}

/* Whether the node is in the file of this process, on whatever thread: one kept since before a fork
 * is not. */
static inline bool piano_is_in_file(const struct piano_node *node)
{
    const struct piano_header *header = piano_run.header;
    const char *at = (const char *)node;
    return header && at > (const char *)header &&
           at < (const char *)header +
                    atomic_load_explicit(&header->used_bytes, memory_order_relaxed);
}

/* From `start` to `now`; 0 where the counter jumped back, as it may on another core. */
static inline uint64_t piano_ticks_since(uint64_t start, uint64_t now)
{
    return unlikely((int64_t)(now - start) < 0) ? 0 : now - start;
}

#endif
