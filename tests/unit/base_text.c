#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

static void the_last_part_of_a_path_stands_behind_its_last_colons(void **state)
{
    (void)state;
    assert_true(text_is(text_last_part(TEXT("parser::Lexer::next")), "next"));
    assert_true(text_is(text_last_part(TEXT("<T as a::Trait>::f")), "f"));
    assert_true(text_is(text_last_part(TEXT("main")), "main"));
    assert_true(text_is(text_last_part(TEXT("a:b")), "a:b"));
    assert_int_equal(text_last_part(TEXT("a::")).len, 0);
    assert_int_equal(text_last_part((struct text){0}).len, 0);
}

static void slices_are_compared_by_bytes(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(TEXT("  a b\n")), "a b"));
    assert_true(text_starts(TEXT("abc"), "ab"));
    assert_false(text_starts(TEXT("a"), "ab"));
    assert_true(text_ends(TEXT("x.rs"), ".rs"));
    assert_int_equal(text_find(TEXT("hello"), TEXT("ll")), 2);
    assert_int_equal(text_find(TEXT("hello"), TEXT("z")), -1);
}

/* What is wrong shows under clang's sanitizer alone. */
static void a_slice_of_nothing_is_nothing(void **state)
{
    (void)state;
    struct text none = text_slice((struct text){0}, 0, 0);
    assert_null(none.at);
    assert_int_equal(none.len, 0);
}

static void a_list_is_cut_at_its_separators(void **state)
{
    (void)state;
    struct text rest = TEXT("a,,b"), part;
    const char *expected[] = {"a", "", "b"};
    size_t count = 0;
    while (text_next(&rest, ',', &part))
        assert_true(text_is(part, expected[count++]));
    assert_int_equal(count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_part_of_a_path_stands_behind_its_last_colons),
        cmocka_unit_test(slices_are_compared_by_bytes),
        cmocka_unit_test(a_slice_of_nothing_is_nothing),
        cmocka_unit_test(a_list_is_cut_at_its_separators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
