#include "wrapper/self.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#include <stdlib.h>
#endif

#include "base/file.h"

static bool find(char *out)
{
#ifdef __APPLE__
    char given[PATH_MAX];
    uint32_t size = sizeof given;
    return _NSGetExecutablePath(given, &size) == 0 && realpath(given, out);
#else
    ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (len > 0)
        out[len] = '\0';
    return len > 0;
#endif
}

bool self_path(struct arena *arena, const char **out, struct error *err)
{
    char path[PATH_MAX];
    if (!find(path))
        return error_set(err, "cannot find piano's own file: %s", strerror(errno));
    *out = arena_string(arena, text_of(path));
    return true;
}

bool self_id(uint64_t *out, struct error *err)
{
    struct arena scratch = {0};
    const char *path;
    struct text text;
    bool ok = self_path(&scratch, &path, err) && file_read(&scratch, path, &text, err);
    if (ok)
        *out = text_hash(text);
    arena_finish(&scratch);
    return ok;
}
