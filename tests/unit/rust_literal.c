#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rust/literal.h"

static void assert_value(const char *token, const char *expected)
{
    struct arena arena = {0};
    struct text value;
    assert_true(literal_string(&arena, text_of(token), &value));
    assert_true(text_is(value, expected));
    arena_finish(&arena);
}

static void plain_and_raw_strings_are_their_bytes(void **state)
{
    (void)state;
    assert_value("\"a/b.rs\"", "a/b.rs");
    assert_value("\"\"", "");
    assert_value("r\"a\\b\"", "a\\b");
    assert_value("r##\"a\"#b\"##", "a\"#b");
}

static void escapes_are_replaced(void **state)
{
    (void)state;
    assert_value("\"a\\\\b\\\"c\\'d\"", "a\\b\"c'd");
    assert_value("\"\\n\\r\\t\"", "\n\r\t");
    assert_value("\"\\x41\\u{e9}\\u{1F600}\\u{6771}\"", "A\xC3\xA9\xF0\x9F\x98\x80\xE6\x9D\xB1");
    assert_value("\"a\\\n   \t b\"", "ab");
    assert_value("\"\\u{0_0_41}z\"", "Az");
}

static void other_tokens_are_no_strings(void **state)
{
    (void)state;
    static const char *const tokens[] = {"1",       "'a'", "b\"a\"", "c\"a\"",
                                         "br\"a\"", "\"",  "r#\"",   ""};
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        struct arena arena = {0};
        struct text value;
        assert_false(literal_string(&arena, text_of(tokens[i]), &value));
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_and_raw_strings_are_their_bytes),
        cmocka_unit_test(escapes_are_replaced),
        cmocka_unit_test(other_tokens_are_no_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
