/* A run file in plain text, for the runtime's own tests: independent of the reader in src/run.
 * In: FILE.  Out: lines of words, sorted by their function's first call:
 *   run KEY VALUE
 *   function NAME calls N untimed N ticks N allocs N bytes N frees N freed N polls N completed N
 *            cancelled N suspended N cpu N self N timed_max N paths N
 *   thread INDEX STATE served N recorded N name NAME
 *   path NAME;NAME;NAME calls N ticks N                     (with -p)
 *   frame NUMBER KEPT function NAME ticks N allocs N bytes N parts N   (with -f)
 * Exit code 1 and a sentence where the file contradicts its own format. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/format.h"

struct totals {
    const char *name;
    int length;
    uint64_t calls, untimed, ticks, allocs, bytes, frees, freed, polls, completed, cancelled,
        panicked, suspended, cpu, timed_max, histogram_calls, paths;
    int64_t self;
};

static const char *file;
static uint64_t file_bytes;
static const struct piano_header *header;
static struct totals *totals;
static uint64_t function_count;

static void fail(const char *why)
{
    printf("damaged: %s\n", why);
    exit(1);
}

/* The place in the file of a pointer in it. */
static const void *at(const void *pointer, size_t bytes)
{
    uint64_t offset = (uint64_t)(uintptr_t)pointer - header->base;
    if (offset < PIANO_HEADER_BYTES || offset + bytes > header->used_bytes ||
        header->used_bytes > file_bytes)
        fail("a pointer leads out of the file");
    return file + offset;
}

static void read_file(const char *path)
{
    int handle = open(path, O_RDONLY);
    struct stat status;
    if (handle < 0 || fstat(handle, &status) != 0 || status.st_size < PIANO_HEADER_BYTES)
        fail("cannot be read");
    file_bytes = (uint64_t)status.st_size;
    file = mmap(NULL, file_bytes, PROT_READ, MAP_PRIVATE, handle, 0);
    if (file == MAP_FAILED)
        fail("cannot be mapped");
    header = (const struct piano_header *)file;
    if (memcmp(header->magic, PIANO_MAGIC, sizeof header->magic) != 0)
        fail("no magic");
    if (header->used_bytes > file_bytes)
        fail("longer than its file");
}

static const struct piano_slab *next_slab(const struct piano_slab *slab, uint32_t kind)
{
    for (;;) {
        uint64_t offset =
            slab ? (uint64_t)((const char *)slab - file) + slab->bytes : PIANO_HEADER_BYTES;
        if (offset >= header->used_bytes)
            return NULL;
        slab = (const struct piano_slab *)(file + offset);
        if (slab->bytes < sizeof *slab || slab->bytes % 64 ||
            slab->used + sizeof *slab > slab->bytes)
            fail("a slab's size");
        if (slab->kind == kind)
            return slab;
    }
}

static void read_functions(void)
{
    for (const struct piano_slab *slab = NULL; (slab = next_slab(slab, PIANO_SLAB_FUNCTIONS));) {
        const char *record = (const char *)(slab + 1), *end = record + slab->used;
        while (record < end) {
            const struct piano_function *function = (const struct piano_function *)record;
            if (function->id != function_count + 1)
                fail("function ids are not in order");
            totals = realloc(totals, (function_count + 2) * sizeof *totals);
            if (function_count++ == 0)
                totals[0] = (struct totals){.name = "(outside)", .length = 9};
            struct totals *mine = &totals[function->id];
            *mine = (struct totals){.name = function->text, .length = (int)function->text_bytes};
            const char *line = memchr(function->text, '\n', function->text_bytes);
            if (line) {
                const char *stop = memchr(
                    line + 1, '\n', function->text_bytes - (size_t)(line + 1 - function->text));
                mine->name = line + 1;
                mine->length =
                    (int)((stop ? stop : function->text + function->text_bytes) - mine->name);
            }
            record += (sizeof *function + function->text_bytes + 7) & ~(size_t)7;
        }
    }
    if (!totals)
        totals = calloc(1, sizeof *totals);
    totals[0] = (struct totals){.name = "(outside)", .length = 9};
}

