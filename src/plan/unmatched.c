/* Finds what a mistyped pattern may have meant: the name, module or file path that is nearest
 * when it is cut to as many parts as the pattern has. */
#include "base/file.h"
#include "base/nearest.h"
#include "plan/select.h"
#include "rust/respell.h"
#include "rust/spelling.h"

static const struct {
    const char *flag, *separator;
} kinds[] = {
    [PATTERN_FUNCTION] = {"--fn", "::"}, [PATTERN_EXACT] = {"--fn", "::"},
    [PATTERN_FILE] = {"--file", "/"},    [PATTERN_MODULE] = {"--mod", "::"},
    [PATTERN_SKIP] = {"--skip", "::"},
};

static size_t count_parts(struct text whole, struct text separator)
{
    size_t parts = 1;
    for (ptrdiff_t at; (at = text_find(whole, separator)) >= 0; parts++)
        whole = text_slice(whole, (size_t)at + separator.len, whole.len);
    return parts;
}

static struct text last_parts(struct text whole, struct text separator, size_t parts)
{
    for (size_t surplus = count_parts(whole, separator); surplus > parts; surplus--) {
        size_t at = (size_t)text_find(whole, separator);
        whole = text_slice(whole, at + separator.len, whole.len);
    }
    return whole;
}

/* What a pattern of this kind would have to be like to match the function. */
static struct text target(struct arena *arena, const struct pattern *pattern,
                          const struct handle *handle)
{
    struct text separator = text_of(kinds[pattern->kind].separator);
    size_t parts = count_parts(pattern->text, separator);
    if (pattern->kind == PATTERN_FILE)
        return last_parts(handle->file, separator, parts);
    struct text whole = pattern->kind == PATTERN_MODULE
                            ? handle->module
                            : handle->spellings[handle->spelling_count > 1 ? 1 : 0];
    if (whole.len && parts > count_parts(whole, separator))
        return spell_path(arena, handle->crate, whole);
    return last_parts(whole, separator, parts);
}

struct handles {
    struct handle *at;
    size_t len, cap;
};

static bool matches_some(const struct pattern *pattern, const struct handles *handles)
{
    for (size_t i = 0; i < handles->len; i++)
        if (pattern_matches(pattern, &handles->at[i]))
            return true;
    return false;
}

static struct text nearest(struct arena *arena, const struct pattern *pattern,
                           const struct handles *handles)
{
    struct text *targets = arena_many(arena, struct text, handles->len);
    for (size_t i = 0; i < handles->len; i++)
        targets[i] = target(arena, pattern, &handles->at[i]);
    size_t index = nearest_index(pattern->text, targets, handles->len);
    return index == SIZE_MAX ? (struct text){0} : targets[index];
}

/* The pattern without the generic arguments that a compiler or a backtrace shows, which no name
 * has, if it then matches; else empty. */
static struct text without_generics(struct arena *arena, const struct pattern *pattern,
                                    const struct handles *handles)
{
    struct pattern bare = *pattern;
    if (pattern->kind == PATTERN_FILE || pattern->kind == PATTERN_MODULE)
        return (struct text){0};
    bare.text = respell_name(arena, pattern->text);
    return bare.text.len && matches_some(&bare, handles) ? bare.text : (struct text){0};
}

static void read_handles(struct arena *arena, const struct plan *plans, size_t count,
                         struct handles *out)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < plans[i].functions.len; j++)
            array_push(arena, out, handle_of(arena, plans[i].crate, &plans[i].functions.at[j]));
}

void plan_unmatched(struct arena *arena, const struct plan *plans, size_t count,
                    const struct plan_options *options, struct unmatched_list *out)
{
    struct handles handles = {0};
    struct unmatched_list made = {0};
    struct selection selection = selection_of(arena, options->selector, options->project);
    if (selection.len > 0)
        read_handles(arena, plans, count, &handles);
    for (size_t i = 0; i < selection.len; i++) {
        const struct pattern *pattern = &selection.at[i];
        if (pattern->kind == PATTERN_SHORT || matches_some(pattern, &handles))
            continue;
        struct unmatched entry = {.flag = kinds[pattern->kind].flag, .pattern = pattern->given};
        entry.nearest = without_generics(arena, pattern, &handles);
        if (entry.nearest.len == 0)
            entry.nearest = nearest(arena, pattern, &handles);
        array_push(arena, &made, entry);
    }
    *out = made;
}
