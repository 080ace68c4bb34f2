/* Checks what the scanner finds against what a file's own comments say; see README.md.
 * In: .rs files.  Out: each line where they disagree; exit code 1 if there is any. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "rust/items.h"

/* Something found or expected; facts about the whole file have line 0. */
struct fact {
    uint32_t line;
    size_t order; /* in the file */
    struct text words;
};

struct facts {
    struct fact *at;
    size_t len, cap;
};

struct finder {
    struct arena *arena;
    struct text source;
    struct facts facts;
};

static const struct {
    uint32_t flag;
    const char *word;
} flag_words[] = {
    {FN_CONST, "const"},
    {FN_ASYNC, "async"},
    {FN_UNSAFE, "unsafe"},
    {FN_EXTERN, "extern"},
    {FN_NAKED, "naked"},
    {FN_IN_TRAIT, "trait"},
    {FN_IN_IMPL, "impl"},
    {FN_IN_RULES, "rules"},
    {FN_IN_CALL, "call"},
    {FN_MAYBE_CONST, "maybe-const"},
    {FN_TEST, "test"},
    {FN_ALLOCATOR, "allocator"},
    {FN_UNNAMED_BODY, "unnamed-body"},
    {FN_UNCLEAR_RETURN, "unclear-return"},
    {FN_IN_TOKENS, "tokens"},
    {FN_GEN, "gen"},
};

static uint32_t line_of(const struct finder *finder, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += finder->source.at[i] == '\n';
    return line;
}

static size_t column_of(const struct finder *finder, size_t offset)
{
    size_t column = 1;
    while (column <= offset && finder->source.at[offset - column] != '\n')
        column++;
    return column;
}

static size_t offset_of(const struct finder *finder, struct text slice)
{
    return (size_t)(slice.at - finder->source.at);
}

static void add(struct finder *finder, uint32_t line, const struct buffer *words)
{
    struct fact fact = {line, finder->facts.len, arena_text(finder->arena, buffer_text(words))};
    array_push(finder->arena, &finder->facts, fact);
}

static void put_labelled(struct buffer *words, const char *label, struct text text)
{
    if (text.len)
        buffer_printf(words, " %s %.*s", label, TEXT_ARG(text));
}

static struct text slice(const struct finder *finder, struct span span)
{
    return text_slice(finder->source, span.start, span.end);
}

static void find_function(struct finder *finder, const struct function *f)
{
    struct buffer words = {0};
    buffer_printf(&words, "fn %.*s", TEXT_ARG(f->path));
    for (size_t i = 0; i < sizeof flag_words / sizeof *flag_words; i++)
        if (f->flags & flag_words[i].flag)
            buffer_printf(&words, " %s", flag_words[i].word);
    if (f->insert != LEFT_OUT) {
        uint32_t below = line_of(finder, f->insert) - f->line;
        if (below)
            buffer_printf(&words, " @+%u:%zu", below, column_of(finder, f->insert));
        else
            buffer_printf(&words, " @%zu", column_of(finder, f->insert));
    }
    put_labelled(&words, "->", slice(finder, f->returns));
    add(finder, f->line, &words);
    buffer_finish(&words);
}

static void find_module(struct finder *finder, const struct module *m)
{
    struct buffer words = {0};
    buffer_printf(&words, "mod %.*s%s%s", TEXT_ARG(m->name), m->test ? " test" : "",
                  m->beside ? " beside" : "");
    put_labelled(&words, "in", m->inside);
    put_labelled(&words, "folder", m->folder);
    put_labelled(&words, "path", m->path);
    put_labelled(&words, "gate", m->gate);
    add(finder, line_of(finder, offset_of(finder, m->name)), &words);
    buffer_finish(&words);
}

static void find_allocator(struct finder *finder, const struct allocator *a)
{
    struct buffer words = {0};
    buffer_printf(&words, "allocator %.*s = %.*s", TEXT_ARG(slice(finder, a->type)),
                  TEXT_ARG(slice(finder, a->value)));
    put_labelled(&words, "in", a->inside);
    put_labelled(&words, "gate", a->gate);
    add(finder, line_of(finder, a->start), &words);
    buffer_finish(&words);
}

static void find_unread(struct finder *finder, const struct unread *u)
{
    struct buffer words = {0};
    buffer_printf(&words, "unread %.*s%s", TEXT_ARG(u->name), u->test ? " test" : "");
    put_labelled(&words, "in", u->inside);
    add(finder, u->line, &words);
    buffer_finish(&words);
}

static void find_macro(struct finder *finder, struct text macro)
{
    struct buffer words = {0};
    buffer_printf(&words, "passes %.*s", TEXT_ARG(macro));
    add(finder, line_of(finder, offset_of(finder, macro)), &words);
    buffer_finish(&words);
}

static void find_file_facts(struct finder *finder, const struct items *items)
{
    struct buffer words = {0};
    if (!items->balanced) {
        buffer_puts(&words, "file unbalanced");
    } else {
        buffer_printf(&words, "file root %u:%zu", line_of(finder, items->root_insert),
                      column_of(finder, items->root_insert));
        buffer_puts(&words, items->no_std ? " no_std" : "");
        buffer_puts(&words, items->no_core ? " no_core" : "");
        buffer_puts(&words, items->no_main ? " no_main" : "");
        buffer_puts(&words, items->no_implicit_prelude ? " no_implicit_prelude" : "");
    }
    add(finder, 0, &words);
    buffer_finish(&words);
}

