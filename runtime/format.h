/* The run file: written by runtime/, read by src/run, described byte by byte in docs/run-format.md.
 *
 * A header of 4096 bytes, then slabs, one after another, up to `used_bytes`. All numbers are
 * little-endian. The file is memory of the profiled process, mapped in one piece at `base`: a
 * pointer in it is an address in that process; subtract `base` to get an offset. It can be read at
 * any moment, whatever happened to the process. */
#ifndef PIANO_FORMAT_H
#define PIANO_FORMAT_H

#include <stdint.h>

#define PIANO_MAGIC "PIANORUN"
#define PIANO_VERSION 5
#define PIANO_HEADER_BYTES 4096
#define PIANO_COST_UNIT 256       /* costs of probes are in 1/256 tick */
#define PIANO_SELECTION_BYTES 508 /* the longest selection, with its NUL */
#define PIANO_NO_FUNCTION 0       /* the root of a thread: time outside any measured function */

enum piano_clock {
    PIANO_CLOCK_TSC = 1,    /* x86 rdtsc */
    PIANO_CLOCK_CNTVCT = 2, /* aarch64 cntvct_el0 */
    PIANO_CLOCK_NS = 3,     /* CLOCK_MONOTONIC in nanoseconds */
};

enum piano_header_flag {
    PIANO_EXACT_TIME = 1 << 0,   /* every call is timed */
    PIANO_CPU_TIME = 1 << 1,     /* cpu_ticks are kept */
    PIANO_FORKED = 1 << 2,       /* a child made by fork(): counts start at the fork */
    PIANO_FULL = 1 << 3,         /* the file could not grow: what came later was folded */
    PIANO_NO_ALLOCATOR = 1 << 4, /* allocations are not counted in this program */
};

enum piano_end {
    PIANO_END_UNKNOWN = 0, /* still running, or killed without a launcher to notice */
    PIANO_END_EXIT = 1,    /* the runtime saw exit() */
    PIANO_END_WAITED = 2,  /* the launcher saw the process end: wait_status holds */
};

/* The two clocks read together. */
struct piano_clock_pair {
    uint64_t ticks;
    uint64_t ns; /* CLOCK_MONOTONIC */
};

struct piano_header {
    char magic[8];
    uint32_t version;
    uint32_t header_bytes;
    uint64_t base;
    _Atomic uint64_t used_bytes; /* the header and all slabs given out */
    uint32_t pid;
    uint32_t parent_pid;
    uint32_t clock; /* enum piano_clock */
    _Atomic uint32_t flags;
    uint64_t start_unix_ns;
    struct piano_clock_pair first; /* when recording started */
    struct piano_clock_pair last;  /* the latest pair known; the launcher adds the final one */
    uint64_t end_ticks;            /* 0 until the end is known */
    uint32_t end;                  /* enum piano_end */
    int32_t wait_status;           /* as from waitpid() */
    /* The probe's own cost, in 1/PIANO_COST_UNIT tick, averaged over the run. */
    _Atomic uint64_t timed_inside;    /* of a timed call, between its two clock reads */
    _Atomic uint64_t timed_outside;   /* of a timed call, in its caller's time */
    _Atomic uint64_t counted_outside; /* of a call that is only counted, in its caller's time */
    uint64_t allocation_cost;         /* of noting one allocation or free */
    _Atomic uint64_t function_count;  /* functions registered so far */
    _Atomic uint64_t peak_live_bytes; /* of the whole program, to within 16 KiB a thread */
    char run_id[64];                  /* shared by all processes of one run; ends with NUL */
    char program[512];                /* path of the executable; ends with NUL */
    uint32_t args_bytes;
    char args[2048];          /* the arguments, each ending with NUL, cut off at the end */
    int64_t live_bytes;       /* of the whole program at the end, as exact as peak_live_bytes */
    uint64_t peak_number;     /* how often live_bytes reached a new maximum */
    uint64_t sample_bytes;    /* one allocation in about this many bytes has its owner noted
                               * (piano_holding); 0: every one */
    uint64_t peak_sampling;   /* sample_bytes at the time of the peak */
    uint64_t ordered_outside; /* additional cost of a timed call, in its caller's time, if its
                               * clock readings are ordered; see PIANO_ORDERED_EVERY */
    uint32_t selection_bytes; /* used of `selection`, with its NUL; 0: not known */
    char selection[PIANO_SELECTION_BYTES]; /* which functions, as options; empty: all */
    uint64_t processor_ns; /* CPU time of the process and of the children it waited for, as its
                            * launcher learnt; 0: not known */
};

enum piano_slab_kind {
    PIANO_SLAB_FUNCTIONS = 1,  /* struct piano_function, one after another */
    PIANO_SLAB_THREADS = 2,    /* struct piano_thread[] */
    PIANO_SLAB_NODES = 3,      /* struct piano_node[] of one thread */
    PIANO_SLAB_MORE = 4,       /* struct piano_more[] of one thread */
    PIANO_SLAB_HISTOGRAMS = 5, /* struct piano_histogram[] of one thread */
    PIANO_SLAB_FRAMES = 6,     /* struct piano_frames, then struct piano_frame[]; one a file */
    PIANO_SLAB_OCTAVES = 7,    /* struct piano_octave[] of one thread */
    PIANO_SLAB_HOLDINGS = 8,   /* struct piano_holding[] */
    PIANO_SLAB_WATCHED = 9,    /* struct piano_watched[]; added by the launcher */
};

