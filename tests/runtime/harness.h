/* What the runtime's C tests share: sites, a recording each in a process of its own, sums. Needs
 * nothing but libc, so that the tests run wherever the runtime does. */
#ifndef PIANO_TEST_HARNESS_H
#define PIANO_TEST_HARNESS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/format.h"
#include "runtime/piano.h"
#include "runtime/tree.h"

#define SITE(name)                                                                                 \
    {                                                                                              \
        .text = "crate\n" name "\nfile.rs\n1",                                                     \
        .text_bytes = sizeof("crate\n" name "\nfile.rs\n1") - 1                                    \
    }

#define require(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

static inline const char *runs_folder(void)
{
    static char folder[64];
    if (!folder[0]) {
        strcpy(folder, "/tmp/piano-runtime-XXXXXX");
        if (!mkdtemp(folder))
            abort();
    }
    return folder;
}

#ifdef PROBES_ARE_KEPT
#include "kept_probes.h"
#endif

struct test {
    const char *name;
    const char *settings; /* NULL: does not record */
    void (*body)(void);
};

#define TEST(body, settings)                                                                       \
    {                                                                                              \
#body, settings, body                                                                      \
    }

/* Runs a test in a process that records with its settings. */
static inline bool passes(const struct test *test)
{
    const char *folder = runs_folder();
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        char all[512];
        snprintf(all, sizeof all, "runs=%s\n%s", folder, test->settings ? test->settings : "");
        unsetenv("PIANO_EXACT");
        unsetenv("PIANO_RUNS_DIR");
        if (test->settings)
            piano_start(all, strlen(all));
        test->body();
        exit(0);
    }
    int status = 1;
    return waitpid(child, &status, 0) == child && status == 0;
}

/* For main. */
static inline int run_tests(const struct test *tests, size_t count)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        bool ok = passes(&tests[i]);
        printf("%s %s\n", ok ? "ok    " : "FAILED", tests[i].name);
        failed += !ok;
    }
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", runs_folder());
    return system(command) != 0 || failed != 0;
}

struct sums {
    uint64_t calls, ticks, untimed, allocs, alloc_bytes, frees, freed_bytes, nodes, folded;
};

static inline void add_node(const struct piano_node *node, struct sums *sums)
{
    sums->calls += node->counted / PIANO_CALL;
    sums->ticks += node->ticks;
    sums->untimed += node->untimed;
    sums->allocs += node->allocs;
    sums->alloc_bytes += node->alloc_bytes;
    sums->frees += node->frees;
    sums->freed_bytes += node->freed_bytes;
    sums->nodes++;
    sums->folded += node_is_folded(node) ? node->counted / PIANO_CALL : 0;
}

/* What all trees of this process say of a function. */
static inline struct sums sums_of(const struct piano_site *site)
{
    struct sums sums = {0};
    uint32_t function = atomic_load(&site->id);
    const char *base = (const char *)piano_run.header;
    uint64_t used = atomic_load(&piano_run.header->used_bytes);
    for (uint64_t at = PIANO_HEADER_BYTES; function && at < used;) {
        const struct piano_slab *slab = (const struct piano_slab *)(base + at);
        at += slab->bytes;
        const struct piano_node *node = (const struct piano_node *)(slab + 1);
        uint64_t count = atomic_load(&slab->used) / sizeof *node;
        for (uint64_t i = 0; slab->kind == PIANO_SLAB_NODES && i < count; i++)
            if (node[i].function == function)
                add_node(&node[i], &sums);
    }
    return sums;
}

/* NULL where no frame has ended. */
static inline const struct piano_frames *frame_log(void)
{
    const char *base = (const char *)piano_run.header;
    for (uint64_t at = PIANO_HEADER_BYTES; at < atomic_load(&piano_run.header->used_bytes);) {
        const struct piano_slab *slab = (const struct piano_slab *)(base + at);
        if (slab->kind == PIANO_SLAB_FRAMES)
            return (const struct piano_frames *)(slab + 1);
        at += slab->bytes;
    }
    return NULL;
}

/* NULL where the function did not run in the frame. */
static inline const struct piano_frame_part *part_of(const struct piano_frame *frame,
                                                     const struct piano_site *site)
{
    for (uint32_t i = 0; i < frame->part_count; i++)
        if (frame->parts[i].function == atomic_load(&site->id))
            return &frame->parts[i];
    return NULL;
}

static inline uint32_t calls_in(const struct piano_frame *frame, const struct piano_site *site)
{
    const struct piano_frame_part *part = part_of(frame, site);
    return part ? part->calls : 0;
}

#endif
