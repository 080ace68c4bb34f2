#include "cli/short.h"

#include <stdlib.h>

#include "analysis/short.h"
#include "base/file.h"
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

/* What runs have told, the newest first. */
struct lesson {
    struct names known; /* "CRATE::name" of each function that one of them measured; sorted */
    ARRAY(const char *) shorts; /* those of them to leave out */
    struct names selections;    /* of the runs */
    const char *newest;         /* run's id */
};

/* Functions may share a name, which is all that a selection knows of them, or, where a macro writes
 * them, a text. */
static bool stand_at_one_place(const struct profile_row *a, const struct profile_row *b)
{
    return a->line == b->line && text_equal(a->file, b->file);
}

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

static struct text name_of(struct arena *arena, const struct profile_row *row)
{
    return text_of(arena_printf(arena, "%.*s::%.*s", TEXT_ARG(row->crate), TEXT_ARG(row->name)));
}

static bool is_among(const struct names *sorted, struct text name)
{
    return sorted->len && bsearch(&name, sorted->at, sorted->len, sizeof *sorted->at, text_compare);
}

/* A newer run has the last word on what it measured. */
static void learn(struct arena *arena, const struct run *run, struct lesson *lesson)
{
    struct profile profile;
    struct short_functions found;
    profile_make(arena, run, &(struct profile_options){0}, &profile);
    profile_short(arena, &profile, &found);
    for (size_t i = 0; i < found.count; i++) {
        struct text name = name_of(arena, &profile.rows[found.rows[i]]);
        if (!is_left_out_with_a_longer(&profile, &found, found.rows[i]) &&
            !is_among(&lesson->known, name))
            array_push(arena, &lesson->shorts, name.at);
    }
    for (uint32_t i = 0; i < profile.row_count; i++)
        array_push(arena, &lesson->known, name_of(arena, &profile.rows[i]));
    qsort(lesson->known.at, lesson->known.len, sizeof *lesson->known.at, text_compare);
}

static bool has_selection(const struct lesson *lesson, struct text selection)
{
    for (size_t i = 0; i < lesson->selections.len; i++)
        if (text_equal(lesson->selections.at[i], selection))
            return true;
    return false;
}

/* A run tells nothing of what its selection left out: that is for those before it, up to one that
 * measured all. */
static bool learn_from_runs(struct arena *arena, const char *runs, struct lesson *lesson,
                            struct error *err)
{
    struct store_list list = {0};
    if (!store_list(arena, runs, &list, err))
        return false;
    for (size_t i = 0; i < list.len && !has_selection(lesson, TEXT("")); i++) {
        struct error unread = {0};
        struct run run;
        const struct store_entry *entry = &list.at[i];
        struct text selection = text_of(entry->selection ? entry->selection : "");
        if (!entry->recorded || skips_short(entry->selection) || has_selection(lesson, selection) ||
            !run_open(arena, runs, entry->id, &run, &unread))
            continue;
        learn(arena, &run, lesson);
        array_push(arena, &lesson->selections, selection);
        if (!lesson->newest)
            lesson->newest = run.id;
    }
    return lesson->newest ||
           error_set(err,
                     "--skip-short learns from an earlier run, and there is none in '%s': "
                     "'piano profile' without it records one",
                     runs);
}

static void say_found(struct arena *arena, const struct lesson *lesson)
{
    size_t before = lesson->selections.len - 1;
    const char *runs = before ? arena_printf(arena, "'%s' or %zu before it, which measured others",
                                             lesson->newest, before)
                              : arena_printf(arena, "'%s'", lesson->newest);
    if (lesson->shorts.len == 0)
        say("note: no function took less than measuring it in run %s: all are measured\n", runs);
    else
        say("left out: %zu function(s) that took less than measuring them in run %s\n",
            lesson->shorts.len, runs);
}

bool short_find(struct arena *arena, const char *runs, const char *const **out, struct error *err)
{
    struct lesson lesson = {0};
    if (!learn_from_runs(arena, runs, &lesson, err))
        return false;
    say_found(arena, &lesson);
    if (lesson.shorts.len)
        array_push(arena, &lesson.shorts, NULL);
    *out = lesson.shorts.at;
    return true;
}
