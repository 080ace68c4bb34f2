#include "wrapper/once.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"

static bool make(struct arena *arena, const char *folder, once_fill *fill, void *context,
                 struct error *err)
{
    const char *raw = arena_printf(arena, "%s.new", folder);
    struct error ignored = {0};
    bool ok = path_remove(raw, err) && dir_make(raw, err) && fill(raw, context, err) &&
              (rename(raw, folder) == 0 ||
               error_set(err, "cannot make '%s': %s", folder, strerror(errno)));
    if (!ok)
        path_remove(raw, &ignored);
    return ok;
}

static bool make_alone(struct arena *arena, const char *folder, once_fill *fill, void *context,
                       struct error *err)
{
    const char *lock = arena_printf(arena, "%s.lock", folder);
    if (!dir_make(path_folder(arena, folder), err))
        return false;
    int fd = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set(err, "cannot open '%s': %s", lock, strerror(errno));
    bool ok = true;
    while (ok && flock(fd, LOCK_EX) != 0)
        ok = errno == EINTR || error_set(err, "cannot lock '%s': %s", lock, strerror(errno));
    ok = ok && (file_is_dir(folder) || make(arena, folder, fill, context, err));
    close(fd);
    return ok;
}

bool once_make(const char *folder, once_fill *fill, void *context, struct error *err)
{
    if (file_is_dir(folder))
        return true;
    struct arena scratch = {0};
    bool ok = make_alone(&scratch, folder, fill, context, err);
    arena_finish(&scratch);
    return ok;
}
