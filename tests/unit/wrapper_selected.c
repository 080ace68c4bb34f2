#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/format.h"
#include "wrapper/selected.h"

static struct arena arena;

/* Of a project in /work that consists of these files. */
static const char *const *files;

static struct survey survey_of_files(void)
{
    struct survey survey = {0};
    struct surveyed_crate crate = {0};
    for (const char *const *path = files; path && *path; path++)
        array_push(&arena, &crate.crate.files, (struct source_file){.path = *path});
    array_push(&arena, &survey.crates, crate);
    return survey;
}

static const char *words_of(struct selector selector, const char *const *dependencies)
{
    struct build_request request = {.selector = selector, .dependencies = dependencies};
    struct project project = {.root = "/work"};
    struct survey survey = survey_of_files();
    return selected_words(&arena, &project, &survey, &request);
}

#define LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

static void everything_is_no_option(void **state)
{
    (void)state;
    assert_string_equal(words_of((struct selector){0}, NULL), "");
}

static void each_option_is_told(void **state)
{
    (void)state;
    struct selector all = {.functions = LIST("parse"),
                           .exact = true,
                           .files = LIST("src/a.rs"),
                           .modules = LIST("lexer"),
                           .skips = LIST("test")};
    assert_string_equal(words_of(all, LIST("serde")),
                        "--fn parse --exact --file src/a.rs --mod lexer --skip test --dep serde");
}

static void what_a_shell_would_not_take_is_quoted(void **state)
{
    (void)state;
    assert_string_equal(words_of((struct selector){.functions = LIST("<A as B>::f", "it's")}, NULL),
                        "--fn '<A as B>::f' --fn 'it'\\''s'");
    assert_string_equal(words_of((struct selector){.skips = LIST("a\nexact=1")}, NULL),
                        "--skip 'a?exact=1'");
}

static void those_that_select_alike_have_the_same_words(void **state)
{
    (void)state;
    const char *given = words_of((struct selector){.skips = LIST("b", "a", "b")}, NULL);
    assert_string_equal(given, "--skip a --skip b");
}

static const char *word_of_file(const char *pattern)
{
    return words_of((struct selector){.files = LIST(pattern)}, NULL);
}

static void a_file_is_seen_from_the_project(void **state)
{
    (void)state;
    files = LIST("/work/src/main.rs", "/work/src/a.rs", "/elsewhere/b.rs");
    assert_string_equal(word_of_file("src/a.rs"), "--file src/a.rs");
    assert_string_equal(word_of_file("./src/a.rs"), "--file src/a.rs");
    assert_string_equal(word_of_file("src/../src//a.rs"), "--file src/a.rs");
    assert_string_equal(word_of_file("/work/src/a.rs"), "--file src/a.rs");
    assert_string_equal(word_of_file("src"), "--file src");
    assert_string_equal(word_of_file("/work/src/"), "--file src");
    assert_string_equal(word_of_file("."), "--file .");
    assert_string_equal(word_of_file("/work"), "--file .");
    assert_string_equal(word_of_file("/elsewhere/../elsewhere/b.rs"), "--file /elsewhere/b.rs");
    assert_string_equal(word_of_file("a.rs"), "--file a.rs");
    assert_string_equal(
        words_of((struct selector){.files = LIST("src/a.rs", "/work/src/a.rs")}, NULL),
        "--file src/a.rs");
    files = NULL;
}

static void a_file_that_is_one_of_several_is_told_from_all_of_them(void **state)
{
    (void)state;
    files = LIST("/work/src/a.rs", "/work/part/src/a.rs");
    assert_string_equal(word_of_file("./src/a.rs"), "--file src/a.rs");
    assert_string_equal(word_of_file("/work/part/src/a.rs"), "--file part/src/a.rs");
    assert_string_equal(word_of_file("/work/src/a.rs"), "--file /work/src/a.rs");
    files = NULL;
}

static void files_are_named_for_any_folder(void **state)
{
    (void)state;
    files = LIST("/work/src/a.rs", "/work/part/src/a.rs");
    struct survey survey = survey_of_files();
    struct project project = {.root = "/work"};
    struct selector given = {.files = LIST("part/src", "src/a.rs"), .skips = LIST("x")};
    struct selector made = selected_from_anywhere(&arena, &project, &survey, &given);
    assert_string_equal(made.files[0], "/work/part/src");
    assert_string_equal(made.files[1], "/work/src/a.rs");
    assert_string_equal(made.files[2], "src/a.rs");
    assert_null(made.files[3]);
    assert_string_equal(made.skips[0], "x");
    given.files = NULL;
    assert_null(selected_from_anywhere(&arena, &project, &survey, &given).files);
    files = NULL;
}

static void names_may_begin_with_the_crate(void **state)
{
    (void)state;
    assert_string_equal(words_of((struct selector){.functions = LIST("crate::a::f"),
                                                   .modules = LIST("crate::a", "a")},
                                 NULL),
                        "--fn a::f --mod a");
}

static const char *many_words(const char *last)
{
    const char **list = arena_many(&arena, const char *, 101);
    for (size_t i = 0; i < 99; i++)
        list[i] = arena_printf(&arena, "größe_%zu", i);
    list[99] = last;
    return words_of((struct selector){.skips = list}, NULL);
}

static void what_is_too_long_is_cut_and_still_told_apart(void **state)
{
    (void)state;
    const char *one = many_words("z"), *other = many_words("zz");
    assert_true(strlen(one) < PIANO_SELECTION_BYTES);
    assert_non_null(strstr(one, "... "));
    assert_string_not_equal(one, other);
    assert_memory_equal(one, other, 400);
    assert_string_equal(one, many_words("z"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_no_option),
        cmocka_unit_test(each_option_is_told),
        cmocka_unit_test(what_a_shell_would_not_take_is_quoted),
        cmocka_unit_test(those_that_select_alike_have_the_same_words),
        cmocka_unit_test(a_file_is_seen_from_the_project),
        cmocka_unit_test(a_file_that_is_one_of_several_is_told_from_all_of_them),
        cmocka_unit_test(files_are_named_for_any_folder),
        cmocka_unit_test(names_may_begin_with_the_crate),
        cmocka_unit_test(what_is_too_long_is_cut_and_still_told_apart),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
