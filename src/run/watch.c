#include "run/watch.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/peek.h"
#include "base/text.h"
#include "run/clock.h"

/* The mean time between two looks. A look takes up to 60 us of a processor, most of that for waking
 * up. */
#define INTERVAL_S 0.01
#define MOST_BYTES ((uint64_t)1 << 30) /* of a file that is watched */
#define MOST_ASKED 16 /* threads in a look of which the system is asked whether they wait */

struct watch {
    struct arena *arena;
    const char *path;
    pid_t pid;
    int fd; /* of the run file; -1: not there yet */
    struct piano_header header;
    uint64_t walked;              /* bytes of the file whose slabs are known */
    ARRAY(uint64_t) thread_slabs; /* offsets of their content */
    uint64_t latest;              /* ticks of the look before; 0: there was none */
    uint64_t looks;
    size_t threads, threads_before; /* in functions, in this look so far; in the look before */
    struct piano_watched *seen;     /* by a node's place in the file, as a number of nodes */
    size_t room;
    uint32_t random;
};

struct watch *watch_begin(struct arena *arena, const char *folder, const char *run_id, pid_t pid)
{
    struct watch *watch = arena_alloc(arena, sizeof *watch);
    *watch = (struct watch){
        .arena = arena,
        .path = arena_printf(arena, "%s/%s-%ld.run", folder, run_id, (long)pid),
        .pid = pid,
        .fd = -1,
    };
    return watch;
}

double watch_pause(struct watch *watch)
{
    watch->random = watch->random * 1664525u + 1013904223u;
    return INTERVAL_S * (0.5 + (double)watch->random / 0x1p32);
}

static bool read_at(const struct watch *watch, void *to, size_t bytes, uint64_t offset)
{
    return pread(watch->fd, to, bytes, (off_t)offset) == (ssize_t)bytes;
}

static bool is_of_use(const struct piano_header *h)
{
    return memcmp(h->magic, PIANO_MAGIC, sizeof h->magic) == 0 && h->version == PIANO_VERSION &&
           !(h->flags & PIANO_EXACT_TIME);
}

/* Opens the file once it is there; whether there is something to watch. */
static bool is_open(struct watch *watch)
{
    if (watch->fd >= 0)
        return true;
    int fd = open(watch->path, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && pread(fd, &watch->header, sizeof watch->header, 0) == sizeof watch->header &&
        is_of_use(&watch->header))
        watch->fd = fd;
    else if (fd >= 0)
        close(fd);
    return watch->fd >= 0;
}

/* How long the file is by now. */
static bool read_used(struct watch *watch)
{
    return read_at(watch, &watch->header.used_bytes, sizeof watch->header.used_bytes,
                   offsetof(struct piano_header, used_bytes));
}

/* Slabs stay where they are; new ones come behind them. */
static void walk(struct watch *watch)
{
    struct piano_slab slab;
    uint64_t used = watch->header.used_bytes;
    if (watch->walked == 0)
        watch->walked = PIANO_HEADER_BYTES;
    while (watch->walked < used && used <= MOST_BYTES &&
           read_at(watch, &slab, sizeof slab, watch->walked) && slab.bytes >= sizeof slab) {
        if (slab.kind == PIANO_SLAB_THREADS)
            array_push(watch->arena, &watch->thread_slabs, watch->walked + sizeof slab);
        watch->walked += slab.bytes;
    }
}

static bool has_room(struct watch *watch, size_t place)
{
    if (place < watch->room)
        return true;
    size_t room = 2 * place + 1024;
    struct piano_watched *grown = realloc(watch->seen, room * sizeof *grown);
    if (!grown)
        return false;
    memset(grown + watch->room, 0, (room - watch->room) * sizeof *grown);
    watch->seen = grown;
    watch->room = room;
    return true;
}

/* For how many looks it counts that the thread waits at this one. Where there are many threads they
 * are asked in turn, and each time stand for the others. */
static uint32_t looks_asleep(const struct watch *watch, const struct piano_thread *thread)
{
    size_t groups = 1 + watch->threads_before / MOST_ASKED;
    bool has_turn = (watch->threads + watch->looks) % groups == 0;
    return has_turn && peek_sleeps(watch->pid, thread->os_id) ? (uint32_t)groups : 0;
}

