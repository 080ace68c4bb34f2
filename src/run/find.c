/* Which run is meant. */
#include "run/store.h"

#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "run/tag.h"

/* The newest run that recorded something, or else any, of another series than `but` (NULL: of any
 * series). */
static const struct store_entry *newest_useful(const struct store_list *list, const char *but)
{
    const struct store_entry *newest = NULL;
    for (size_t i = 0; i < list->len; i++) {
        const struct store_entry *entry = &list->at[i];
        if (but && store_same_series(entry->id, but))
            continue;
        if (entry->recorded)
            return entry;
        if (!newest)
            newest = entry;
    }
    return newest;
}

static bool no_run(const char *folder, struct error *err)
{
    return error_set(err, "there is no run in '%s' yet: 'piano profile' records one", folder);
}

static bool find_newest(struct arena *arena, const char *folder, struct run *out, struct error *err)
{
    struct store_list list = {0};
    if (!store_list(arena, folder, &list, err))
        return false;
    const struct store_entry *entry = newest_useful(&list, NULL);
    if (!entry && list.unread)
        return error_set(err, "%s", list.unread);
    if (!entry)
        return no_run(folder, err);
    bool is_latest = entry == list.at;
    size_t runs = store_median(arena, &list, entry->id, &entry);
    if (!run_open(arena, folder, entry->id, out, err))
        return false;
    if (runs > 1)
        out->note = store_median_remark(arena, entry, runs);
    else if (!is_latest)
        out->note =
            arena_printf(arena, "the latest run, '%s', recorded nothing; this is '%s', which did",
                         list.at->id, entry->id);
    return true;
}

static bool is_tag(const struct names *tags, const char *what)
{
    for (size_t i = 0; i < tags->len; i++)
        if (text_is(tags->at[i], what))
            return true;
    return false;
}

/* How many runs have an id that begins so, those of a series counted once; `*id` is the newest. One
 * that is called exactly so is the only one. */
static size_t find_by_prefix(const struct store_list *list, const char *what, const char **id)
{
    size_t count = 0;
    for (size_t i = 0; i < list->len; i++) {
        const char *found = list->at[i].id;
        if (strcmp(found, what) == 0) {
            *id = found;
            return 1;
        }
        if (!text_starts(text_of(found), what) || (count && store_same_series(*id, found)))
            continue;
        *id = found;
        count++;
    }
    return count;
}

/* A run file, or a folder of runs. */
static bool open_path(struct arena *arena, const char *path, struct run *out, struct error *err)
{
    if (file_is_dir(path))
        return find_newest(arena, path, out, err);
    if (!file_exists(path))
        return error_set(err, "there is no file '%s': 'piano runs' lists the runs", path);
    return run_open_file(arena, path, out, err);
}

static bool nothing_found(const struct names *tags, const char *folder, const char *what,
                          struct error *err)
{
    size_t near = nearest_index(text_of(what), tags->at, tags->len);
    if (near != SIZE_MAX)
        return error_set(err, "there is no tag or run '%s': did you mean '%s'?", what,
                         tags->at[near].at);
    return error_set(err,
                     "there is no tag or run '%s' in '%s': 'piano tag' and 'piano runs' list them",
                     what, folder);
}

static bool find_named(struct arena *arena, const char *folder, const char *what, struct run *out,
                       struct error *err)
{
    struct names tags = {0};
    struct store_list list = {0};
    const char *id;
    if (!tag_list(arena, folder, &tags, err) || !store_list(arena, folder, &list, err))
        return false;
    if (is_tag(&tags, what)) {
        if (!tag_find(arena, folder, what, &id, err))
            return false;
        return run_open(arena, folder, id, out, err) || error_context(err, "tag '%s'", what);
    }
    size_t count = find_by_prefix(&list, what, &id);
    if (count == 1)
        return run_open(arena, folder, id, out, err);
    if (count > 1)
        return error_set(err, "'%s' begins the ids of %zu runs: 'piano runs' lists them", what,
                         count);
    if (file_exists(what))
        return open_path(arena, what, out, err);
    if (strcmp(what, "latest") == 0)
        return find_newest(arena, folder, out, err);
    return nothing_found(&tags, folder, what, err);
}

bool store_find(struct arena *arena, const char *folder, const char *what, struct run *out,
                struct error *err)
{
    if (!what)
        return find_newest(arena, folder, out, err);
    if (strchr(what, '/') || text_ends(text_of(what), ".run"))
        return open_path(arena, what, out, err);
    return find_named(arena, folder, what, out, err);
}

bool store_find_series(struct arena *arena, const char *folder, const char *what,
                       struct store_series *out, struct error *err)
{
    struct run run;
    return store_find(arena, folder, what, &run, err) && store_open_series(arena, &run, out, err);
}

bool store_find_previous(struct arena *arena, const char *folder, struct store_series *out,
                         struct error *err)
{
    struct store_list list = {0};
    struct run run;
    if (!store_list(arena, folder, &list, err))
        return false;
    const struct store_entry *latest = newest_useful(&list, NULL);
    const struct store_entry *previous = latest ? newest_useful(&list, latest->id) : NULL;
    if (!latest)
        return no_run(folder, err);
    if (!previous)
        return error_set(err,
                         "there is only one run in '%s': 'piano profile' records another to "
                         "compare it with",
                         folder);
    return run_open(arena, folder, previous->id, &run, err) &&
           store_open_series(arena, &run, out, err);
}
