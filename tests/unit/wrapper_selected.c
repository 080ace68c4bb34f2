#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/format.h"
#include "wrapper/selected.h"

static struct arena arena;

static const char *words_of(struct selector selector, const char *const *dependencies)
{
    struct build_request request = {.selector = selector, .dependencies = dependencies};
    return selected_words(&arena, &request);
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
        cmocka_unit_test(what_is_too_long_is_cut_and_still_told_apart),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