/* Every slab begins with this; `bytes` leads to the next one. */
struct piano_slab {
    uint32_t kind;
    uint32_t thread;       /* index of the thread it belongs to, or UINT32_MAX */
    uint64_t bytes;        /* with this header; a multiple of 64 */
    _Atomic uint64_t used; /* bytes of content in use, after this header */
    uint64_t reserved[5];
};

/* `text` holds four lines: crate, qualified name, file, line number. A name that a macro put
 * together may itself span several lines. The record is padded to a multiple of 8 bytes. */
struct piano_function {
    uint32_t id; /* from 1, in order of first call */
    uint32_t text_bytes;
    char text[];
};

enum piano_node_flag {
    /* A child of thread.fold: the calls of one function on many paths. Below it are nodes for
     * those of their callees that called nothing. */
    PIANO_NODE_FOLD = 1 << 0,
    PIANO_NODE_FRAME = 1 << 1, /* each of its calls is a frame */
    /* Not a call: below it is what jobs called that another path handed over. It has the function
     * of its parent, on whose behalf it counts memory, and no ticks. */
    PIANO_NODE_HANDED = 1 << 2,
};

/* How many first calls of a node are always timed. */
#define PIANO_FIRST_TIMED 64
/* A call that stands for others, but took longer than timing this many calls costs, stands for
 * itself only. */
#define PIANO_OUTLIER_COSTS 1024
/* Which calls have ordered clock readings (ordered.h): the first PIANO_FIRST_TIMED of a node, and
 * all that stand for others; if every call is timed, one in PIANO_ORDERED_EVERY. */
#define PIANO_ORDERED_EVERY 16

/* One call in piano_node.counted. */
#define PIANO_CALL ((uint64_t)1 << 12)
/* The upper bits of piano_node.flags: for how many other calls the next timed one stands. */
#define PIANO_OTHERS_SHIFT 16

/* A function on one path of calls: a node of a calling-context tree. A path is active at most once
 * on a thread, so no stack is needed: `start` is when its call in flight began. */
struct piano_node {
    /* What every call touches; shim.rs knows the layout up to `successor`. */
    struct piano_node *last_child; /* the runtime's own: the child entered last; see tree.c */
    const void *site;              /* the runtime's own */
    uint64_t counted; /* calls entered (of an async function: first polls), times PIANO_CALL; the
                       * bits below: how many will only be counted before the next timed one. One
                       * addition updates both */
    /* Inclusive, of the calls that have ended. The next timed call stands for the calls before it
     * that were only counted: its ticks are added once for each of these and once for itself. So
     * this is an estimate for all calls up to the latest timed one; it contains timed_inside once a
     * call. */
    uint64_t ticks;
    uint64_t start; /* of the timed call in flight, else 0 */
    struct piano_node *parent;
    struct piano_node *successor; /* the runtime's own: what followed it last time */
    uint32_t function;            /* id, or PIANO_NO_FUNCTION */
    uint32_t flags; /* enum piano_node_flag; the runtime's own; see PIANO_OTHERS_SHIFT */
    /* What allocations and rare cases touch. */
    union {
        uint64_t timed_until;         /* the runtime's own */
        struct piano_node *handed_at; /* of PIANO_NODE_HANDED: the node at which all its jobs
                                       * were handed over; NULL: not one path */
    };
    union {
        uint64_t untimed;   /* calls only counted, up to the latest timed one */
        uint64_t handed_by; /* of PIANO_NODE_HANDED: id of the function that handed them over */
    };
    uint64_t allocs;
    uint64_t alloc_bytes;
    uint64_t frees;
    uint64_t freed_bytes;
    struct piano_more *more;           /* or NULL */
    struct piano_histogram *histogram; /* of its function on this thread, or NULL */
};

/* Extra counters: of async functions, of CPU time, and of fold nodes (the children of
 * thread.fold). */
struct piano_more {
    uint64_t polls;
    uint64_t completed; /* calls that returned; a panic in a program without std counts as well */
    _Atomic uint64_t cancelled; /* dropped before they were ready */
    uint64_t suspended_ticks;   /* between polls */
    uint64_t longest_poll;      /* ticks; of a fold node: all ticks of calls that were not within
                                 * another call of its function */
    uint64_t cpu_ticks;         /* inclusive, in the same unit as ticks, estimated as these are */
    uint64_t cpu_start; /* of the call in flight; of a fold node: as folded_ticks, of CPU time */
    /* Of a fold node: ticks of the folded calls that calls of its function made, on whatever path.
     * Self time of a function on a thread is then
     * sum over its nodes (ticks - children's ticks) - its fold node's folded_ticks. */
    uint64_t folded_ticks;
    uint64_t panicked; /* calls that unwound */
};

