/* Finds the function that the user means by a name: the whole one or its last parts, with or
 * without the crate in front, and with the place by which a table tells it from others. */
#include "analysis/profile.h"
#include "base/nearest.h"
#include "plan/select.h"

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

static bool ambiguous(struct arena *arena, const struct profile *profile, const char *name,
                      const uint32_t *matches, size_t count, struct error *err)
{
    struct buffer list = {0};
    for (size_t i = 0; i < count && i < 5; i++) {
        const struct profile_row *row = &profile->rows[matches[i]];
        struct text place = is_shared(profile, matches[i]) ? place_of(arena, row) : TEXT("");
        buffer_printf(&list, "%s'%.*s::%.*s%.*s'", i ? ", " : "", TEXT_ARG(row->crate),
                      TEXT_ARG(row->name), TEXT_ARG(place));
    }
    const char *copy = arena_string(arena, buffer_text(&list));
    buffer_finish(&list);
    return error_set(err, "'%s' may be any of %zu functions: write one of %s%s", name, count, copy,
                     count > 5 ? ", ..." : "");
}

bool profile_find(struct arena *arena, const struct profile *profile, const char *name,
                  uint32_t *row, struct error *err)
{
    struct text shown = text_of(name);
    struct text place = text_slice(shown, place_start(shown), shown.len);
    struct text plain = text_slice(shown, 0, place_start(shown));
    const struct selector called = {
        .functions = (const char *const[]){arena_string(arena, plain), NULL}, .exact = true};
    const struct selection selection = selection_of(arena, &called, NULL);
    struct text *last_parts = arena_many(arena, struct text, profile->row_count);
    uint32_t *matches = arena_many(arena, uint32_t, profile->row_count);
    size_t count = 0;
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *candidate = &profile->rows[i];
        const struct handle handle = handle_named(arena, candidate->crate, candidate->name);
        last_parts[i] = text_last_part(candidate->name);
        if (selection_takes(&selection, &handle) &&
            (place.len == 0 || text_equal(place, place_of(arena, candidate))))
            matches[count++] = i;
    }
    if (count > 1)
        return ambiguous(arena, profile, name, matches, count, err);
    if (count == 1) {
        *row = matches[0];
        return true;
    }
    size_t near = nearest_index(text_last_part(plain), last_parts, profile->row_count);
    if (near == SIZE_MAX)
        return error_set(
            err, "no measured function is called '%s'; 'piano report --all' lists them", name);
    return error_set(err, "no measured function is called '%s'; did you mean '%.*s'?", name,
                     TEXT_ARG(profile->rows[near].name));
}
