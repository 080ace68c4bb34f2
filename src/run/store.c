/* Which runs there are. */
#include "run/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "run/clock.h"
#include "run/image.h"
#include "run/live.h"
#include "run/tag.h"

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

/* The header does not last as long as the list. */
static const char *selection_of(struct arena *arena, const struct piano_header *h)
{
    const char *selection = run_selection(h);
    return selection ? arena_string(arena, text_of(selection)) : NULL;
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
        entry->selection = selection_of(arena, h);
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
        struct error unread = {0};
        if (!text_ends(names.at[i], ".run"))
            continue;
        if (image_read_header(arena, path, &header, &unread)) {
            if (header.run_id[0])
                add_file(arena, &list, path, &header);
            continue;
        }
        list.unread = arena_string(arena, text_of(unread.message));
        list.unread_count++;
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