static int in_order(const void *a, const void *b)
{
    const struct fact *x = a, *y = b;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void sort(struct facts *facts)
{
    if (facts->len)
        qsort(facts->at, facts->len, sizeof *facts->at, in_order);
}

static struct facts find(struct arena *arena, struct text source)
{
    struct finder finder = {.arena = arena, .source = source};
    struct items items;
    items_scan(arena, source, NULL, &items);
    find_file_facts(&finder, &items);
    for (size_t i = 0; i < items.functions.len; i++)
        find_function(&finder, &items.functions.at[i]);
    for (size_t i = 0; i < items.modules.len; i++)
        find_module(&finder, &items.modules.at[i]);
    for (size_t i = 0; i < items.unread.len; i++)
        find_unread(&finder, &items.unread.at[i]);
    for (size_t i = 0; i < items.allocators.len; i++)
        find_allocator(&finder, &items.allocators.at[i]);
    for (size_t i = 0; i < items.passing_macros.len; i++)
        find_macro(&finder, items.passing_macros.at[i]);
    sort(&finder.facts);
    return finder.facts;
}

/* The comments of one line: `//~ words //~ words`, `//~^^ words` for two lines above. */
static void expect_line(struct arena *arena, struct text line, uint32_t number, struct facts *out)
{
    ptrdiff_t at;
    while ((at = text_find(line, TEXT("//~"))) >= 0) {
        line = text_slice(line, (size_t)at + 3, line.len);
        uint32_t about = number;
        while (text_starts(line, "^")) {
            line = text_slice(line, 1, line.len);
            about--;
        }
        ptrdiff_t next = text_find(line, TEXT("//~"));
        struct text words = text_trim(text_slice(line, 0, next < 0 ? line.len : (size_t)next));
        if (text_starts(words, "file "))
            about = 0;
        array_push(arena, out, ((struct fact){about, out->len, words}));
    }
}

static struct facts expect(struct arena *arena, struct text source)
{
    struct facts facts = {0};
    struct text rest = source, line;
    for (uint32_t number = 1; text_next(&rest, '\n', &line); number++)
        expect_line(arena, line, number, &facts);
    sort(&facts);
    return facts;
}

/* The same words, where the expectation may leave out ` @…` and ` -> …`. */
static bool agree(struct text expected, struct text found)
{
    ptrdiff_t insert = text_find(found, TEXT(" @"));
    struct text end = text_slice(found, insert < 0 ? 0 : (size_t)insert, found.len);
    ptrdiff_t returns = text_find(end, TEXT(" -> "));
    if (returns >= 0)
        returns += found.len - end.len;
    if (text_find(expected, TEXT(" -> ")) < 0 && returns >= 0)
        found = text_slice(found, 0, (size_t)returns);
    if (text_find(expected, TEXT(" @")) < 0 && insert >= 0) {
        size_t after = returns >= 0 && found.len > (size_t)returns ? (size_t)returns : found.len;
        return expected.len == found.len - (after - (size_t)insert) &&
               memcmp(expected.at, found.at, (size_t)insert) == 0 &&
               memcmp(expected.at + insert, found.at + after, found.len - after) == 0;
    }
    return text_equal(expected, found);
}

static size_t report(const char *path, const char *what, const struct fact *fact)
{
    fprintf(stderr, "%s:%u: %s: //~ %.*s\n", path, fact->line, what, TEXT_ARG(fact->words));
    return 1;
}

static size_t compare(const char *path, const struct facts *expected, const struct facts *found)
{
    size_t wrong = 0, i = 0, j = 0;
    while (i < expected->len || j < found->len) {
        const struct fact *e = i < expected->len ? &expected->at[i] : NULL;
        const struct fact *f = j < found->len ? &found->at[j] : NULL;
        if (!e || (f && f->line < e->line)) {
            /* What a file says of itself as a whole is checked only where it says it. */
            wrong += f->line ? report(path, "found, but not expected", f) : 0;
            j++;
        } else if (!f || e->line < f->line) {
            wrong += report(path, "expected, but not found", e);
            i++;
        } else {
            if (!agree(e->words, f->words)) {
                wrong += report(path, "expected", e);
                report(path, "found", f);
            }
            i++;
            j++;
        }
    }
    return wrong;
}

int main(int argc, char **argv)
{
    size_t wrong = 0;
    for (int i = 1; i < argc; i++) {
        struct arena arena = {0};
        struct error err = {0};
        struct text source;
        if (file_read(&arena, argv[i], &source, &err)) {
            struct facts expected = expect(&arena, source), found = find(&arena, source);
            wrong += compare(argv[i], &expected, &found);
        } else {
            fprintf(stderr, "%s\n", err.message);
            wrong++;
        }
        arena_finish(&arena);
    }
    return wrong > 0;
}