/* How long the calls of a function took on a thread, over all paths. A bucket is at most 1/32 of
 * its value wide. Octave 0 counts the values 0..31; octave k > 0 those in [32 << (k - 1), 32 << k),
 * in bucket (value >> (k - 1)) - 32. What is longer than the last octave is counted in the last
 * bucket. Of a function that is called often only some calls are counted, each for as many as it
 * stands for, so that the sum is close to the number of calls. Of an async function: its polls. */
#define PIANO_OCTAVES 48
#define PIANO_OCTAVE_BUCKETS 32

struct piano_octave {
    uint32_t calls[PIANO_OCTAVE_BUCKETS]; /* UINT32_MAX: full; what came later is not in it */
};

struct piano_histogram {
    uint32_t function;
    uint32_t reserved;
    uint64_t min; /* exact, of the timed calls; UINT64_MAX: there was none */
    uint64_t max;
    uint32_t octaves[PIANO_OCTAVES]; /* offset of a piano_octave in the file / 64, or 0 */
    /* How many ticks longer all calls took than the `ticks` of their nodes say, judging by the
     * ordered ones; only where every call is timed. */
    int64_t unseen_ticks;
};

/* Memory that a function allocated and nobody has freed yet, on all threads; exact or an estimate.
 * At the peak it was `at_peak` if `peak_number` is the header's; else it has not changed since. */
struct piano_holding {
    uint32_t function; /* id, or PIANO_NO_FUNCTION */
    uint32_t reserved;
    int64_t live_bytes;
    int64_t at_peak;
    uint64_t peak_number;
};

#define PIANO_FRAME_PARTS 28

struct piano_frame_part {
    uint32_t function;
    uint32_t calls;      /* UINT32_MAX: that many or more */
    uint64_t self_ticks; /* with timed_inside in them once a call, but without what the probes of
                          * its callees cost */
};

enum piano_frame_kept {
    PIANO_FRAME_EMPTY = 0, /* nothing is in this slot, or it is being written */
    PIANO_FRAME_SLOWEST = 1,
    PIANO_FRAME_SAMPLE = 2,
};

/* One call of a function that the settings name as a frame; if they name none, an outermost
 * measured call, that of `main` not counting as one. Of an async function: its polls, on whatever
 * threads. */
struct piano_frame {
    uint64_t number; /* from 1, in order of their ends over all threads */
    uint64_t start;
    uint64_t ticks;
    uint64_t allocs;
    uint64_t alloc_bytes;
    uint32_t function;
    uint32_t thread;
    _Atomic uint32_t kept; /* enum piano_frame_kept */
    uint32_t part_count;
    uint64_t other_ticks; /* self ticks of functions beyond `parts`, and ticks of polls of which
                           * it is not known what ran in them */
    struct piano_frame_part parts[PIANO_FRAME_PARTS]; /* those with the most self time */
};

/* The log keeps the slowest frames and an even sample of all; a frame may be in both. */
struct piano_frames {
    _Atomic uint64_t seen;  /* frames that have ended */
    _Atomic uint64_t ticks; /* of all of them */
    uint64_t sample_every;  /* the sample holds the frames with (number - 1) % sample_every == 0 */
    uint32_t slowest_slots; /* how many slots, the first ones, are for the slowest */
    uint32_t sample_slots;  /* how many slots after those are for the sample */
    uint64_t reserved[4];
};

enum piano_thread_state {
    PIANO_THREAD_FREE = 0,
    PIANO_THREAD_LIVE = 1,
    PIANO_THREAD_ENDED = 2, /* its tree may serve a later thread */
};

/* A tree and the threads that it served, one at a time. */
struct piano_thread {
    uint32_t index;
    _Atomic uint32_t state;
    char name[32]; /* of the latest thread */
    uint64_t os_id;
    uint64_t served;         /* how many threads */
    uint64_t start_ticks;    /* of the live one */
    uint64_t recorded_ticks; /* of those that have ended */
    struct piano_node *root; /* its start and ticks are the threads' own, its calls are `served` */
    struct piano_node *fold; /* the parent of the fold nodes, one a function, for calls on paths
                              * without a node. Its own calls found not even room for a fold
                              * node; its ticks are what folding took */
    void *own;               /* the runtime's own */
    int64_t alloc_left;      /* the runtime's own */
    uint32_t *bucket;        /* the runtime's own */
    uint32_t no_bucket;      /* the runtime's own */
    uint32_t bucket_calls;   /* the runtime's own */
    int64_t free_left;       /* the runtime's own */
    struct piano_node *creator; /* the path on which its threads were created; NULL: not known,
                                 * or more than one */
    uint64_t cpu_seen;   /* CPU ticks of the live one when its latest timed call began or ended */
    uint64_t current_at; /* where in memory the live one keeps the address of its innermost
                          * call's node */
    uint64_t reserved[13];
};

/* For how long a node's calls were a thread's innermost, as seen from outside about a hundred times
 * a second. */
struct piano_watched {
    struct piano_node *node;
    uint64_t ticks; /* of each look, those since the look before */
    uint32_t looks;
    uint32_t asleep; /* of these, how often the thread was waiting; an estimate */
};

#endif
