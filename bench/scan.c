/* How fast Rust is scanned, on one core.
 * In: folders of .rs files.  Out: MB/s over all of them, and over large files that are made here:
 * what is linear has the same speed at every size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "rust/items.h"

#define ROUNDS 5 /* the fastest counts */
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

static void measure(const char *what, const struct texts *texts, int rounds)
{
    size_t bytes = 0, functions = 0;
    double best = 0;
    for (size_t i = 0; i < texts->len; i++)
        bytes += texts->at[i].len;
    for (int round = 0; round < rounds; round++) {
        double start = cpu_seconds();
        functions = scan_all(texts);
        double took = cpu_seconds() - start;
        if (round == 0 || took < best)
            best = took;
    }
    printf("%-24s %6zu files %8.1f MB %8zu functions %7.0f MB/s\n", what, texts->len,
           (double)bytes / MB, functions, (double)bytes / MB / best);
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

static void measure_one(const char *what, struct text text)
{
    struct texts texts = {.at = &text, .len = 1};
    measure(what, &texts, 1);
}

static void measure_nested(const char *open, const char *close)
{
    for (size_t bytes = 50 * 1000; bytes <= 5 * 1000 * 1000; bytes *= 10) {
        struct arena arena = {0};
        char what[64];
        snprintf(what, sizeof what, "nested `%s`", open);
        measure_one(what, nested(&arena, open, close, bytes));
        arena_finish(&arena);
    }
}

static void measure_flat(void)
{
    static const char sample[] =
        "/// Doc.\n#[inline]\npub fn f<T: Into<u8>>(a: T) -> u8 {\n"
        "    let x = a.into(); // comment\n    x.max(1) + \"s\".len()\n}\n";
    for (size_t bytes = 500 * 1000; bytes <= 50 * 1000 * 1000; bytes *= 10) {
        struct arena arena = {0};
        measure_one("one file", nested(&arena, sample, "", bytes));
        arena_finish(&arena);
    }
}

int main(int argc, char **argv)
{
    struct arena arena = {0};
    for (int i = 1; i < argc; i++) {
        struct texts texts = {0};
        read_folder(&arena, argv[i], &texts);
        measure(path_name(argv[i]), &texts, ROUNDS);
    }
    measure_flat();
    measure_nested("{", "}");
    measure_nested("fn f(){", "}");
    measure_nested("impl A{fn f(){", "}}");
    measure_nested("fn f<", ">(){}");
    arena_finish(&arena);
    return 0;
}
