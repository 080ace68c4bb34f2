#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static void text_beyond_ascii_is_valid(void **state)
{
    (void)state;
    assert_true(utf8_is_valid(TEXT("fn f() {} // äöü € 𝄞 end")));
}

static void what_no_character_is_written_as_is_not(void **state)
{
    (void)state;
    const char *broken[] = {"ascii ascii \xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80",
                            "\xf4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_false(utf8_is_valid(text_of(broken[i])));
}

static void a_character_is_as_long_as_its_bytes(void **state)
{
    (void)state;
    assert_int_equal(utf8_sequence_len(TEXT("a€")), 1);
    assert_int_equal(utf8_sequence_len(TEXT("ä€")), 2);
    assert_int_equal(utf8_sequence_len(TEXT("€a")), 3);
    assert_int_equal(utf8_sequence_len(TEXT("𝄞")), 4);
    assert_int_equal(utf8_sequence_len(TEXT("\xe2\x82")), 0);
    assert_int_equal(utf8_sequence_len(TEXT("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_beyond_ascii_is_valid),
        cmocka_unit_test(what_no_character_is_written_as_is_not),
        cmocka_unit_test(a_character_is_as_long_as_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
