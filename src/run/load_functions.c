/* Reads the records of functions: variable in length, in the order in which they were written. */
#include <string.h>

#include "run/loading.h"
#include "rust/respell.h"

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

/* Cut the last line off `rest`. */
static struct text last_line(struct text *rest)
{
    size_t start = rest->len;
    while (start > 0 && rest->at[start - 1] != '\n')
        start--;
    struct text line = text_slice(*rest, start, rest->len);
    rest->len = start > 0 ? start - 1 : 0;
    return line;
}

/* The name is all that is left between the other lines: the compiler may have broken the long
 * arguments of a macro into several. */
static struct run_function parse_function(struct arena *arena, const struct piano_function *f)
{
    struct text rest = {f->text, f->text_bytes};
    struct run_function made = {0};
    text_next(&rest, '\n', &made.crate);
    struct text line = last_line(&rest);
    made.file = last_line(&rest);
    made.name = respell_name(arena, rest);
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
