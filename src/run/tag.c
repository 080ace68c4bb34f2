#include "run/tag.h"

#include <string.h>

#include "base/nearest.h"

static const char *tags_folder(struct arena *arena, const char *runs)
{
    return path_join(arena, path_absolute(arena, runs), "tags");
}

static const char *tag_path(struct arena *arena, const char *runs, const char *name)
{
    return path_join(arena, tags_folder(arena, runs), name);
}

/* A name is a file's name, and must not be taken for a flag, a path or two words. */
static bool check_name(const char *name, struct error *err)
{
    bool odd = name[0] == '\0' || name[0] == '.' || name[0] == '-' || strlen(name) > 200;
    odd = odd || text_ends(text_of(name), ".run");
    for (const char *c = name; *c; c++)
        odd = odd || *c == '/' || (unsigned char)*c <= ' ' || *c == 0x7F;
    return !odd || error_usage(err,
                               "'%s' cannot be a tag's name: use letters, digits and dashes, "
                               "like 'before-cache'",
                               name);
}

bool tag_set(const char *folder, const char *name, const char *run_id, struct error *err)
{
    struct arena scratch = {0};
    const char *text = arena_printf(&scratch, "%s\n", run_id);
    bool ok = check_name(name, err) && dir_make(tags_folder(&scratch, folder), err) &&
              file_write(tag_path(&scratch, folder, name), text_of(text), err);
    arena_finish(&scratch);
    return ok;
}

bool tag_list(struct arena *arena, const char *folder, struct names *out, struct error *err)
{
    struct names all = {0}, tags = {0};
    const char *path = tags_folder(arena, folder);
    if (file_is_dir(path) && !dir_list(arena, path, &all, err))
        return false;
    for (size_t i = 0; i < all.len; i++)
        if (check_name(all.at[i].at, &(struct error){0}))
            array_push(arena, &tags, all.at[i]);
    *out = tags;
    return true;
}

static bool missing(struct arena *arena, const char *folder, const char *name, struct error *err)
{
    struct names tags = {0};
    if (!tag_list(arena, folder, &tags, err))
        return false;
    size_t near = nearest_index(text_of(name), tags.at, tags.len);
    if (near != SIZE_MAX)
        return error_set(err, "there is no tag '%s': did you mean '%s'?", name, tags.at[near].at);
    if (tags.len == 0)
        return error_set(err, "there is no tag '%s': 'piano tag %s' names the latest run so", name,
                         name);
    return error_set(err, "there is no tag '%s': 'piano tag' lists them", name);
}

bool tag_find(struct arena *arena, const char *folder, const char *name, const char **run_id,
              struct error *err)
{
    struct text text;
    if (!check_name(name, err))
        return false;
    const char *path = tag_path(arena, folder, name);
    if (!file_exists(path))
        return missing(arena, folder, name, err);
    if (!file_read(arena, path, &text, err))
        return false;
    *run_id = arena_string(arena, text_trim(text));
    return true;
}

bool tag_delete(const char *folder, const char *name, struct error *err)
{
    struct arena scratch = {0};
    const char *run_id;
    bool ok = tag_find(&scratch, folder, name, &run_id, err) &&
              path_remove(tag_path(&scratch, folder, name), err);
    arena_finish(&scratch);
    return ok;
}
