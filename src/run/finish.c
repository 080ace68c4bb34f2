#include "run/finish.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "run/clock.h"
#include "run/image.h"
#include "run/live.h"

const char *run_id_new(struct arena *arena)
{
    time_t now = time(NULL);
    struct tm utc;
    char stamp[32] = "";
    if (gmtime_r(&now, &utc))
        strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &utc);
    return arena_printf(arena, "%s-%ld", stamp, (long)getpid());
}

/* The part of the header that tells of the end, in one piece. */
struct end {
    struct piano_clock_pair last;
    uint64_t ticks;
    uint32_t kind;
    int32_t wait_status;
};

_Static_assert(sizeof(struct end) == offsetof(struct piano_header, wait_status) + sizeof(int32_t) -
                                         offsetof(struct piano_header, last),
               "struct end has the fields of the header from `last` to `wait_status`");

static bool put(int fd, const void *bytes, size_t count, off_t at)
{
    return pwrite(fd, bytes, count, at) == (ssize_t)count;
}

/* `processor_ns`: 0 where it is not known. */
static bool write_end(const char *path, const struct end *end, uint64_t processor_ns,
                      struct error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    /* The program ran as another user: what it has noted itself must do. */
    if (fd < 0 && errno == EACCES)
        return true;
    if (fd < 0)
        return error_set(err, "cannot open '%s': %s", path, strerror(errno));
    bool ok = (put(fd, end, sizeof *end, offsetof(struct piano_header, last)) &&
               put(fd, &processor_ns, sizeof processor_ns,
                   offsetof(struct piano_header, processor_ns))) ||
              error_set(err, "cannot write '%s': %s", path, strerror(errno));
    close(fd);
    return ok;
}

static struct end end_of(const struct piano_header *h)
{
    return (struct end){h->last, h->end_ticks, h->end, h->wait_status};
}

/* What the process noted of its end is more exact than what we see afterwards. */
static bool finish_launched(const char *path, const struct piano_header *h,
                            const struct run_end *seen, struct error *err)
{
    struct end end = end_of(h);
    if (h->end == PIANO_END_WAITED)
        return true;
    if (end.ticks == 0 && clock_read(h->clock, &end.last))
        end.ticks = end.last.ticks;
    end.kind = PIANO_END_WAITED;
    end.wait_status = seen->wait_status;
    return write_end(path, &end, seen->processor_ns, err);
}

/* When it ended is not known: not before the last time it noted, nor before it was last seen. */
static bool finish_lost(const char *path, const struct piano_header *h, uint64_t seen_ticks,
                        struct error *err)
{
    struct end end = end_of(h);
    if (h->end != PIANO_END_UNKNOWN || h->end_ticks != 0)
        return true;
    end.ticks = seen_ticks > h->last.ticks ? seen_ticks : h->last.ticks;
    return write_end(path, &end, 0, err);
}

bool run_finish_lost(const char *path, uint64_t seen_ticks, struct error *err)
{
    struct arena scratch = {0};
    struct piano_header header;
    bool ok = image_read_header(&scratch, path, &header, err) &&
              finish_lost(path, &header, seen_ticks, err);
    arena_finish(&scratch);
    return ok;
}

static bool finish_file(const char *path, const struct piano_header *h, const struct run_end *seen,
                        struct error *err)
{
    if ((pid_t)h->pid == seen->pid)
        return finish_launched(path, h, seen, err);
    return live_pid((pid_t)h->pid) || finish_lost(path, h, 0, err);
}

bool run_finish(const char *folder, const char *run_id, const struct run_end *seen,
                struct error *err)
{
    struct arena scratch = {0};
    struct names names = {0};
    bool ok = !file_is_dir(folder) || dir_list(&scratch, folder, &names, err);
    for (size_t i = 0; ok && i < names.len; i++) {
        const char *path = path_join(&scratch, folder, names.at[i].at);
        struct piano_header header;
        struct error not_a_run = {0};
        if (text_starts(names.at[i], run_id) && text_ends(names.at[i], ".run") &&
            image_read_header(&scratch, path, &header, &not_a_run) &&
            strcmp(header.run_id, run_id) == 0)
            ok = finish_file(path, &header, seen, err);
    }
    arena_finish(&scratch);
    return ok;
}
