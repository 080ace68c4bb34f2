#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(struct arena *arena, const char *path, struct text *out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, "cannot open '%s': %s", path, strerror(errno));
    struct stat st;
    bool ok = fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode);
    if (!ok) {
        error_set(err, "cannot read '%s': it is not a file", path);
        goto done;
    }
    size_t size = (size_t)st.st_size, len = 0;
    char *at = arena_alloc(arena, size + 1);
    while (len < size) {
        ssize_t got = read(fd, at + len, size - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            ok = error_set(err, "cannot read '%s': %s", path, strerror(errno));
            goto done;
        }
        if (got == 0)
            break;
        len += (size_t)got;
    }
    at[len] = '\0';
    *out = (struct text){at, len};
done:
    close(fd);
    return ok;
}

static bool write_all(int fd, struct text text)
{
    while (text.len) {
        ssize_t put = write(fd, text.at, text.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        text = text_slice(text, (size_t)put, text.len);
    }
    return true;
}

bool file_write(const char *path, struct text text, struct error *err)
{
    struct arena scratch = {0};
    char *temporary = arena_printf(&scratch, "%s.XXXXXX", path);
    int fd = mkstemp(temporary);
    bool ok = fd >= 0 && fchmod(fd, 0644) == 0 && write_all(fd, text);
    int reason = errno;
    if (fd >= 0 && close(fd) != 0 && ok) {
        reason = errno;
        ok = false;
    }
    if (ok && rename(temporary, path) != 0) {
        reason = errno;
        ok = false;
    }
    if (!ok) {
        if (fd >= 0)
            unlink(temporary);
        error_set(err, "cannot write '%s': %s", path, strerror(reason));
    }
    arena_finish(&scratch);
    return ok;
}

bool file_write_if_changed(const char *path, struct text text, struct error *err)
{
    struct arena scratch = {0};
    struct text old;
    struct error ignored = {0};
    struct stat st;
    /* A link is replaced even where what it leads to holds the same text. */
    bool same = lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
                file_read(&scratch, path, &old, &ignored) && text_equal(old, text);
    arena_finish(&scratch);
    return same || file_write(path, text, err);
}

#ifdef __APPLE__
#define st_mtim st_mtimespec
#endif

const char *file_stamp(struct arena *arena, const char *path)
{
    struct stat st = {0};
    stat(path, &st);
    return arena_printf(arena, "%jd %jd.%ld", (intmax_t)st.st_size, (intmax_t)st.st_mtim.tv_sec,
                        st.st_mtim.tv_nsec);
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool dir_make(const char *path, struct error *err)
{
    if (mkdir(path, 0755) == 0 || (errno == EEXIST && file_is_dir(path)))
        return true;
    if (errno == ENOENT) {
        struct arena scratch = {0};
        const char *folder = path_folder(&scratch, path);
        bool ok = strcmp(folder, path) != 0 && dir_make(folder, err) &&
                  (mkdir(path, 0755) == 0 || errno == EEXIST);
        arena_finish(&scratch);
        if (ok || err->message[0])
            return ok;
    }
    return error_set(err, "cannot make the folder '%s': %s", path, strerror(errno));
}

bool path_remove(const char *path, struct error *err)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || error_set(err, "cannot remove '%s': %s", path, strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return unlink(path) == 0 || errno == ENOENT ||
               error_set(err, "cannot remove '%s': %s", path, strerror(errno));
    struct arena scratch = {0};
    struct names names = {0};
    bool ok = dir_list(&scratch, path, &names, err);
    for (size_t i = 0; ok && i < names.len; i++)
        ok = path_remove(path_join(&scratch, path, names.at[i].at), err);
    arena_finish(&scratch);
    if (ok && rmdir(path) != 0 && errno != ENOENT)
        ok = error_set(err, "cannot remove '%s': %s", path, strerror(errno));
    return ok;
}

bool dir_list(struct arena *arena, const char *path, struct names *out, struct error *err)
{
    DIR *folder = opendir(path);
    if (!folder)
        return error_set(err, "cannot list '%s': %s", path, strerror(errno));
    struct names names = {0};
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        array_push(arena, &names, arena_text(arena, text_of(entry->d_name)));
    }
    closedir(folder);
    if (names.len)
        qsort(names.at, names.len, sizeof *names.at, text_compare);
    *out = names;
    return true;
}

const char *path_join(struct arena *arena, const char *folder, const char *name)
{
    if (name[0] == '/' || strcmp(folder, ".") == 0)
        return arena_string(arena, text_of(name));
    const char *slash = text_ends(text_of(folder), "/") ? "" : "/";
    return arena_printf(arena, "%s%s%s", folder, slash, name);
}

const char *path_working_dir(struct arena *arena)
{
    char *now = getcwd(NULL, 0);
    const char *copy = arena_string(arena, text_of(now ? now : "/"));
    free(now);
    return copy;
}

const char *path_absolute(struct arena *arena, const char *path)
{
    struct text rest = text_of(path_join(arena, path_working_dir(arena), path)), part;
    char *made = arena_alloc(arena, rest.len + 2);
    size_t len = 0;
    while (text_next(&rest, '/', &part)) {
        if (part.len == 0 || text_is(part, "."))
            continue;
        if (text_is(part, "..")) {
            while (len > 0 && made[--len] != '/') {}
            continue;
        }
        made[len++] = '/';
        memcpy(made + len, part.at, part.len);
        len += part.len;
    }
    if (len == 0)
        made[len++] = '/';
    made[len] = '\0';
    return made;
}

const char *path_real(struct arena *arena, const char *path)
{
    char real[PATH_MAX];
    return realpath(path, real) ? arena_string(arena, text_of(real)) : NULL;
}

const char *path_below(const char *from, const char *path)
{
    size_t len = strlen(from);
    while (len > 0 && from[len - 1] == '/')
        len--;
    return strncmp(path, from, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

bool path_is_below(const char *folder, const char *path)
{
    return path_below(folder, path) != path;
}

const char *path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    if (slash == path)
        return "/";
    return arena_string(arena, (struct text){path, (size_t)(slash - path)});
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
