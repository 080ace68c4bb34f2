#include "cli/short.h"

#include "analysis/short.h"
#include "cli/say.h"
#include "run/store.h"
#include "wrapper/selected.h"

static bool skips_short(const char *selection)
{
    return selection && text_starts(text_of(selection), SELECTED_SKIP_SHORT);
}

bool short_is_left_out(const struct run *run)
{
    return skips_short(run_selection(run->processes[0].header));
}

/* A run without the functions in question says nothing of them. */
static bool find_run(struct arena *arena, const char *runs, struct run *out, struct error *err)
{
    struct store_list list = {0};
    if (!store_list(arena, runs, &list, err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        struct error unread = {0};
        const struct store_entry *entry = &list.at[i];
        if (entry->recorded && !skips_short(entry->selection) &&
            run_open(arena, runs, entry->id, out, &unread))
            return true;
    }
    return error_set(err,
                     "--skip-short learns from an earlier run, and there is none in '%s': "
                     "'piano profile' without it records one",
                     runs);
}

static bool stand_at_one_place(const struct profile_row *a, const struct profile_row *b)
{
    return a->line == b->line && text_equal(a->file, b->file);
}

/* Functions may share a name, which is all that a selection knows of them, or, where a macro writes
 * them, a text. */
static bool is_left_out_with_a_longer(const struct profile *profile,
                                      const struct short_functions *found, uint32_t row)
{
    const struct profile_row *rows = profile->rows;
    for (uint32_t i = 0; i < profile->row_count; i++)
        if (!found->is_short[i] && text_equal(rows[i].crate, rows[row].crate) &&
            (text_equal(rows[i].name, rows[row].name) || stand_at_one_place(&rows[i], &rows[row])))
            return true;
    return false;
}

static void say_found(const struct run *run, size_t count)
{
    if (count == 0)
        say("note: in run '%s' no function takes less than measuring it: all are measured\n",
            run->id);
    else
        say("left out: %zu function(s) that took less than measuring them in run '%s'\n", count,
            run->id);
}

bool short_find(struct arena *arena, const char *runs, const char *const **out, struct error *err)
{
    struct run run;
    struct profile profile;
    struct short_functions found;
    ARRAY(const char *) names = {0};
    if (!find_run(arena, runs, &run, err))
        return false;
    profile_make(arena, &run, &(struct profile_options){0}, &profile);
    profile_short(arena, &profile, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct profile_row *row = &profile.rows[found.rows[i]];
        if (!is_left_out_with_a_longer(&profile, &found, found.rows[i]))
            array_push(
                arena, &names,
                arena_printf(arena, "%.*s::%.*s", TEXT_ARG(row->crate), TEXT_ARG(row->name)));
    }
    say_found(&run, names.len);
    if (names.len)
        array_push(arena, &names, NULL);
    *out = names.at;
    return true;
}
