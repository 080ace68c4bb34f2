/* Compares the scanner with the compiler.
 * In: an edition and .rs files.  Out: a line for each difference, one that sums up, and exit
 * code 1 where anything differs. Files that rustc itself does not accept are counted only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/process.h"
#include "rust/items.h"
#include "tree.h"

/* A function as either side sees it, in bytes. */
struct seen {
    struct text name;
    struct span returns, body;
    uint32_t insert, flags;
};

struct seen_list {
    struct seen *at;
    size_t len, cap;
};

struct lines {
    struct text source;
    ARRAY(uint32_t) starts;
};

static struct lines lines_of(struct arena *arena, struct text source)
{
    struct lines lines = {.source = source};
    bool bom = text_starts(source, "\xEF\xBB\xBF");
    array_push(arena, &lines.starts, bom ? 3 : 0);
    for (uint32_t i = 0; i < source.len; i++)
        if (source.at[i] == '\n')
            array_push(arena, &lines.starts, i + 1);
    return lines;
}

static uint32_t byte_of(const struct lines *lines, struct position position)
{
    uint32_t at = lines->starts.at[position.line - 1];
    for (uint32_t column = 1; column < position.column; column++) {
        at++;
        while (at < lines->source.len && (lines->source.at[at] & 0xC0) == 0x80)
            at++;
    }
    return at;
}

static struct span span_of(const struct lines *lines, struct range range)
{
    if (range.start.line == 0)
        return (struct span){0};
    return (struct span){byte_of(lines, range.start), byte_of(lines, range.end)};
}

static struct seen seen_by_rustc(const struct lines *lines, const struct tree_function *f)
{
    struct seen seen = {
        .name = f->name, .returns = span_of(lines, f->returns), .body = span_of(lines, f->body)};
    seen.insert = seen.body.start + 1;
    uint32_t inner = f->inner_end.line ? byte_of(lines, f->inner_end) : 0;
    if (inner > seen.body.start) {
        const char *newline = memchr(lines->source.at + inner, '\n', lines->source.len - inner);
        seen.insert = f->inner_line ? (uint32_t)(newline + 1 - lines->source.at) : inner;
    }
    seen.flags = f->is_const * FN_CONST | f->is_async * FN_ASYNC | f->is_unsafe * FN_UNSAFE |
                 f->is_extern * FN_EXTERN | f->in_impl * FN_IN_IMPL | f->in_trait * FN_IN_TRAIT;
    return seen;
}

static struct seen seen_by_us(const struct function *f)
{
    const uint32_t compared =
        FN_CONST | FN_ASYNC | FN_UNSAFE | FN_EXTERN | FN_IN_IMPL | FN_IN_TRAIT;
    return (struct seen){f->name, f->returns, f->body, f->insert, f->flags & compared};
}

static int by_body(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    return (x->body.start > y->body.start) - (x->body.start < y->body.start);
}

static void ignore_line(void *context, struct text line)
{
    (void)context;
    (void)line;
}

/* False where rustc does not accept the file. */
static bool ask_rustc(struct arena *arena, const char *edition, const char *path,
                      struct text source, struct seen_list *out)
{
    const char *argv[] = {"rustc", "--edition", edition, "-Zunpretty=ast-tree", path, NULL};
    const char *env[] = {"RUSTC_BOOTSTRAP=1", NULL};
    struct command_line command = {.argv = argv, .env = env};
    struct tree tree = tree_open(arena);
    struct error err = {0};
    int status;
    if (!process_lines(&command, tree_line, ignore_line, &tree, &status, &err)) {
        fprintf(stderr, "oracle: %s\n", err.message);
        exit(EXIT_USAGE);
    }
    if (status != 0)
        return false;
    struct lines lines = lines_of(arena, source);
    for (size_t i = 0; i < tree.functions.len; i++)
        array_push(arena, out, seen_by_rustc(&lines, &tree.functions.at[i]));
    if (out->len)
        qsort(out->at, out->len, sizeof *out->at, by_body);
    return true;
}

static void ask_scanner(struct arena *arena, struct text source, struct seen_list *out)
{
    struct items items;
    items_scan(arena, source, NULL, &items);
    for (size_t i = 0; i < items.functions.len; i++)
        if (!(items.functions.at[i].flags & (FN_IN_RULES | FN_IN_CALL | FN_IN_TOKENS)))
            array_push(arena, out, seen_by_us(&items.functions.at[i]));
}

static bool same_span(struct span a, struct span b)
{
    return a.start == b.start && a.end == b.end;
}

static const char *difference(const struct seen *theirs, const struct seen *ours)
{
    return !same_span(theirs->body, ours->body)         ? "body"
           : !text_equal(theirs->name, ours->name)      ? "name"
           : theirs->insert != ours->insert             ? "insertion point"
           : !same_span(theirs->returns, ours->returns) ? "return type"
           : theirs->flags != ours->flags               ? "kind"
                                                        : NULL;
}

static size_t report(const char *path, const char *what, const struct seen *seen)
{
    printf("%s: byte %u: %.*s: %s\n", path, seen->body.start, TEXT_ARG(seen->name), what);
    return 1;
}

static size_t compare(const char *path, const struct seen_list *theirs,
                      const struct seen_list *ours)
{
    size_t differences = 0, i = 0, j = 0;
    while (i < theirs->len || j < ours->len) {
        const struct seen *a = i < theirs->len ? &theirs->at[i] : NULL;
        const struct seen *b = j < ours->len ? &ours->at[j] : NULL;
        if (!b || (a && a->body.start < b->body.start)) {
            differences += report(path, "missed", a);
            i++;
        } else if (!a || b->body.start < a->body.start) {
            differences += report(path, "invented", b);
            j++;
        } else {
            const char *what = difference(a, b);
            differences += what ? report(path, what, a) : 0;
            i++;
            j++;
        }
    }
    return differences;
}

int main(int argc, char **argv)
{
    size_t files = 0, refused = 0, functions = 0, differences = 0;
    if (argc < 3) {
        fputs("usage: oracle EDITION FILE.rs…\n", stderr);
        return EXIT_USAGE;
    }
    for (int i = 2; i < argc; i++) {
        struct arena arena = {0};
        struct error err = {0};
        struct text source;
        struct seen_list theirs = {0}, ours = {0};
        if (file_read(&arena, argv[i], &source, &err) &&
            ask_rustc(&arena, argv[1], argv[i], source, &theirs)) {
            ask_scanner(&arena, source, &ours);
            files++;
            functions += theirs.len;
            differences += compare(argv[i], &theirs, &ours);
        } else {
            refused++;
        }
        arena_finish(&arena);
    }
    printf("files %zu functions %zu differences %zu refused %zu\n", files, functions, differences,
           refused);
    return differences > 0;
}
