/* The beginning of a recording, and its end where the program ends in order.
 * In: settings of the build, the environment.  Out: a run file with its header, clocks and costs
 * known, handlers for fork and exit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/calibrate.h"
#include "runtime/cpu.h"
#include "runtime/fork.h"
#include "runtime/functions.h"
#include "runtime/live.h"
#include "runtime/ordered.h"
#include "runtime/pace.h"
#include "runtime/sampling.h"
#include "runtime/start.h"
#include "runtime/store.h"
#include "runtime/thread.h"

static struct {
    char folder[2048];
    char run_id[64];
    char selection[PIANO_SELECTION_BYTES];
    uint32_t selection_bytes;
    bool cpu, no_allocations, optimised;
    struct piano_costs costs;
    uint32_t clock;
} run;

static void copy(char *to, size_t room, const char *from, size_t bytes)
{
    if (bytes >= room)
        bytes = room - 1;
    memcpy(to, from, bytes);
    to[bytes] = '\0';
}

static void add_frame(const char *name, size_t bytes)
{
    char *end = piano_run.frames;
    while (*end)
        end += strlen(end) + 1;
    size_t room = (size_t)(piano_run.frames + sizeof piano_run.frames - 1 - end);
    if (bytes > 0 && bytes < room)
        copy(end, room, name, bytes);
}

static void set_selection(const char *words, size_t bytes)
{
    copy(run.selection, sizeof run.selection, words, bytes);
    run.selection_bytes = (uint32_t)strlen(run.selection) + 1;
}

static bool is_word(const char *at, size_t bytes, const char *word)
{
    return bytes == strlen(word) && memcmp(at, word, bytes) == 0;
}

static void set(const char *line, size_t bytes)
{
    const char *equals = memchr(line, '=', bytes);
    if (!equals)
        return;
    size_t key = (size_t)(equals - line);
    const char *value = equals + 1;
    size_t value_bytes = bytes - key - 1;
    bool on = value_bytes == 1 && *value == '1';
    if (is_word(line, key, "runs"))
        copy(run.folder, sizeof run.folder, value, value_bytes);
    else if (is_word(line, key, "cpu"))
        run.cpu = on;
    else if (is_word(line, key, "exact"))
        piano_run.exact = on;
    else if (is_word(line, key, "frame"))
        add_frame(value, value_bytes);
    else if (is_word(line, key, "selection"))
        set_selection(value, value_bytes);
    else if (is_word(line, key, "allocations"))
        run.no_allocations = !on;
    else if (is_word(line, key, "optimised"))
        run.optimised = on;
}

static void read_settings(const char *settings, size_t bytes)
{
    const char *end = settings + bytes;
    while (settings < end) {
        const char *stop = memchr(settings, '\n', (size_t)(end - settings));
        size_t length = (size_t)((stop ? stop : end) - settings);
        set(settings, length);
        settings += length + 1;
    }
}

/* The name of a run that no launcher has named: when it began, and which process. */
static void make_run_id(void)
{
    time_t now = (time_t)(piano_platform_unix_ns() / 1000000000u);
    struct tm utc;
    gmtime_r(&now, &utc);
    char date[32];
    strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &utc);
    snprintf(run.run_id, sizeof run.run_id, "%s-%u", date, piano_platform_pid());
}

static void read_environment(void)
{
    const char *folder = getenv("PIANO_RUNS_DIR");
    if (folder && folder[0] == '/')
        copy(run.folder, sizeof run.folder, folder, strlen(folder));
    const char *exact = getenv("PIANO_EXACT");
    if (exact)
        piano_run.exact = strcmp(exact, "1") == 0;
    const char *run_id = getenv("PIANO_RUN_ID");
    if (run_id && *run_id && !strchr(run_id, '/'))
        copy(run.run_id, sizeof run.run_id, run_id, strlen(run_id));
    else
        make_run_id();
}

