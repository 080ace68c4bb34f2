/* Reads the records of functions: variable in length, in the order in which they were written. */
#include <string.h>

#include "run/loading.h"

static uint64_t padded(uint64_t bytes)
{
    return (bytes + 7) & ~(uint64_t)7;
}

/* The next record of the slab, or NULL at its end; false where it makes no sense. */
static bool next_function(const struct loader *l, const struct image_slab *slab, uint64_t *at,
                          const struct piano_function **out)
{
    const struct piano_function *f = content(l, *at);
    *out = NULL;
    if (slab->end - *at < sizeof *f || f->id == 0)
        return true; /* the end, or one that was not yet written */
    if (f->text_bytes > slab->end - *at - sizeof *f || f->id > l->image->bytes / sizeof *f)
        return false;
    uint64_t bytes = padded(sizeof *f + f->text_bytes);
    *at = bytes > slab->end - *at ? slab->end : *at + bytes;
    *out = f;
    return true;
}

/* A name that was a macro's argument may have kept its r#, which the others have lost. */
static struct text without_raw(struct arena *arena, struct text name)
{
    if (text_find(name, TEXT("#")) < 0)
        return name;
    char *at = arena_many(arena, char, name.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.len - i > 1 && name.at[i] == 'r' && name.at[i + 1] == '#')
            i++;
        else
            at[len++] = name.at[i];
    }
    return (struct text){at, len};
}

static struct run_function parse_function(struct arena *arena, const struct piano_function *f)
{
    struct text rest = {f->text, f->text_bytes}, line = {0};
    struct run_function made = {0};
    text_next(&rest, '\n', &made.crate);
    text_next(&rest, '\n', &made.name);
    text_next(&rest, '\n', &made.file);
    made.name = without_raw(arena, made.name);
    text_next(&rest, '\n', &line);
    for (size_t i = 0; i < line.len && line.at[i] >= '0' && line.at[i] <= '9'; i++)
        made.line = made.line * 10 + (uint32_t)(line.at[i] - '0');
    return made;
}

/* Called once to learn the largest id, with `functions` NULL, and once to fill. */
static bool walk_functions(const struct loader *l, struct run_function *functions,
                           uint32_t *largest)
{
    const struct image_slab *slab;
    for (size_t i = 0; (slab = image_next(l->image, PIANO_SLAB_FUNCTIONS, &i));) {
        uint64_t at = slab->start;
        const struct piano_function *f;
        for (;;) {
            if (!next_function(l, slab, &at, &f))
                return false;
            if (!f)
                break;
            if (f->id > *largest)
                *largest = f->id;
            if (functions)
                functions[f->id] = parse_function(l->arena, f);
        }
    }
    return true;
}

bool load_functions(struct loader *l, struct error *err)
{
    uint32_t largest = 0;
    if (!walk_functions(l, NULL, &largest))
        return image_damaged(l->image->path, "a function makes no sense", err);
    struct run_function *functions = arena_many(l->arena, struct run_function, largest + 2u);
    walk_functions(l, functions, &largest);
    for (uint32_t i = 1; i < largest + 2; i++)
        if (functions[i].name.len == 0)
            functions[i].name = TEXT("(unknown)");
    l->process.functions = functions;
    l->process.function_count = largest + 2;
    return true;
}
