/* How fast Rust is scanned, on one core.
 * In: folders of .rs files.  Out: rows for table.sh: MB/s over all of them, and over large files
 * that are made here: what is linear has the same speed at every size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "rust/items.h"

#define ROUNDS 5
#define MB 1e6

struct texts {
    struct text *at;
    size_t len, cap;
};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static size_t scan_all(const struct texts *texts)
{
    size_t functions = 0;
    for (size_t i = 0; i < texts->len; i++) {
        struct arena arena = {0};
        struct items items;
        items_scan(&arena, texts->at[i], NULL, &items);
        functions += items.functions.len;
        arena_finish(&arena);
    }
    return functions;
}

/* MB/s, in the fastest round. */
static double measure(const struct texts *texts)
{
    size_t bytes = 0;
    double best = 0;
    for (size_t i = 0; i < texts->len; i++)
        bytes += texts->at[i].len;
    for (int round = 0; round < ROUNDS; round++) {
        double start = cpu_seconds();
        scan_all(texts);
        double took = cpu_seconds() - start;
        if (round == 0 || took < best)
            best = took;
    }
    return (double)bytes / MB / best;
}

/* Folders are walked without recursion: those still to be read wait in a list. */
static void read_folder(struct arena *arena, const char *folder, struct texts *out)
{
    ARRAY(const char *) folders = {0};
    array_push(arena, &folders, folder);
    while (folders.len) {
        const char *at = folders.at[--folders.len];
        struct names names;
        struct error err = {0};
        if (!dir_list(arena, at, &names, &err))
            continue;
        for (size_t i = 0; i < names.len; i++) {
            const char *path = path_join(arena, at, arena_string(arena, names.at[i]));
            struct text text;
            if (file_is_dir(path))
                array_push(arena, &folders, path);
            else if (text_ends(names.at[i], ".rs") && file_read(arena, path, &text, &err))
                array_push(arena, out, text);
        }
    }
}

/* `open` so often that half the text is filled, then `close` as often. */
static struct text nested(struct arena *arena, const char *open, const char *close, size_t bytes)
{
    size_t opening = strlen(open), closing = strlen(close);
    size_t depth = bytes / (opening + closing);
    char *made = arena_alloc(arena, bytes);
    for (size_t i = 0; i < depth; i++) {
        memcpy(made + i * opening, open, opening);
        memcpy(made + depth * opening + i * closing, close, closing);
    }
    return (struct text){made, depth * (opening + closing)};
}

static double measure_nested(const char *open, const char *close, size_t bytes)
{
    struct arena arena = {0};
    struct text text = nested(&arena, open, close, bytes);
    struct texts texts = {.at = &text, .len = 1};
    double speed = measure(&texts);
    arena_finish(&arena);
    return speed;
}

/* The speed at ten times the size against that at the size: what is quadratic has a tenth. */
static void compare_sizes(const char *what, const char *open, const char *close, size_t bytes)
{
    double small = measure_nested(open, close, bytes);
    printf("scan of %s, 10 times as long|MB/s|%.0f|%.0f|>= 0.25x\n", what,
           measure_nested(open, close, 10 * bytes), small);
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    for (int i = 1; i < argc; i++) {
        struct texts texts = {0};
        read_folder(&arena, argv[i], &texts);
        printf("scan of %s, one core|MB/s|%.0f||>= 100 MB/s\n", path_name(argv[i]),
               measure(&texts));
    }
    static const char sample[] =
        "/// Doc.\n#[inline]\npub fn f<T: Into<u8>>(a: T) -> u8 {\n"
        "    let x = a.into(); // comment\n    x.max(1) + \"s\".len()\n}\n";
    compare_sizes("one file", sample, "", 5 * 1000 * 1000);
    compare_sizes("a nest of `{`", "{", "}", 500 * 1000);
    compare_sizes("a nest of `fn f(){`", "fn f(){", "}", 500 * 1000);
    compare_sizes("a nest of `impl A{fn f(){`", "impl A{fn f(){", "}}", 500 * 1000);
    compare_sizes("a nest of `fn f<`", "fn f<", ">(){}", 500 * 1000);
    arena_finish(&arena);
    return 0;
}
