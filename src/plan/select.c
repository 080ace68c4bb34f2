#include "plan/select.h"

#include <string.h>

#include "base/file.h"
#include "plan/fragment.h"
#include "rust/spelling.h"

/* The end of the `<…>` that starts at `start`, or its length where it does not end. */
static size_t past_angles(struct text name, size_t start)
{
    int depth = 0;
    for (size_t i = start; i < name.len; i++) {
        bool arrow = i > 0 && (name.at[i - 1] == '-' || name.at[i - 1] == '=');
        if (name.at[i] == '<')
            depth++;
        else if (name.at[i] == '>' && !arrow && --depth == 0)
            return i + 1;
    }
    return name.len;
}

/* "m::<T as Trait>::f" is also "m::T::f" and "m::Trait::f": nobody wants to type the long form. */
static void add_short_spellings(struct arena *arena, struct text name, struct handle *handle)
{
    ptrdiff_t open = text_find(name, TEXT("<"));
    if (open < 0)
        return;
    size_t close = past_angles(name, (size_t)open);
    if (close < (size_t)open + 2)
        return;
    struct text inner = text_slice(name, (size_t)open + 1, close - 1);
    struct text before = text_slice(name, 0, (size_t)open),
                after = text_slice(name, close, name.len);
    ptrdiff_t as = text_find(inner, TEXT(" as "));
    if (as < 0)
        return;
    struct text sides[] = {text_slice(inner, 0, (size_t)as),
                           text_slice(inner, (size_t)as + 4, inner.len)};
    for (size_t i = 0; i < 2; i++)
        handle->spellings[handle->spelling_count++] = text_of(arena_printf(
            arena, "%.*s%.*s%.*s", TEXT_ARG(before), TEXT_ARG(sides[i]), TEXT_ARG(after)));
}

struct handle handle_named(struct arena *arena, struct text crate, struct text name)
{
    struct handle made = {.spellings = {name}, .spelling_count = 1, .crate = crate};
    add_short_spellings(arena, name, &made);
    return made;
}

struct handle handle_of(struct arena *arena, struct text crate, const struct planned *planned)
{
    struct handle made = handle_named(arena, crate, planned->name);
    made.file = text_of(planned->file->path);
    if (planned->file->real)
        made.real = text_of(planned->file->real);
    made.module = planned->file->module;
    if (planned->function->inside.len)
        made.module = spell_path(arena, made.module, planned->function->inside);
    return made;
}

static const char *without(const char *string, const char *prefix)
{
    size_t len = strlen(prefix);
    return strncmp(string, prefix, len) == 0 ? string + len : string;
}

/* A path that leads to nothing from the working folder may be one that `piano build --list`
 * printed: it is seen from the project. */
static void find_path(struct arena *arena, const char *project, struct pattern *pattern)
{
    const char *path = path_absolute(arena, pattern->given);
    if (project && !file_exists(path))
        path = path_absolute(arena, path_join(arena, project, pattern->given));
    const char *real = path_real(arena, path);
    pattern->path = text_of(path);
    pattern->real = real ? text_of(real) : (struct text){0};
}

static void add(struct arena *arena, enum pattern_kind kind, const char *const *list,
                const char *project, struct selection *out)
{
    for (; list && *list; list++) {
        struct pattern made = {.kind = kind, .given = *list};
        if (kind == PATTERN_FILE) {
            made.text = text_of(without(*list, "./"));
            find_path(arena, project, &made);
        } else {
            made.text = text_of(without(*list, "crate::"));
        }
        array_push(arena, out, made);
    }
}

struct selection selection_of(struct arena *arena, const struct selector *selector,
                              const char *project)
{
    struct selection made = {0};
    enum pattern_kind functions = selector->exact ? PATTERN_EXACT : PATTERN_FUNCTION;
    add(arena, functions, selector->functions, project, &made);
    add(arena, PATTERN_FILE, selector->files, project, &made);
    add(arena, PATTERN_MODULE, selector->modules, project, &made);
    add(arena, PATTERN_SKIP, selector->skips, project, &made);
    add(arena, PATTERN_SHORT, selector->short_functions, project, &made);
    return made;
}

