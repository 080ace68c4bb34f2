/* A program at the limits of what a run can hold, without a compiler in between.
 * In: which limit, how far.  Out: a run in PIANO_RUNS_DIR; on standard output the calls that it
 * made, the bytes that recording took at the most, and how many ns a call took.
 * usage: limits functions N | paths N | depth N FUNCTIONS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "runtime/piano.h"

#define LONGEST_TEXT 64
#define ROUNDS 3

struct program {
    struct piano_site *sites;
    uint64_t site_count, calls;
};

static void *zeroed(uint64_t count, size_t bytes)
{
    void *at = calloc(count, bytes);
    if (!at)
        exit(1);
    memset(at, 0, count * bytes);
    return at;
}

static void name_functions(struct program *p, uint64_t count)
{
    p->sites = zeroed(count, sizeof *p->sites);
    p->site_count = count;
    char *text = zeroed(count, LONGEST_TEXT);
    for (uint64_t i = 0; i < count; i++, text += LONGEST_TEXT) {
        unsigned long long n = i;
        int length = snprintf(text, LONGEST_TEXT, "limits\nm%llu::t%llu::function_%llu\ns.rs\n%llu",
                              n % 40, n % 300, n, n);
        p->sites[i].text = text;
        p->sites[i].text_bytes = (size_t)length;
    }
}

static struct piano_call enter(struct program *p, uint64_t function)
{
    p->calls++;
    return piano_enter(&p->sites[function % p->site_count]);
}

static void call_each(struct program *p)
{
    for (uint64_t i = 0; i < p->site_count; i++)
        piano_leave(enter(p, i));
}

/* Each of a thousand functions calls each. */
static void call_pairs(struct program *p, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        struct piano_call outer = enter(p, i / p->site_count);
        piano_leave(enter(p, i));
        piano_leave(outer);
    }
}

static void call_down(struct program *p, struct piano_call *calls, uint64_t depth)
{
    for (uint64_t i = 0; i < depth; i++)
        calls[i] = enter(p, i);
    for (uint64_t i = depth; i-- > 0;)
        piano_leave(calls[i]);
}

static long most_kilobytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "", *settings = "allocations=0";
    uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    bool functions = strcmp(what, "functions") == 0, paths = strcmp(what, "paths") == 0;
    struct program p = {0};
    name_functions(&p, functions ? count : argc > 3 ? strtoull(argv[3], NULL, 10) : 1000);
    struct piano_call *stack = zeroed(functions || paths ? 1 : count, sizeof *stack);
    long before = most_kilobytes();
    double start = seconds();
    piano_start(settings, strlen(settings));
    for (int round = 0; round < ROUNDS; round++) {
        if (functions)
            call_each(&p);
        else if (paths)
            call_pairs(&p, count);
        else
            call_down(&p, stack, count);
    }
    double spent = seconds() - start;
    printf("%llu %lld %.0f\n", (unsigned long long)p.calls,
           (long long)(most_kilobytes() - before) * 1024, spent / (double)p.calls * 1e9);
    return 0;
}