static struct piano_clock_pair both_clocks(void)
{
    struct piano_clock_pair best = {0};
    uint64_t narrowest = UINT64_MAX;
    for (int i = 0; i < 5; i++) {
        uint64_t before = piano_ticks();
        uint64_t ns = piano_platform_ns();
        uint64_t width = piano_ticks() - before;
        if (width < narrowest) {
            narrowest = width;
            best = (struct piano_clock_pair){.ticks = before + width / 2, .ns = ns};
        }
    }
    return best;
}

bool piano_start_file(uint32_t flags)
{
    struct piano_header *header = piano_store_open(run.folder, run.run_id);
    if (!header)
        return false;
    flags |= (piano_run.exact ? PIANO_EXACT_TIME : 0) | (run.cpu ? PIANO_CPU_TIME : 0) |
             (run.no_allocations ? PIANO_NO_ALLOCATOR : 0);
    atomic_store_explicit(&header->flags, flags, memory_order_relaxed);
    header->pid = piano_platform_pid();
    header->parent_pid = piano_platform_parent_pid();
    header->clock = run.clock;
    header->start_unix_ns = piano_platform_unix_ns();
    header->first = header->last = both_clocks();
    header->timed_inside = run.costs.timed_inside;
    header->timed_outside = run.costs.timed_outside;
    header->ordered_outside = run.costs.ordered_outside;
    header->counted_outside = run.costs.counted_outside;
    header->allocation_cost = run.costs.allocation;
    memcpy(header->run_id, run.run_id, sizeof header->run_id);
    header->selection_bytes = run.selection_bytes;
    memcpy(header->selection, run.selection, run.selection_bytes);
    piano_platform_program(header->program, sizeof header->program);
    header->args_bytes = piano_platform_arguments(header->args, sizeof header->args);
    /* Last of all: without it the file is not a run file yet. */
    atomic_signal_fence(memory_order_seq_cst);
    memcpy(header->magic, PIANO_MAGIC, sizeof header->magic);
    piano_run.header = header;
    return true;
}

/* Other threads may go on, and are recorded further. */
static void at_exit(void)
{
    if (atomic_load_explicit(&piano_run.recording, memory_order_acquire) != PIANO_RECORDING ||
        !inside_begin())
        return;
    piano_lock();
    if (piano_self) {
        piano_live_hand_in(piano_self);
        piano_cpu_note(piano_self);
    }
    struct piano_header *header = piano_run.header;
    header->last = both_clocks();
    header->end_ticks = header->last.ticks;
    header->end = PIANO_END_EXIT;
    piano_store_finish();
    piano_unlock();
    inside_end();
}

/* Rust's standard library, if it is loaded, brings its own allocator and asks no other. */
static void learn_allocator(void)
{
    if (piano_platform_loads("libstd-"))
        run.no_allocations = true;
}

static void learn_machine(void)
{
    run.clock = piano_platform_clock();
    if (run.clock == PIANO_CLOCK_NS)
        piano_unusual |= PIANO_UNUSUAL_CLOCK;
    if (run.cpu) {
        piano_unusual |= PIANO_UNUSUAL_CPU;
        piano_cpu_init();
    }
    piano_calibrate(run.optimised, &run.costs);
    uint64_t timed_cost = (run.costs.timed_inside + run.costs.timed_outside) / PIANO_COST_UNIT;
    piano_sampling_init(timed_cost, piano_run.exact);
    piano_ordered_init(piano_run.exact);
    piano_pace_init(run.optimised, &run.costs);
}

void piano_start(const char *settings, size_t bytes)
{
    static atomic_flag started = ATOMIC_FLAG_INIT;
    if (atomic_flag_test_and_set(&started))
        return;
    read_settings(settings, bytes);
    read_environment();
    learn_allocator();
    learn_machine();
    if (!run.folder[0] || !piano_start_file(0))
        return;
    piano_threads_init();
    piano_fork_init();
    atexit(at_exit);
    atomic_store_explicit(&piano_run.recording, PIANO_RECORDING, memory_order_release);
}
