#include "render/names.h"

#include <stdlib.h>

/* How much of a name is shown, by `level`: up to `parts`, so many of its last parts; then all of
 * them with the crate; then the fewest parts, with the place; then all, with crate and place. */
struct name {
    const struct full_name *full;
    size_t parts, level;
    struct text shown;
    size_t index;
};

/* Where the last `parts` parts of a path begin; "::" inside angle brackets separates nothing. */
static size_t tail_start(struct text path, size_t parts)
{
    int depth = 0;
    for (size_t at = path.len; at-- > 1;) {
        char byte = path.at[at], before = path.at[at - 1];
        if (byte == '>' && before != '-' && before != '=')
            depth++;
        else if (byte == '<')
            depth--;
        else if (depth == 0 && byte == ':' && before == ':' && --parts == 0)
            return at + 1;
    }
    return 0;
}

static size_t count_parts(struct text path)
{
    size_t parts = 1;
    while (tail_start(path, parts) > 0)
        parts++;
    return parts;
}

static bool names_a_type(struct text part)
{
    return part.at[0] == '<' || (part.at[0] >= 'A' && part.at[0] <= 'Z');
}

static size_t least_level(struct text path)
{
    struct text tail = text_slice(path, tail_start(path, 2), path.len);
    return tail.len > 0 && names_a_type(tail) ? 2 : 1;
}

static struct text last_parts(struct text path, size_t parts)
{
    return text_slice(path, tail_start(path, parts), path.len);
}

static struct text with_crate(struct arena *arena, const struct full_name *f)
{
    return text_of(arena_printf(arena, "%.*s%s%.*s", TEXT_ARG(f->crate), f->crate.len ? "::" : "",
                                TEXT_ARG(f->name)));
}

static struct text at_level(struct arena *arena, const struct name *n)
{
    const struct full_name *f = n->full;
    if (n->level <= n->parts)
        return last_parts(f->name, n->level);
    if (n->level == n->parts + 1)
        return with_crate(arena, f);
    struct text name =
        n->level == n->parts + 2 ? last_parts(f->name, least_level(f->name)) : with_crate(arena, f);
    return text_of(
        arena_printf(arena, "%.*s (%.*s:%u)", TEXT_ARG(name), TEXT_ARG(f->file), f->line));
}

static bool lengthen(struct arena *arena, struct name *n)
{
    if (n->level >= n->parts + 3)
        return false;
    n->level++;
    n->shown = at_level(arena, n);
    return true;
}

static int by_shown(const void *a, const void *b)
{
    return text_compare(&((const struct name *)a)->shown, &((const struct name *)b)->shown);
}

/* Lengthen those that share a name; false once none can be told apart any better. */
static bool tell_apart(struct arena *arena, struct name *names, size_t count)
{
    bool changed = false;
    qsort(names, count, sizeof *names, by_shown);
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && text_equal(names[end].shown, names[start].shown))
            end++;
        for (size_t i = start; end - start > 1 && i < end; i++)
            changed = lengthen(arena, &names[i]) || changed;
    }
    return changed;
}

struct text *names_shorten(struct arena *arena, const struct full_name *full, size_t count)
{
    struct arena scratch = {0};
    struct name *names = arena_many(&scratch, struct name, count);
    struct text *made = arena_many(arena, struct text, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = (struct name){.full = &full[i], .index = i};
        names[i].parts = count_parts(full[i].name);
        names[i].level = least_level(full[i].name);
        names[i].shown = at_level(&scratch, &names[i]);
    }
    while (tell_apart(&scratch, names, count)) {}
    for (size_t i = 0; i < count; i++)
        made[names[i].index] = arena_text(arena, names[i].shown);
    arena_finish(&scratch);
    return made;
}
