/* What a profiled program left behind, read into memory and checked.
 * In: run files as runtime/format.h describes them.  Out: processes, each with its functions,
 * threads and calling-context trees, in ticks of its own clock. */
#ifndef PIANO_RUN_RUN_H
#define PIANO_RUN_RUN_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "runtime/format.h"

#define RUN_NO_NODE UINT32_MAX

struct run_function {
    struct text crate, name, file; /* `name` is qualified within the crate */
    uint32_t line;
};

/* A node of a thread's tree. Nodes stand in an order in which each comes after its parent. */
struct run_node {
    uint32_t parent;      /* index in the process's nodes; RUN_NO_NODE for the root of a thread */
    uint32_t function;    /* index in the process's functions; 0 for time outside any */
    uint64_t calls;       /* of an async function: how often it was begun */
    uint64_t activations; /* calls, or polls of an async function: what the probe saw */
    uint64_t timed;       /* activations that were timed, with those in flight */
    uint64_t ticks;       /* inclusive, of all of them; those in flight are closed */
    uint64_t cpu_ticks;   /* the same of CPU time; 0 where that was not measured */
    uint64_t allocs, alloc_bytes, frees, freed_bytes;
    uint64_t watched_ticks;        /* for how long its calls were a thread's innermost, as seen from
                                    * outside */
    uint64_t looks;                /* how many looks saw them there, */
    uint64_t asleep;               /* and of these, how many the thread waiting; at most looks */
    const struct piano_more *more; /* or NULL */
    /* Where a job or a task made these calls: the function that handed it over (else 0), and the
     * node, of any thread, at which it did so (RUN_NO_NODE: there were several). `parent` is where
     * the job happened to run. */
    uint32_t handed_by, handed_at;
    bool in_flight; /* active when the recording ended */
    /* There was no room for the path of these calls. Either the node stands below the thread's node
     * for such calls, which is of no function, and holds its function's calls on many paths; or it
     * stands below a node of that kind, and holds calls that the other's function made and that
     * called nothing themselves. */
    bool folded;
};

/* How long the calls of a function took on one thread. */
struct run_histogram {
    uint32_t function;
    uint64_t min, max;                                 /* ticks; min > max where none was timed */
    int64_t unseen_ticks;                              /* see struct piano_histogram */
    const struct piano_octave *octaves[PIANO_OCTAVES]; /* NULL where empty */
};

/* What a function held of the memory that it allocated. */
struct run_holding {
    uint32_t function;
    uint64_t peak_bytes; /* when the program held the most */
    uint64_t end_bytes;
};

struct run_thread {
    char name[33];
    uint64_t served;         /* threads that used this tree, one after another */
    uint64_t recorded_ticks; /* the time of all of them */
    uint32_t first_node;     /* its root; its nodes stand together */
    uint32_t creator;        /* the node of an earlier thread that created it; or RUN_NO_NODE */
    uint32_t node_count;
    bool live; /* it had not ended when the recording did */
};

struct run_process {
    const char *path;
    const struct piano_header *header;
    struct run_function *functions; /* [0] is unused */
    uint32_t function_count;        /* with [0] */
    struct run_node *nodes;
    uint32_t node_count;
    struct run_thread *threads;
    uint32_t thread_count;
    struct run_histogram *histograms;
    size_t histogram_count;
    struct run_holding *holdings; /* one a function, some without */
    size_t holding_count;
    const struct piano_frames *frames;   /* NULL where none were kept */
    const struct piano_frame *frame_log; /* slots, used and empty ones */
    size_t frame_slots;
    uint64_t end_ticks; /* when the recording ended, as far as is known */
    double ns_per_tick;
};

/* All processes that share a run id, the one that started first in front. */
struct run {
    const char *id;
    const char *program; /* of the first process */
    uint64_t start_unix_ns;
    struct run_process *processes;
    size_t process_count;
    const char *note; /* what the user should know of how it was found; or NULL */
};

/* Read one file; whatever its bytes are, the answer is a process or a sentence. */
bool run_load(struct arena *arena, const char *path, struct run_process *out, struct error *err);

/* Read all processes of the run with this id in the folder. */
bool run_open(struct arena *arena, const char *folder, const char *id, struct run *out,
              struct error *err);

/* Read the run that a file belongs to: with it the other processes whose files are beside it. A
 * file that was renamed stands alone. */
bool run_open_file(struct arena *arena, const char *path, struct run *out, struct error *err);

/* Whether any function was called in it. */
bool run_recorded(const struct run *run);

/* Why nothing was recorded, or that the run ended early or still goes on, as a sentence; NULL when
 * all is well. */
const char *run_remark(struct arena *arena, const struct run *run);

/* --- how a process came to be recorded, by its header --- */

/* The program's name, "server" or "examples/server": where cargo puts it in the folder of its
 * profile. */
const char *run_program_name(struct arena *arena, const struct piano_header *header);

/* That folder: "debug", "release", … */
const char *run_program_build(struct arena *arena, const struct piano_header *header);

/* As typed, quoted where a shell would need it. */
const char *run_arguments(struct arena *arena, const struct piano_header *header);

/* Which functions were measured, as options of `piano profile`; empty: all of them; NULL: nobody
 * knows. */
const char *run_selection(const struct piano_header *header);

/* How calls were timed, as options; empty: the default. */
const char *run_timing(const struct piano_header *header);

#endif
