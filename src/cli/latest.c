#include "cli/latest.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/text.h"

static const char *list_path(struct arena *arena, const char *folder)
{
    return path_join(arena, folder, "built");
}

/* Paths, the newest first; those that are gone are left out. */
static struct names read_list(struct arena *arena, const char *folder)
{
    struct names names = {0};
    struct error ignored = {0};
    struct text rest = {0}, line;
    if (!file_read(arena, list_path(arena, folder), &rest, &ignored))
        return names;
    while (text_next(&rest, '\n', &line)) {
        struct text path = arena_text(arena, line);
        if (path.len && access(path.at, X_OK) == 0)
            array_push(arena, &names, path);
    }
    return names;
}

bool latest_set(const char *folder, const char *program, struct error *err)
{
    struct arena scratch = {0};
    struct names names = read_list(&scratch, folder);
    struct buffer list = {0};
    buffer_printf(&list, "%s\n", program);
    for (size_t i = 0; i < names.len; i++) {
        if (!text_is(names.at[i], program))
            buffer_printf(&list, "%s\n", names.at[i].at);
    }
    bool ok = file_write_if_changed(list_path(&scratch, folder), buffer_text(&list), err);
    buffer_finish(&list);
    arena_finish(&scratch);
    return ok;
}

bool latest_get(struct arena *arena, const char *folder, const char *name, const char **out,
                struct error *err)
{
    struct names names = read_list(arena, folder);
    if (names.len == 0)
        return error_set(err, "nothing is built here yet: 'piano build' builds, 'piano profile' "
                              "does it all");
    struct text *programs = arena_many(arena, struct text, names.len);
    for (size_t i = 0; i < names.len; i++) {
        programs[i] = text_of(path_name(names.at[i].at));
        if (!name || text_is(programs[i], name)) {
            *out = names.at[i].at;
            return true;
        }
    }
    size_t nearest = nearest_index(text_of(name), programs, names.len);
    if (nearest == SIZE_MAX)
        return error_set(err, "no program '%s' is built here: 'piano build --bin %s' builds it",
                         name, name);
    return error_set(err,
                     "no program '%s' is built here: did you mean '%s'? If not, "
                     "'piano build --bin %s' builds it",
                     name, programs[nearest].at, name);
}
