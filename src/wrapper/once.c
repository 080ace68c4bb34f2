#include "wrapper/once.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "wrapper/lock.h"

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
    int fd;
    if (!dir_make(path_folder(arena, folder), err))
        return false;
    if (!lock_take(lock, &fd, err))
        return false;
    bool ok = file_is_dir(folder) || make(arena, folder, fill, context, err);
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
