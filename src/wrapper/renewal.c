#include "wrapper/renewal.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "wrapper/description.h"
#include "wrapper/lock.h"
#include "wrapper/self.h"

/* A folder that cargo builds in, for a profile or, one level further down, for a platform. */
static bool is_built(struct arena *arena, const char *path, bool look_below)
{
    struct names names = {0};
    struct error ignored = {0};
    if (file_exists(path_join(arena, path, ".fingerprint")))
        return true;
    if (!look_below || !file_is_dir(path) || !dir_list(arena, path, &names, &ignored))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        if (is_built(arena, path_join(arena, path, names.at[i].at), false))
            return true;
    }
    return false;
}

static bool is_ours(struct text name)
{
    return text_is(name, "mirror") || text_is(name, "shim") || text_is(name, "healed") ||
           text_starts(name, DESCRIPTION_PREFIX) || text_starts(name, "dependencies-");
}

/* A build that was killed leaves its description. */
#define DESCRIPTION_SECONDS (24 * 60 * 60)

static void clear_descriptions(struct arena *arena, const char *folder)
{
    struct names names = {0};
    struct error ignored = {0};
    struct stat st;
    dir_list(arena, folder, &names, &ignored);
    for (size_t i = 0; i < names.len; i++) {
        const char *path = path_join(arena, folder, names.at[i].at);
        if (text_starts(names.at[i], DESCRIPTION_PREFIX) && stat(path, &st) == 0 &&
            time(NULL) - st.st_mtime > DESCRIPTION_SECONDS)
            unlink(path);
    }
}

static bool clear(struct arena *arena, const char *folder, struct error *err)
{
    struct names names;
    if (!dir_list(arena, folder, &names, err))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        const char *path = path_join(arena, folder, names.at[i].at);
        if ((is_ours(names.at[i]) || is_built(arena, path, true)) && !path_remove(path, err))
            return false;
    }
    return true;
}

static bool renew(struct arena *arena, const char *folder, struct text id, struct error *err)
{
    struct error ignored = {0};
    struct text before;
    const char *path = path_join(arena, folder, "built-by");
    clear_descriptions(arena, folder);
    if (file_read(arena, path, &before, &ignored) && text_equal(before, id))
        return true;
    return clear(arena, folder, err) && file_write(path, id, err);
}

/* Two builds may start at the same time: what the first has removed and begun to build anew, the
 * second must not remove. */
bool renewal_make(const char *folder, struct error *err)
{
    struct arena scratch = {0};
    uint64_t id;
    int lock;
    bool ok = dir_make(folder, err) && self_id(&id, err) &&
              lock_take(path_join(&scratch, folder, "built-by.lock"), &lock, err);
    if (ok) {
        ok = renew(&scratch, folder, text_of(arena_printf(&scratch, "%016" PRIx64 "\n", id)), err);
        close(lock);
    }
    arena_finish(&scratch);
    return ok;
}
