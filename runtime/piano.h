/* The runtime's interface: everything that shim.rs calls.
 *
 * Any of these functions may be called at any time: on any thread, in a signal handler, before
 * recording starts, after main, in a forked child. None of them fails, waits for another thread's
 * work, or prints anything. Nothing is recorded before piano_start. */
#ifndef PIANO_RUNTIME_PIANO_H
#define PIANO_RUNTIME_PIANO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct piano_node;
struct piano_sample;

/* A measured function; Site in shim.rs has the same layout. Zeroed at first, except for the
 * text. */
struct piano_site {
    _Atomic uint32_t id; /* 0: not registered */
    uint32_t flags;      /* enum piano_node_flag, for the nodes of this function */
    const char *text;    /* see piano_function.text; no NUL */
    size_t text_bytes;
    struct piano_site *next; /* registered after this one */
};

/* Starts recording; `settings` are lines key=value:
 *   runs=FOLDER     absolute; PIANO_RUNS_DIR in the environment goes before it
 *   cpu=1           keep CPU time
 *   exact=1         time every call; also PIANO_EXACT=1 in the environment
 *   frame=NAME      calls of this function are frames; may be repeated
 *   selection=WORDS which functions are measured, as options of `piano profile`
 *   allocations=0   the program has an allocator that is not counted
 *   optimised=1     the program's own code is optimised: its probes are those of kept.c
 * Only the first call has an effect. */
void piano_start(const char *settings, size_t bytes);

/* A call in progress. */
struct piano_call {
    uintptr_t node; /* the node's address plus the marks below; 0: not recorded */
};

/* Mark in piano_call.node: leaving takes more than making the parent current again. */
#define PIANO_TIMED ((uintptr_t)1)
/* Mark in piano_call.node: its clock readings wait for what precedes them; see ordered.h. */
#define PIANO_ORDERED ((uintptr_t)2)

/* The node without the marks. */
static inline struct piano_node *piano_call_node(struct piano_call call)
{
    return (struct piano_node *)(call.node & ~(PIANO_TIMED | PIANO_ORDERED));
}

/* Begins a call. Pass the result to piano_leave, on the same thread. */
struct piano_call piano_enter(struct piano_site *site);
void piano_leave(struct piano_call call);

/* For code that has the short path of both inlined (shim.rs, kept.c), for what that cannot do:
 *   piano_enter_elsewhere  the site matches no guess;
 *   piano_enter_timed      the call has been entered and counted, and is to be timed;
 *   piano_leave_at         the call was timed or folded, or its node is not the current one.
 * `counter` is the processor's, read by the caller, after a fence if the call is PIANO_ORDERED. */
struct piano_call piano_enter_elsewhere(struct piano_site *site);
struct piano_call piano_enter_timed(struct piano_node *node);
void piano_leave_at(struct piano_call call, uint64_t counter);

/* Work is about to be handed over to whichever thread will run it. Returns what it must carry along
 * for piano_job_begin, or NULL. */
struct piano_node *piano_hand_over(void);
/* The work begins to run, wholly or in part; any number of times, or never. Pass the result to
 * piano_job_end, on the same thread. */
struct piano_call piano_job_begin(struct piano_node *from);
void piano_job_end(struct piano_call call);

/* What an async function keeps between its polls. Zeroed at first, except for the site. May be
 * unaligned, and may move between polls. */
struct __attribute__((packed)) piano_progress {
    struct piano_site *site;
    uint64_t last; /* the node of the latest poll; the bits that an address leaves unused hold
                    * state: see async.c */
    uint64_t left; /* ticks when that poll ended */
};

/* A poll begins on this thread; the first poll is the call. */
void piano_poll_enter(struct piano_progress *progress);
/* The poll ends, on the same thread; if `ready`, so does the call. */
void piano_poll_leave(struct piano_progress *progress, bool ready);
/* Begins a poll unless one is in progress: the function may await several futures in one poll. */
void piano_poll_resume(struct piano_progress *progress);
/* The call is over: it returned or is unwinding, within a poll; or its future is dropped between
 * polls. */
void piano_poll_end(struct piano_progress *progress, bool unwinds);

/* Memory was allocated, or is about to be freed; charged to the current function. */
void piano_note_alloc(const void *at, size_t bytes);
void piano_note_free(const void *at, size_t bytes);
/* Memory is about to be reallocated; then it was, or `moved` is NULL and it is still where it
 * was. */
struct piano_sample *piano_note_moving(const void *at);
void piano_note_moved(struct piano_sample *sample, const void *moved, size_t old_bytes,
                      size_t new_bytes);

/* The system's allocator, counted. Exactly as Rust's own std::alloc::System. */
void *piano_alloc(size_t bytes, size_t align);
void *piano_alloc_zeroed(size_t bytes, size_t align);
void *piano_realloc(void *at, size_t old_bytes, size_t align, size_t new_bytes);
void piano_free(void *at, size_t bytes);

#endif
