/* What the runtime's files share: the run, the calling thread, the lock.
 *
 * The rules that keep it right under threads, signals and fork:
 *   - A thread's tree is written by that thread alone. Its hot path needs no lock and no guard: a
 *     signal handler that enters and leaves in the middle of it leaves everything as it was.
 *   - Whatever takes more than the hot path runs between inside_begin and inside_end; a handler
 *     that finds itself in such a place records nothing.
 *   - What all threads share (the file's slabs, the list of functions, the trees to be had)
 *     changes under the lock, which is only taken inside; a fork is inside from its first handler
 *     to its last.
 *   - What is in the file is filled in before it is linked. */
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

/* What takes the clock's reading off the shortest path. */
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
/* Mean ticks of a call below which it is timed now and then only; 0: never so. */
extern hidden uint64_t piano_short_ticks;

/* The calling thread's tree, NULL before its first event and after its last. */
extern hidden _Thread_local struct piano_thread *piano_self;
/* The node of the innermost call on this thread; piano_nobody where nothing is recorded. */
extern hidden _Thread_local struct piano_node *piano_current;
/* Stands where a node has no child and a thread no call: of no function, its own child and
 * successor, so that whoever follows a guess need not ask whether there is one. */
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

/* The node may be of a thread that runs elsewhere, or of the file of a process before a fork. */
static inline bool piano_is_in_file(const struct piano_node *node)
{
    const struct piano_header *header = piano_run.header;
    const char *at = (const char *)node;
    return header && at > (const char *)header &&
           at < (const char *)header +
                    atomic_load_explicit(&header->used_bytes, memory_order_relaxed);
}

/* From `start` to now; the counter may have jumped back on another core. */
static inline uint64_t piano_ticks_since(uint64_t start, uint64_t now)
{
    return unlikely((int64_t)(now - start) < 0) ? 0 : now - start;
}

#endif
