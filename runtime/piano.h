/* What the shim calls: the whole of the runtime as a profiled program sees it.
 *
 * Every function may be called at any time on any thread, in signal handlers, before recording
 * starts, after main, in a forked child; none fails, blocks on another thread's work, or reports.
 * Nothing is recorded before piano_start. */
#ifndef PIANO_RUNTIME_PIANO_H
#define PIANO_RUNTIME_PIANO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct piano_node;
struct piano_sample;

/* A measured function; the shim's Site has this layout. All zero but the text at first. */
struct piano_site {
    _Atomic uint32_t id; /* 0: not registered */
    uint32_t flags;      /* enum piano_node_flag, for the nodes of this function */
    const char *text;    /* see piano_function.text; no NUL */
    size_t text_bytes;
    struct piano_site *next; /* the one registered after this */
};

/* Starts recording; `settings` are lines key=value:
 *   runs=FOLDER     absolute; PIANO_RUNS_DIR in the environment goes before it
 *   cpu=1           keep CPU time
 *   exact=1         time every call; also PIANO_EXACT=1 in the environment
 *   frame=NAME      calls of this function are frames; may be repeated
 *   selection=WORDS which functions are measured, as options of piano's
 *   allocations=0   the program has an allocator that is not counted
 *   optimised=1     its own code is optimised, and calls the probes of kept.c
 * Only the first call has an effect. */
void piano_start(const char *settings, size_t bytes);

/* A call in progress. */
struct piano_call {
    uintptr_t node; /* its address, with the marks below; 0: not recorded */
};

/* In piano_call.node: there is more to do at the end than to make the parent current again. */
#define PIANO_TIMED ((uintptr_t)1)
/* And the readings of the clock wait for what precedes them. */
#define PIANO_ORDERED ((uintptr_t)2)

/* The node of a call that is recorded. */
static inline struct piano_node *piano_call_node(struct piano_call call)
{
    return (struct piano_node *)(call.node & ~(PIANO_TIMED | PIANO_ORDERED));
}

/* A call begins; what is returned is for its piano_leave, on the same thread. */
struct piano_call piano_enter(struct piano_site *site);
void piano_leave(struct piano_call call);

/* For those who have the short path of both in their own code, see shim.rs. It has found that the
 * site is none of the two guesses; that a call which it has entered and counted is one to be timed;
 * and that the call to be left was timed or folded, or is none of the current node: then it has
 * read the processor's counter, and waited before if the call says so. */
struct piano_call piano_enter_elsewhere(struct piano_site *site);
struct piano_call piano_enter_timed(struct piano_node *node);
void piano_leave_at(struct piano_call call, uint64_t counter);

/* Work is about to be handed over, to whichever thread runs it: what it must carry along for
 * piano_job_begin, or NULL. */
struct piano_node *piano_hand_over(void);
/* It begins to run, wholly or in part; what is returned is for its piano_job_end, on the same
 * thread. Any number of times, or never. */
struct piano_call piano_job_begin(struct piano_node *from);
void piano_job_end(struct piano_call call);

/* What an async function carries along between its polls; all zero but the site at first. It may
 * stand at any address, and move between polls. */
struct __attribute__((packed)) piano_progress {
    struct piano_site *site;
    uint64_t last; /* the node of the latest poll, and in the bits that an address has not what is
                    * to be known from poll to poll */
    uint64_t left; /* ticks at the end of it */
};

/* A poll begins on this thread; the first one is the call. */
void piano_poll_enter(struct piano_progress *progress);
/* It ends, on the same thread; `ready`: and with it the call. */
void piano_poll_leave(struct piano_progress *progress, bool ready);
/* A poll begins if none is going on: the function awaits several futures in one poll. */
void piano_poll_resume(struct piano_progress *progress);
/* The call is over: it returned or unwinds, in a poll, or its future is dropped between polls. */
void piano_poll_end(struct piano_progress *progress, bool unwinds);

/* Memory was had, is about to be given back; charged to the function that runs. */
void piano_note_alloc(const void *at, size_t bytes);
void piano_note_free(const void *at, size_t bytes);
/* It is about to be moved; then it was, or `moved` is NULL and it is still where it was. */
struct piano_sample *piano_note_moving(const void *at);
void piano_note_moved(struct piano_sample *sample, const void *moved, size_t old_bytes,
                      size_t new_bytes);

/* The system's allocator, noted. As Rust's own std::alloc::System, to the letter. */
void *piano_alloc(size_t bytes, size_t align);
void *piano_alloc_zeroed(size_t bytes, size_t align);
void *piano_realloc(void *at, size_t old_bytes, size_t align, size_t new_bytes);
void piano_free(void *at, size_t bytes);

#endif