/* `whole` is `part`, or ends with it after a separator. */
static bool is_or_ends(struct text whole, struct text part, const char *separator)
{
    size_t gap = strlen(separator);
    if (whole.len < part.len + gap)
        return text_equal(whole, part);
    struct text tail = text_slice(whole, whole.len - part.len - gap, whole.len);
    return text_starts(tail, separator) && text_equal(text_slice(tail, gap, tail.len), part);
}

/* `whole` is `part`, or lies below it. */
static bool is_or_below(struct text whole, struct text part, const char *separator)
{
    if (whole.len <= part.len)
        return text_equal(whole, part);
    return text_equal(text_slice(whole, 0, part.len), part) &&
           text_starts(text_slice(whole, part.len, whole.len), separator);
}

static bool names_module(struct text module, struct text pattern)
{
    if (pattern.len == 0)
        return module.len == 0;
    for (;;) {
        if (is_or_below(module, pattern, "::"))
            return true;
        ptrdiff_t next = text_find(module, TEXT("::"));
        if (next < 0)
            return false;
        module = text_slice(module, (size_t)next + 2, module.len);
    }
}

static bool names_file(const struct pattern *pattern, const struct handle *handle)
{
    return is_or_below(handle->file, pattern->path, "/") ||
           (pattern->real.len && is_or_below(handle->real, pattern->real, "/")) ||
           is_or_ends(handle->file, pattern->text, "/");
}

static bool contains(struct text name, struct text part)
{
    return text_find(name, part) >= 0;
}

static bool is_or_ends_name(struct text name, struct text part)
{
    return is_or_ends(name, part, "::");
}

static bool any_spelling(const struct handle *handle, bool (*fits)(struct text, struct text),
                         struct text pattern)
{
    for (size_t i = 0; i < handle->spelling_count; i++)
        if (fits(handle->spellings[i], pattern) ||
            fragment_name_fits(handle->spellings[i], pattern))
            return true;
    return false;
}

static bool matches_in_any_crate(const struct pattern *pattern, const struct handle *handle)
{
    if (pattern->kind == PATTERN_FILE)
        return names_file(pattern, handle);
    if (pattern->kind == PATTERN_MODULE)
        return names_module(handle->module, pattern->text);
    return any_spelling(handle, pattern->kind == PATTERN_EXACT ? is_or_ends_name : contains,
                        pattern->text);
}

/* What stands behind the crate's name is seen from the crate's root. */
static bool matches_in_its_crate(enum pattern_kind kind, struct text rest,
                                 const struct handle *handle)
{
    if (kind == PATTERN_MODULE)
        return rest.len == 0 || is_or_below(handle->module, rest, "::");
    return any_spelling(handle, kind == PATTERN_EXACT ? text_equal : contains, rest);
}

/* What follows "CRATE::" in a name that begins so; false where it does not. */
static bool is_in_crate(struct text name, struct text crate, struct text *rest)
{
    if (name.len == crate.len || !is_or_below(name, crate, "::"))
        return false;
    *rest = text_slice(name, crate.len + 2, name.len);
    return true;
}

bool pattern_matches(const struct pattern *pattern, const struct handle *handle)
{
    struct text rest;
    if (pattern->kind == PATTERN_SHORT)
        return is_in_crate(pattern->text, handle->crate, &rest) &&
               (text_equal(handle->spellings[0], rest) ||
                fragment_name_fits(handle->spellings[0], rest));
    if (matches_in_any_crate(pattern, handle))
        return true;
    return pattern->kind != PATTERN_FILE && is_in_crate(pattern->text, handle->crate, &rest) &&
           matches_in_its_crate(pattern->kind, rest, handle);
}

static bool skips(enum pattern_kind kind)
{
    return kind == PATTERN_SKIP || kind == PATTERN_SHORT;
}

bool selection_takes(const struct selection *selection, const struct handle *handle)
{
    bool taken = false, any = false;
    for (size_t i = 0; i < selection->len; i++) {
        const struct pattern *pattern = &selection->at[i];
        bool matches = pattern_matches(pattern, handle), skipping = skips(pattern->kind);
        if (skipping && matches)
            return false;
        any |= !skipping;
        taken |= !skipping && matches;
    }
    return taken || !any;
}