static uint64_t now_of(const struct piano_thread *thread)
{
    uint64_t end = header->end_ticks ? header->end_ticks : header->last.ticks;
    return end > thread->start_ticks ? end : thread->start_ticks;
}

static void print_path(const struct piano_node *node)
{
    if (node->parent) {
        const struct piano_node *parent = at(node->parent, sizeof *parent);
        print_path(parent);
        if (parent->parent)
            putchar(';');
        printf("%.*s", totals[node->function].length, totals[node->function].name);
    }
}

static uint64_t add_node(const struct piano_node *node, uint64_t now, bool paths)
{
    if (node->function > function_count)
        fail("a function that is not there");
    struct totals *mine = &totals[node->function];
    uint64_t ticks = node->ticks + (node->start && now > node->start ? now - node->start : 0);
    mine->calls += node->counted / PIANO_CALL;
    mine->untimed += node->untimed;
    bool folding = node->flags & PIANO_NODE_FOLD && !node->function;
    mine->ticks += folding ? 0 : ticks; /* they are in the callers' */
    mine->allocs += node->allocs;
    mine->bytes += node->alloc_bytes;
    mine->frees += node->frees;
    mine->freed += node->freed_bytes;
    mine->self += (int64_t)ticks;
    mine->paths++;
    if (node->more) {
        const struct piano_more *more = at(node->more, sizeof *more);
        mine->polls += more->polls;
        mine->completed += more->completed;
        mine->panicked += more->panicked;
        mine->cancelled += more->cancelled;
        mine->suspended += more->suspended_ticks;
        mine->cpu += more->cpu_ticks;
        mine->self -= (int64_t)more->folded_ticks;
    }
    if (node->histogram)
        at(node->histogram, sizeof *node->histogram);
    if (paths && node->parent) {
        printf("path ");
        print_path(node);
        printf(" calls %lu ticks %lu\n", node->counted / PIANO_CALL, ticks);
    }
    return ticks;
}

static uint64_t folded_calls;

/* A tree's nodes stand one after another, each behind its parent. */
static void add_nodes(const struct piano_thread *thread, bool paths)
{
    uint64_t now = now_of(thread);
    for (const struct piano_slab *slab = NULL; (slab = next_slab(slab, PIANO_SLAB_NODES));) {
        const struct piano_node *node = (const struct piano_node *)(slab + 1);
        uint64_t count = slab->thread == thread->index ? slab->used / sizeof *node : 0;
        for (; count > 0; count--, node++) {
            uint64_t ticks = add_node(node, now, paths);
            if (!node->parent)
                continue;
            const struct piano_node *parent = at(node->parent, sizeof *parent);
            if (!(node->flags & PIANO_NODE_FOLD))
                totals[parent->function].self -= (int64_t)ticks;
            if ((node->flags | parent->flags) & PIANO_NODE_FOLD)
                folded_calls += node->counted / PIANO_CALL;
        }
    }
}

static void read_threads(bool paths)
{
    for (const struct piano_slab *slab = NULL; (slab = next_slab(slab, PIANO_SLAB_THREADS));) {
        const struct piano_thread *thread = (const struct piano_thread *)(slab + 1);
        for (uint64_t i = 0; i < slab->used / sizeof *thread; i++, thread++) {
            printf("thread %u %s served %lu recorded %lu name %.32s\n", thread->index,
                   thread->state == PIANO_THREAD_LIVE ? "live" : "ended", thread->served,
                   thread->root ? ((const struct piano_node *)at(thread->root, 128))->ticks : 0,
                   thread->name);
            add_nodes(thread, paths);
        }
    }
}

