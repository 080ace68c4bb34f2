#include "run/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

/* A sparse file can claim any size; the runtime never comes near this one. */
#define MOST_BYTES ((uint64_t)4 << 30)
#define SLAB_ALIGNMENT 64

bool image_damaged(const char *path, const char *what, struct error *err)
{
    return error_set(err, "'%s' is damaged (%s): record the run again", path, what);
}

static bool read_at(int fd, char *to, uint64_t bytes, uint64_t offset, uint64_t *got)
{
    *got = 0;
    while (*got < bytes) {
        ssize_t n = pread(fd, to + *got, bytes - *got, (off_t)(offset + *got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        *got += (uint64_t)n;
    }
    return true;
}

static bool check_header(const char *path, const struct piano_header *h, uint64_t got,
                         struct error *err)
{
    if (got < offsetof(struct piano_header, header_bytes) ||
        memcmp(h->magic, PIANO_MAGIC, sizeof h->magic) != 0)
        return error_set(err, "'%s' is not a piano run file: 'piano runs' lists those there are",
                         path);
    if (h->version > PIANO_VERSION)
        return error_set(err,
                         "'%s' was written by a newer piano (format %u, this one reads %u): "
                         "update piano, or record the run again",
                         path, h->version, PIANO_VERSION);
    if (h->version < PIANO_VERSION)
        return error_set(err,
                         "'%s' was written by an older piano (format %u, this one reads %u): "
                         "record the run again",
                         path, h->version, PIANO_VERSION);
    if (got < PIANO_HEADER_BYTES)
        return image_damaged(path, "it is cut short", err);
    if (h->header_bytes != PIANO_HEADER_BYTES || h->used_bytes < PIANO_HEADER_BYTES)
        return image_damaged(path, "its header makes no sense", err);
    return true;
}

static void end_strings(struct piano_header *h)
{
    h->run_id[sizeof h->run_id - 1] = '\0';
    h->program[sizeof h->program - 1] = '\0';
    h->args[sizeof h->args - 1] = '\0';
    h->selection[sizeof h->selection - 1] = '\0';
    if (h->args_bytes > sizeof h->args)
        h->args_bytes = sizeof h->args;
}

static int open_run(const char *path, uint64_t *size, struct error *err)
{
    /* Not blocking: the path may name a pipe. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0) {
        error_set(err, "cannot open '%s': %s", path, strerror(errno));
    } else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        error_set(err, "'%s' is not a piano run file: 'piano runs' lists those there are", path);
        close(fd);
        fd = -1;
    } else {
        *size = (uint64_t)st.st_size;
    }
    return fd;
}

/* `header` is PIANO_HEADER_BYTES long. */
static bool read_header(int fd, const char *path, char *header, struct error *err)
{
    uint64_t got;
    if (!read_at(fd, header, PIANO_HEADER_BYTES, 0, &got))
        return error_set(err, "cannot read '%s': %s", path, strerror(errno));
    struct piano_header *h = (struct piano_header *)header;
    if (!check_header(path, h, got, err))
        return false;
    end_strings(h);
    return true;
}

bool image_read_header(struct arena *arena, const char *path, struct piano_header *out,
                       struct error *err)
{
    uint64_t size;
    int fd = open_run(path, &size, err);
    if (fd < 0)
        return false;
    char *header = arena_alloc(arena, PIANO_HEADER_BYTES);
    bool ok = read_header(fd, path, header, err);
    if (ok)
        memcpy(out, header, sizeof *out);
    close(fd);
    return ok;
}

/* The header is read first: slabs that a live process adds afterwards are past `used_bytes`. */
static bool read_all(int fd, uint64_t size, struct arena *arena, struct image *image,
                     struct error *err)
{
    char *header = arena_alloc(arena, PIANO_HEADER_BYTES);
    if (!read_header(fd, image->path, header, err))
        return false;
    uint64_t used = ((const struct piano_header *)header)->used_bytes, got;
    if (used > size)
        return image_damaged(image->path, "it is cut short", err);
    if (used > MOST_BYTES)
        return image_damaged(image->path, "it is too large to be a run", err);
    image->at = arena_alloc(arena, used);
    image->bytes = used;
    memcpy(image->at, header, PIANO_HEADER_BYTES);
    if (!read_at(fd, image->at + PIANO_HEADER_BYTES, used - PIANO_HEADER_BYTES, PIANO_HEADER_BYTES,
                 &got))
        return error_set(err, "cannot read '%s': %s", image->path, strerror(errno));
    if (got < used - PIANO_HEADER_BYTES)
        return image_damaged(image->path, "it is cut short", err);
    image->header = (const struct piano_header *)image->at;
    return true;
}

static bool find_slabs(struct arena *arena, struct image *image, struct error *err)
{
    ARRAY(struct image_slab) slabs = {0};
    uint64_t at = PIANO_HEADER_BYTES;
    while (image->bytes - at >= sizeof(struct piano_slab)) {
        const struct piano_slab *slab = (const struct piano_slab *)(image->at + at);
        uint64_t room = slab->bytes - sizeof *slab;
        if (slab->bytes == 0 && slab->kind == 0)
            break; /* the process died while it gave this one out */
        if (slab->bytes < sizeof *slab || slab->bytes % SLAB_ALIGNMENT != 0 ||
            slab->bytes > image->bytes - at || slab->used > room)
            return image_damaged(image->path, "a slab makes no sense", err);
        uint64_t start = at + sizeof *slab;
        array_push(arena, &slabs,
                   (struct image_slab){slab->kind, slab->thread, start, start + slab->used});
        at += slab->bytes;
    }
    image->slabs = slabs.at;
    image->slab_count = slabs.len;
    return true;
}

bool image_read(struct arena *arena, const char *path, struct image *out, struct error *err)
{
    uint64_t size;
    int fd = open_run(path, &size, err);
    if (fd < 0)
        return false;
    struct image image = {.path = arena_string(arena, text_of(path))};
    bool ok = read_all(fd, size, arena, &image, err) && find_slabs(arena, &image, err);
    if (ok)
        *out = image;
    close(fd);
    return ok;
}

/* The last slab that starts at or before the offset. */
static const struct image_slab *slab_before(const struct image *image, uint64_t offset)
{
    size_t low = 0, high = image->slab_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (image->slabs[middle].start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &image->slabs[low - 1] : NULL;
}

const struct image_slab *image_next(const struct image *image, enum piano_slab_kind kind,
                                    size_t *at)
{
    while (*at < image->slab_count) {
        const struct image_slab *slab = &image->slabs[(*at)++];
        if (slab->kind == kind)
            return slab;
    }
    return NULL;
}

const struct image_slab *image_find(const struct image *image, uint64_t address,
                                    enum piano_slab_kind kind, uint64_t bytes, uint64_t *offset)
{
    uint64_t at = address - image->header->base;
    const struct image_slab *slab = slab_before(image, at);
    if (!slab || slab->kind != (uint32_t)kind || at % sizeof(uint64_t) != 0 || at > slab->end ||
        bytes > slab->end - at)
        return NULL;
    *offset = at;
    return slab;
}
