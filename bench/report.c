/* How long the default report of a run with 10,000 functions takes, and how much memory.
 * In: nothing; it makes the run.  Out: rows for table.sh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../tests/tool/run_maker.h"
#include "render/render.h"
#include "run/store.h"

#define FUNCTIONS 10000
#define PATHS_A_FUNCTION 5
#define ROUNDS 9
#define MOST_MS 50.0
#define MOST_MB 50.0

/* Functions call functions with higher numbers; every third has a histogram. */
static void make_run(const char *folder)
{
    struct maker m;
    struct error err = {0};
    maker_begin(&m, 64 << 20, "bench", 1);
    for (uint32_t i = 1; i <= FUNCTIONS; i++) {
        char name[64];
        snprintf(name, sizeof name, "module_%u::part_%u::Type%u::function_%u", i % 40, i % 7,
                 i % 300, i);
        maker_function(&m, "bench", name, "src/module.rs", i);
    }
    struct piano_thread *t = maker_thread(&m, "main", 1000000000);
    struct piano_node *above = maker_local(&m, t->root);
    for (uint32_t i = 0; i < FUNCTIONS * PATHS_A_FUNCTION; i++) {
        struct piano_node *n = maker_node(&m, t, above, 1 + i * 7919 % FUNCTIONS);
        n->counted = (1 + i % 1000) * PIANO_CALL;
        n->ticks = 1000000000 / (1 + i);
        n->allocs = i % 50;
        n->alloc_bytes = 64 * n->allocs;
        above = i % 8 ? n : maker_local(&m, t->root);
        if (i < FUNCTIONS && i % 3 == 0)
            maker_count(&m, t, maker_histogram(&m, t, n->function), n->ticks, 10);
    }
    maker_end(&m, MAKER_FIRST_TICKS + 1000000000);
    if (!maker_write(&m, folder, &err)) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    maker_finish(&m);
}

/* What `piano report` does, in a process of its own. */
static int report(const char *folder)
{
    struct arena arena = {0};
    struct run run;
    struct profile profile;
    struct buffer out = {0};
    struct rendered rendered = {0};
    struct error err = {0};
    if (!store_find(&arena, folder, NULL, &run, &err)) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    profile_make(&arena, &run, &(struct profile_options){0}, &profile);
    if (!render_profile(&profile, &(struct render_options){.width = 80}, &out, &rendered, &err))
        return 1;
    bool whole = rendered.hidden == FUNCTIONS - 10 && profile_is_valid(&profile);
    buffer_finish(&out);
    arena_finish(&arena);
    return whole ? 0 : 1;
}

static double ms_of(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

/* The CPU time of one report, which other work on the machine does not lengthen; `*megabytes` is
 * the most memory it had. */
static double measure(const char *folder, double *megabytes)
{
    struct rusage usage;
    int status;
    pid_t child = vfork();
    if (child == 0) {
        execl("/proc/self/exe", "report", folder, (char *)NULL);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) {
        fprintf(stderr, "the report failed\n");
        exit(1);
    }
    *megabytes = (double)usage.ru_maxrss / 1024;
    return ms_of(usage.ru_utime) + ms_of(usage.ru_stime);
}

static void print_row(const char *what, const char *unit, double ours, double target)
{
    printf("%s|%s|%.1f||<= %.0f %s\n", what, unit, ours, target, unit);
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/piano-bench-XXXXXX";
    struct error err = {0};
    double best_ms = 1e9, megabytes = 0;
    if (argc > 1)
        return report(argv[1]);
    if (!mkdtemp(folder))
        return 1;
    make_run(folder);
    for (int i = 0; i < ROUNDS; i++) {
        double ms = measure(folder, &megabytes);
        best_ms = ms < best_ms ? ms : best_ms;
    }
    path_remove(folder, &err);
    print_row("report of 10,000 functions on 50,000 paths", "ms", best_ms, MOST_MS);
    print_row("memory of that report", "MB", megabytes, MOST_MB);
    return 0;
}