static void read_histograms(void)
{
    for (const struct piano_slab *slab = NULL; (slab = next_slab(slab, PIANO_SLAB_HISTOGRAMS));) {
        const struct piano_histogram *one = (const struct piano_histogram *)(slab + 1);
        for (uint64_t i = 0; i < slab->used / sizeof *one; i++, one++) {
            if (one->function > function_count)
                fail("a histogram of no function");
            struct totals *mine = &totals[one->function];
            if (one->max > mine->timed_max)
                mine->timed_max = one->max;
            for (int k = 0; k < PIANO_OCTAVES; k++) {
                if (!one->octaves[k])
                    continue;
                const struct piano_octave *octave =
                    (const struct piano_octave *)(file + (uint64_t)one->octaves[k] * 64);
                for (int b = 0; b < PIANO_OCTAVE_BUCKETS; b++)
                    mine->histogram_calls += octave->calls[b];
            }
        }
    }
}

static void read_frames(void)
{
    const struct piano_slab *slab = next_slab(NULL, PIANO_SLAB_FRAMES);
    if (!slab)
        return;
    const struct piano_frames *log = (const struct piano_frames *)(slab + 1);
    printf("frames seen %lu ticks %lu every %lu\n", log->seen, log->ticks, log->sample_every);
    const struct piano_frame *frame = (const struct piano_frame *)(log + 1);
    for (uint32_t i = 0; i < log->slowest_slots + log->sample_slots; i++, frame++) {
        if (!frame->kept)
            continue;
        printf("frame %lu %s function %.*s ticks %lu allocs %lu bytes %lu parts %u\n",
               frame->number, frame->kept == PIANO_FRAME_SLOWEST ? "slowest" : "sample",
               totals[frame->function].length, totals[frame->function].name, frame->ticks,
               frame->allocs, frame->alloc_bytes, frame->part_count);
        for (uint32_t p = 0; p < frame->part_count; p++)
            printf("part %lu %.*s calls %u self %lu\n", frame->number,
                   totals[frame->parts[p].function].length, totals[frame->parts[p].function].name,
                   frame->parts[p].calls, frame->parts[p].self_ticks);
    }
}

static void print_run(void)
{
    const struct piano_header *h = header;
    printf("run id %s\nrun pid %u\nrun program %s\nrun flags %u\nrun end %u\nrun clock %u\n",
           h->run_id, h->pid, h->program, h->flags, h->end, h->clock);
    printf("run used %lu\nrun functions %lu\nrun peak %lu\n", h->used_bytes, h->function_count,
           h->peak_live_bytes);
    printf("run cost timed_inside %.2f timed_outside %.2f counted_outside %.2f allocation %.2f\n",
           (double)h->timed_inside / 256, (double)h->timed_outside / 256,
           (double)h->counted_outside / 256, (double)h->allocation_cost / 256);
    printf("run ticks_per_ns %.4f\n",
           (double)(h->last.ticks - h->first.ticks) / (double)(h->last.ns - h->first.ns + 1));
}

static void print_functions(void)
{
    for (uint64_t id = 0; id <= function_count; id++) {
        const struct totals *f = &totals[id];
        printf("function %.*s calls %lu untimed %lu ticks %lu allocs %lu bytes %lu frees %lu "
               "freed %lu polls %lu completed %lu cancelled %lu panicked %lu suspended %lu cpu %lu "
               "self %ld "
               "timed_max %lu histogram %lu paths %lu\n",
               f->length, f->name, f->calls, f->untimed, f->ticks, f->allocs, f->bytes, f->frees,
               f->freed, f->polls, f->completed, f->cancelled, f->panicked, f->suspended, f->cpu,
               f->self, f->timed_max, f->histogram_calls, f->paths);
    }
}

int main(int count, char **words)
{
    bool paths = false, frames = false;
    for (int i = 1; i < count - 1; i++) {
        paths |= strcmp(words[i], "-p") == 0;
        frames |= strcmp(words[i], "-f") == 0;
    }
    if (count < 2)
        return 2;
    read_file(words[count - 1]);
    read_functions();
    print_run();
    read_threads(paths);
    printf("run folded %lu\n", folded_calls);
    read_histograms();
    print_functions();
    if (frames)
        read_frames();
    return 0;
}
