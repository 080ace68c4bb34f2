/* Runs that belong together: those of a `--repeat`. */
#include "run/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* How much of an id is left without the number of a repetition. */
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

static bool is_repetition(const char *id)
{
    return series_length(id) < strlen(id);
}

bool store_open_series(struct arena *arena, const struct run *run, struct store_series *out,
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
