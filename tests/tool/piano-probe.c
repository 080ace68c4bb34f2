/* Shows what each stage makes of a file, for tests and for looking at.
 *
 *     piano-probe items FILE                   line, flags and path of every function
 *     piano-probe plan ROOT [PATTERN …]        line, fate and name of every function of a crate
 *     piano-probe rewrite ROOT OUT [WORD …]    the crate's files with their probes, below OUT
 *     piano-probe check FILE …                 the properties of tests/rewrite/properties.h
 *
 * The words of rewrite: edition=2021 crate=NAME start=TEXT allocator=wrap|provide program tests */
#include <stdio.h>
#include <stdlib.h>

#include "../rewrite/properties.h"
#include "base/file.h"

static struct arena arena;

static int fail(const struct error *err)
{
    fprintf(stderr, "piano-probe: %s\n", err->message);
    return err->exit_code;
}

static int show_items(int argc, char **argv)
{
    struct error err = {0};
    struct text source;
    if (argc != 1 || !file_read(&arena, argv[0], &source, &err))
        return fail(&err);
    struct items items;
    items_scan(&arena, source, NULL, &items);
    for (size_t i = 0; i < items.functions.len; i++) {
        const struct function *f = &items.functions.at[i];
        printf("%u\t%#x\t%.*s\n", f->line, f->flags, TEXT_ARG(f->path));
    }
    return items.balanced ? 0 : EXIT_OURS;
}

static int show_plan(int argc, char **argv)
{
    struct error err = {0};
    struct crate crate;
    if (argc < 1 || !crate_read(&arena, path_absolute(&arena, argv[0]), &crate, &err))
        return fail(&err);
    struct selector selector = {.functions = (const char *const *)argv + 1};
    struct plan_options options = {.selector = &selector, .project = path_working_dir(&arena)};
    struct plan plan;
    plan_make(&arena, &crate, &options, &plan);
    for (size_t i = 0; i < plan.functions.len; i++) {
        const struct planned *planned = &plan.functions.at[i];
        printf("%s:%u\t%s\t%.*s\n", path_below(options.project, planned->file->path),
               planned->function->line, fate_words(planned->fate), TEXT_ARG(planned->name));
    }
    return 0;
}

static bool read_word(const char *word, struct rewrite_options *options)
{
    struct text text = text_of(word);
    if (text_starts(text, "edition="))
        options->edition = atoi(word + strlen("edition="));
    else if (text_starts(text, "crate="))
        options->crate = word + strlen("crate=");
    else if (text_starts(text, "start="))
        options->start = word + strlen("start=");
    else if (text_is(text, "allocator=wrap"))
        options->allocator = ALLOCATOR_WRAP;
    else if (text_is(text, "allocator=provide"))
        options->allocator = ALLOCATOR_PROVIDE;
    else if (text_is(text, "program"))
        options->program = true;
    else if (text_is(text, "tests"))
        options->harness = true;
    else if (text_is(text, "optimised"))
        options->optimised = true;
    else
        return false;
    return true;
}

static int show_rewrite(int argc, char **argv)
{
    struct error err = {0};
    struct crate crate;
    if (argc < 2 || !crate_read(&arena, path_absolute(&arena, argv[0]), &crate, &err))
        return fail(&err);
    const char *folder = path_folder(&arena, path_absolute(&arena, argv[0]));
    struct rewrite_options options = {.crate = "golden", .project = folder, .edition = 2021};
    for (int i = 2; i < argc; i++)
        if (!read_word(argv[i], &options))
            return EXIT_USAGE;
    struct selector everything = {0};
    struct plan_options plan_options = {
        .selector = &everything, .project = folder, .tests = options.harness};
    struct plan plan;
    plan_make(&arena, &crate, &plan_options, &plan);
    for (size_t i = 0; i < crate.files.len; i++) {
        const struct source_file *file = &crate.files.at[i];
        struct insertions list;
        rewrite_file(&arena, &crate, i, &plan, &options, &list);
        const char *to = path_join(&arena, argv[1], path_below(folder, file->path));
        if (!dir_make(path_folder(&arena, to), &err) ||
            !file_write(to, rewrite_apply(&arena, file->text, &list), &err))
            return fail(&err);
    }
    return 0;
}

static int check(int argc, char **argv)
{
    int code = 0;
    for (int i = 0; i < argc; i++) {
        struct error err = {0};
        struct arena file = {0};
        struct text source;
        if (!file_read(&file, argv[i], &source, &err))
            return fail(&err);
        const char *broken = properties_broken(source);
        if (broken) {
            printf("%s: %s\n", argv[i], broken);
            code = EXIT_OURS;
        }
        arena_finish(&file);
    }
    return code;
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
} stages[] = {
    {"items", show_items}, {"plan", show_plan}, {"rewrite", show_rewrite}, {"check", check}};

int main(int argc, char **argv)
{
    int code = EXIT_USAGE;
    for (size_t i = 0; argc > 1 && i < sizeof stages / sizeof *stages; i++)
        if (strcmp(argv[1], stages[i].name) == 0)
            code = stages[i].run(argc - 2, argv + 2);
    if (code == EXIT_USAGE)
        fputs("usage: piano-probe items|plan|rewrite|check FILE …\n", stderr);
    arena_finish(&arena);
    return code;
}
