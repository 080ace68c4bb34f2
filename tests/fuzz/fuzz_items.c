/* Whatever the bytes are: the scanner ends, bodies nest or are apart, and every offset lies where
 * it says. */
#include <stdio.h>
#include <stdlib.h>

#include "rust/items.h"
#include "rust/respell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *property)
{
    if (holds)
        return;
    fprintf(stderr, "%s\n", property);
    abort();
}

static bool is_within(struct span inner, struct span outer)
{
    return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

/* What the scanner gives must be readable; a sanitizer sees to it. */
static void touch(struct text text)
{
    volatile char byte = 0;
    for (size_t i = 0; i < text.len; i++)
        byte = text.at[i];
    (void)byte;
}

static void check_function(const struct function *f, struct text source)
{
    struct span file = {0, (uint32_t)source.len};
    require(is_within(f->body, file), "a body lies outside the file");
    require(is_within(f->returns, file), "a return type lies outside the file");
    require(f->returns.end <= f->body.start, "a return type stands behind the body");
    require(f->start < f->body.start, "a function starts in its own body");
    require(f->name.len > 0 && f->path.len >= f->name.len, "a function has no name");
    require(f->line > 0 && f->line <= source.len + 1, "a line is not there");
    if (f->flags & FN_UNNAMED_BODY) {
        require(f->insert == LEFT_OUT, "a fragment has an insertion point");
    } else {
        require(source.at[f->body.start] == '{', "a body opens with no brace");
        require(source.at[f->body.end - 1] == '}', "a body closes with no brace");
        require(f->insert > f->body.start && f->insert < f->body.end,
                "an insertion point lies outside its body");
    }
    touch(f->name);
    touch(f->path);
    touch(f->inside);
    struct arena arena = {0};
    touch(respell_name(&arena, f->path));
    arena_finish(&arena);
}

/* Bodies in the order of their starts: each is inside the one that is still open, or behind it. */
static void check_nesting(const struct items *items)
{
    uint32_t *ends = malloc((items->functions.len + 1) * sizeof *ends);
    size_t open = 0;
    require(ends != NULL, "out of memory");
    for (size_t i = 0; i < items->functions.len; i++) {
        struct span body = items->functions.at[i].body;
        require(i == 0 || items->functions.at[i - 1].body.start < body.start,
                "functions are out of order");
        while (open && ends[open - 1] <= body.start)
            open--;
        require(open == 0 || body.end <= ends[open - 1], "two bodies overlap");
        ends[open++] = body.end;
    }
    free(ends);
}

static void check_rest(const struct items *items, struct text source)
{
    struct span file = {0, (uint32_t)source.len};
    require(items->root_insert <= source.len || items->root_insert == LEFT_OUT,
            "the insertion point of the file lies outside of it");
    for (size_t i = 0; i < items->modules.len; i++) {
        const struct module *m = &items->modules.at[i];
        touch(m->name);
        touch(m->inside);
        touch(m->path);
        touch(m->folder);
        touch(m->gate);
    }
    for (size_t i = 0; i < items->allocators.len; i++) {
        const struct allocator *a = &items->allocators.at[i];
        require(is_within(a->type, file) && is_within(a->value, file) && a->start < a->type.start &&
                    a->type.end < a->value.start,
                "the parts of an allocator are out of order");
        touch(a->gate);
        touch(a->inside);
    }
    for (size_t i = 0; i < items->passing_macros.len; i++)
        touch(items->passing_macros.at[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct text source = {(const char *)data, size};
    struct items items;
    items_scan(&arena, source, NULL, &items);
    require(items.balanced || items.functions.len == 0, "an unbalanced file has functions");
    for (size_t i = 0; i < items.functions.len; i++)
        check_function(&items.functions.at[i], source);
    check_nesting(&items);
    check_rest(&items, source);
    arena_finish(&arena);
    return 0;
}