/* A thread that has no tree, or is in one of the runtime's own, is at no node of the file. */
static void note(struct watch *watch, const struct piano_thread *thread, uint64_t node,
                 uint64_t ticks)
{
    uint64_t offset = node - watch->header.base;
    size_t place = offset / sizeof(struct piano_node);
    if (node < watch->header.base || offset >= watch->header.used_bytes || !has_room(watch, place))
        return;
    struct piano_watched *seen = &watch->seen[place];
    seen->node = (struct piano_node *)(uintptr_t)node;
    seen->ticks += ticks;
    seen->looks++;
    if (seen->node == thread->root) /* outside of any function */
        return;
    seen->asleep += looks_asleep(watch, thread);
    watch->threads++;
}

/* And where their nodes' addresses are. */
struct live_threads {
    const struct piano_thread *threads[PEEK_MOST];
    uint64_t current_at[PEEK_MOST];
    size_t count;
};

static void look_at(struct watch *watch, const struct live_threads *live, uint64_t ticks)
{
    uint64_t nodes[PEEK_MOST];
    size_t got = peek_words(watch->pid, live->current_at, live->count, nodes);
    for (size_t i = 0; i < got; i++)
        note(watch, live->threads[i], nodes[i], ticks);
}

/* `content`: where the threads of a slab begin. */
static void look_at_threads(struct watch *watch, uint64_t content, uint64_t ticks)
{
    struct piano_slab slab;
    struct piano_thread threads[PEEK_MOST];
    if (!read_at(watch, &slab, sizeof slab, content - sizeof slab))
        return;
    for (uint64_t left = slab.used / sizeof *threads, n; left > 0; left -= n) {
        n = left < PEEK_MOST ? left : PEEK_MOST;
        if (!read_at(watch, threads, n * sizeof *threads, content))
            return;
        content += n * sizeof *threads;
        struct live_threads live = {.count = 0};
        for (size_t i = 0; i < n; i++)
            if (threads[i].state == PIANO_THREAD_LIVE && threads[i].current_at) {
                live.threads[live.count] = &threads[i];
                live.current_at[live.count++] = threads[i].current_at;
            }
        look_at(watch, &live, ticks);
    }
}

void watch_look(struct watch *watch)
{
    struct piano_clock_pair now;
    if (!is_open(watch) || !read_used(watch) || !clock_read(watch->header.clock, &now))
        return;
    walk(watch);
    watch->looks++;
    watch->threads_before = watch->threads;
    watch->threads = 0;
    if (watch->latest && now.ticks > watch->latest)
        for (size_t i = 0; i < watch->thread_slabs.len; i++)
            look_at_threads(watch, watch->thread_slabs.at[i], now.ticks - watch->latest);
    watch->latest = now.ticks;
}

/* Move what was seen to the front; the answer is how many nodes that is. */
static size_t close_up(struct watch *watch)
{
    size_t count = 0;
    for (size_t place = 0; place < watch->room; place++)
        if (watch->seen[place].looks > 0)
            watch->seen[count++] = watch->seen[place];
    return count;
}

/* Add what was seen as a slab; false where that cannot be written. The slab is part of the file
 * once the header, which is written last, says so. */
static bool append(const struct watch *watch, size_t count)
{
    uint64_t bytes = count * sizeof *watch->seen, at = watch->header.used_bytes;
    struct piano_slab slab = {
        .kind = PIANO_SLAB_WATCHED, .thread = UINT32_MAX, .bytes = sizeof slab, .used = bytes};
    slab.bytes += (bytes + sizeof slab - 1) / sizeof slab * sizeof slab;
    uint64_t used = at + slab.bytes;
    struct stat st;
    return fstat(watch->fd, &st) == 0 &&
           ((uint64_t)st.st_size >= used || ftruncate(watch->fd, (off_t)used) == 0) &&
           pwrite(watch->fd, &slab, sizeof slab, (off_t)at) == (ssize_t)sizeof slab &&
           pwrite(watch->fd, watch->seen, bytes, (off_t)(at + sizeof slab)) == (ssize_t)bytes &&
           pwrite(watch->fd, &used, sizeof used, offsetof(struct piano_header, used_bytes)) ==
               (ssize_t)sizeof used;
}

void watch_end(struct watch *watch)
{
    size_t count = close_up(watch);
    if (count > 0)
        (void)(read_used(watch) && append(watch, count));
    free(watch->seen);
    if (watch->fd >= 0)
        close(watch->fd);
}
