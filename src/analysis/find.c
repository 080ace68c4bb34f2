/* Finds the function that the user means by a name: the whole one or its last parts, with or
 * without the crate in front, and with the place by which a table tells it from others. */
#include "analysis/profile.h"
#include "base/nearest.h"
#include "plan/select.h"

#define MOST_NAMED 5 /* of the functions that a name may mean */

/* " (src/a.rs:3)": what a table adds to functions that share their whole name. */
static struct text place_of(struct arena *arena, const struct profile_row *row)
{
    return text_of(arena_printf(arena, " (%.*s:%u)", TEXT_ARG(row->file), row->line));
}

/* Where the place begins in what a table shows. */
static size_t place_start(struct text shown)
{
    for (size_t at = shown.len; text_ends(shown, ")") && at-- > 1;)
        if (shown.at[at] == '(' && shown.at[at - 1] == ' ')
            return at - 1;
    return shown.len;
}

static bool is_shared(const struct profile *profile, uint32_t row)
{
    const struct profile_row *ours = &profile->rows[row];
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *other = &profile->rows[i];
        if (i != row && text_equal(other->crate, ours->crate) &&
            text_equal(other->name, ours->name))
            return true;
    }
    return false;
}

/* What is looked for, and what was found. */
struct search {
    struct arena *arena;
    const struct profile *profile;
    const char *given;
    struct text name, place; /* its parts; `place` may be empty */
    uint32_t *matches;       /* rows */
    size_t count;
};

static struct search search_for(struct arena *arena, const struct profile *profile,
                                const char *given)
{
    struct text shown = text_of(given);
    size_t start = place_start(shown);
    return (struct search){
        .arena = arena,
        .profile = profile,
        .given = given,
        .name = text_slice(shown, 0, start),
        .place = text_slice(shown, start, shown.len),
        .matches = arena_many(arena, uint32_t, profile->row_count),
    };
}

static void find_matches(struct search *search)
{
    const struct selector called = {
        .functions = (const char *const[]){arena_string(search->arena, search->name), NULL},
        .exact = true,
    };
    const struct selection selection = selection_of(search->arena, &called, NULL);
    for (uint32_t i = 0; i < search->profile->row_count; i++) {
        const struct profile_row *row = &search->profile->rows[i];
        const struct handle handle = handle_named(search->arena, row->crate, row->name);
        if (selection_takes(&selection, &handle) &&
            (search->place.len == 0 || text_equal(search->place, place_of(search->arena, row))))
            search->matches[search->count++] = i;
    }
}

static bool ambiguous(const struct search *search, struct error *err)
{
    struct buffer list = {0};
    for (size_t i = 0; i < search->count && i < MOST_NAMED; i++) {
        uint32_t match = search->matches[i];
        const struct profile_row *row = &search->profile->rows[match];
        bool shared = is_shared(search->profile, match);
        struct text place = shared ? place_of(search->arena, row) : TEXT("");
        buffer_printf(&list, "%s'%.*s::%.*s%.*s'", i ? ", " : "", TEXT_ARG(row->crate),
                      TEXT_ARG(row->name), TEXT_ARG(place));
    }
    error_set(err, "'%s' may be any of %zu functions: write one of %.*s%s", search->given,
              search->count, TEXT_ARG(buffer_text(&list)),
              search->count > MOST_NAMED ? ", ..." : "");
    buffer_finish(&list);
    return false;
}

static bool not_found(const struct search *search, struct error *err)
{
    const struct profile *profile = search->profile;
    struct text *last_parts = arena_many(search->arena, struct text, profile->row_count);
    for (uint32_t i = 0; i < profile->row_count; i++)
        last_parts[i] = text_last_part(profile->rows[i].name);
    size_t near = nearest_index(text_last_part(search->name), last_parts, profile->row_count);
    if (near == SIZE_MAX)
        return error_set(err,
                         "no measured function is called '%s'; 'piano report --all' lists them",
                         search->given);
    return error_set(err, "no measured function is called '%s'; did you mean '%.*s'?",
                     search->given, TEXT_ARG(profile->rows[near].name));
}

bool profile_find(struct arena *arena, const struct profile *profile, const char *name,
                  uint32_t *row, struct error *err)
{
    struct search search = search_for(arena, profile, name);
    find_matches(&search);
    if (search.count != 1)
        return search.count ? ambiguous(&search, err) : not_found(&search, err);
    *row = search.matches[0];
    return true;
}
