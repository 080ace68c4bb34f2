#include "run/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/nearest.h"
#include "run/clock.h"
#include "run/image.h"
#include "run/live.h"

/* --- which runs there are --- */

static uint64_t duration_ns(const struct piano_header *h)
{
    uint64_t end = h->end_ticks ? h->end_ticks : h->last.ticks;
    if (end <= h->first.ticks)
        return 0;
    double ns = (double)(end - h->first.ticks) * clock_ns_per_tick(h);
    return ns < 1e18 ? (uint64_t)ns : 0;
}

static struct store_entry *entry_of(struct arena *arena, struct store_list *list, const char *id)
{
    /* Files of one run stand together: they are listed by name, which begins with the id. */
    for (size_t i = list->len; i-- > 0;)
        if (strcmp(list->at[i].id, id) == 0)
            return &list->at[i];
    array_push(
        arena, list,
        (struct store_entry){.id = arena_string(arena, text_of(id)), .start_unix_ns = UINT64_MAX});
    return &list->at[list->len - 1];
}

static void add_file(struct arena *arena, struct store_list *list, const char *path,
                     const struct piano_header *h)
{
    struct store_entry *entry = entry_of(arena, list, h->run_id);
    struct stat st;
    if (h->start_unix_ns < entry->start_unix_ns) {
        entry->start_unix_ns = h->start_unix_ns;
        entry->program = run_program_name(arena, h);
        entry->arguments = run_arguments(arena, h);
    }
    uint64_t took = duration_ns(h);
    if (took > entry->duration_ns)
        entry->duration_ns = took;
    if (stat(path, &st) == 0)
        entry->bytes += (uint64_t)st.st_size;
    entry->processes++;
    entry->recorded = entry->recorded || h->function_count > 0;
    entry->running = entry->running || live_process(h);
    array_push(arena, &entry->files, path);
}

/* An id without the number of a repetition. */
static size_t series_length(const char *id)
{
    size_t len = strlen(id), digits = 0;
    while (digits < len && id[len - digits - 1] >= '0' && id[len - digits - 1] <= '9')
        digits++;
    bool numbered = digits > 0 && digits + 1 < len && id[len - digits - 1] == '.';
    return numbered ? len - digits - 1 : len;
}

bool store_same_series(const char *id, const char *other)
{
    size_t len = series_length(id);
    return len == series_length(other) && memcmp(id, other, len) == 0;
}

/* A tag on one run of a series holds all of them. */
static void add_tag(struct arena *arena, struct store_list *list, const char *name, const char *id)
{
    struct store_tag tag = {.name = name};
    for (size_t i = 0; i < list->len; i++) {
        struct store_entry *run = &list->at[i];
        if (store_same_series(run->id, id)) {
            array_push(arena, &run->tags, name);
            tag.runs++;
            tag.bytes += run->bytes;
        }
        if (strcmp(run->id, id) == 0)
            tag.run = run;
    }
    array_push(arena, &list->tags, tag);
}

static bool add_tags(struct arena *arena, const char *folder, struct store_list *list,
                     struct error *err)
{
    struct names tags = {0};
    if (!tag_list(arena, folder, &tags, err))
        return false;
    for (size_t i = 0; i < tags.len; i++) {
        const char *id;
        if (!tag_find(arena, folder, tags.at[i].at, &id, err))
            return false;
        add_tag(arena, list, tags.at[i].at, id);
    }
    return true;
}

static int newest_first(const void *a, const void *b)
{
    const struct store_entry *x = a, *y = b;
    if (x->start_unix_ns != y->start_unix_ns)
        return x->start_unix_ns > y->start_unix_ns ? -1 : 1;
    return strcmp(y->id, x->id);
}

bool store_list(struct arena *arena, const char *folder, struct store_list *out, struct error *err)
{
    struct store_list list = {0};
    struct names names = {0};
    if (file_exists(folder) && !dir_list(arena, folder, &names, err))
        return false;
    for (size_t i = 0; i < names.len; i++) {
        const char *path = path_join(arena, folder, names.at[i].at);
        struct piano_header header;
        struct error unread;
        if (!text_ends(names.at[i], ".run"))
            continue;
        if (!image_read_header(arena, path, &header, &unread))
            list.unread = arena_string(arena, text_of(unread.message));
        else if (header.run_id[0])
            add_file(arena, &list, path, &header);
    }
    if (list.len)
        qsort(list.at, list.len, sizeof *list.at, newest_first);
    if (!add_tags(arena, folder, &list, err))
        return false;
    *out = list;
    return true;
}

bool store_remove(const struct store_entry *entry, struct error *err)
{
    for (size_t i = 0; i < entry->files.len; i++)
        if (!path_remove(entry->files.at[i], err))
            return false;
    return true;
}

/* --- which one is meant --- */

static int by_duration(const void *a, const void *b)
{
    const struct store_entry *x = *(const struct store_entry *const *)a;
    const struct store_entry *y = *(const struct store_entry *const *)b;
    if (x->duration_ns != y->duration_ns)
        return x->duration_ns > y->duration_ns ? 1 : -1;
    return strcmp(x->id, y->id);
}

size_t store_median(struct arena *arena, const struct store_list *list, const char *id,
                    const struct store_entry **out)
{
    const struct store_entry **series = arena_many(arena, const struct store_entry *, list->len);
    size_t len = 0;
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].recorded && store_same_series(list->at[i].id, id))
            series[len++] = &list->at[i];
    if (len == 0)
        return 0;
    qsort(series, len, sizeof *series, by_duration);
    *out = series[(len - 1) / 2];
    return len;
}

const char *store_median_remark(struct arena *arena, const struct store_entry *median, size_t runs)
{
    return arena_printf(arena, "of %zu runs this is '%s', the median by duration", runs,
                        median->id);
}

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

static bool is_repetition(const char *id)
{
    return series_length(id) < strlen(id);
}

/* The others of the series are those in the folder that the run's own file is in. */
static bool open_series(struct arena *arena, const struct run *run, struct store_series *out,
                        struct error *err)
{
    struct store_series series = {0};
    if (!is_repetition(run->id)) {
        array_push(arena, &series, *run);
        *out = series;
        return true;
    }
    struct store_list list = {0};
    const char *folder = path_folder(arena, run->processes[0].path);
    if (!store_list(arena, folder, &list, err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        struct run other;
        if (!store_same_series(list.at[i].id, run->id))
            continue;
        if (!run_open(arena, folder, list.at[i].id, &other, err))
            return false;
        array_push(arena, &series, other);
    }
    *out = series;
    return true;
}

bool store_find_series(struct arena *arena, const char *folder, const char *what,
                       struct store_series *out, struct error *err)
{
    struct run run;
    return store_find(arena, folder, what, &run, err) && open_series(arena, &run, out, err);
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
    return run_open(arena, folder, previous->id, &run, err) && open_series(arena, &run, out, err);
}
