#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/json.h"

static void any_bytes_become_a_json_string(void **state)
{
    static const struct text odd[] = {
        {"", 0},
        {"a\"b\\c\n\t\0d", 9},
        {"\xC3\x28", 2},
        {"\xED\xA0\x80", 3},
        {"\xF4\x90\x80\x80", 4},
        {"\xC0\x80", 2},
        {"\xE6\x97", 2},
        {"\xF0\x9F\x8E\xB9", 4},
        {"\x80\xFF\xFE", 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct buffer out = {0};
        json_error_t error;
        json_quoted(&out, odd[i]);
        json_t *value = json_loadb(out.at, out.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
        if (!value)
            fail_msg("%s: %s", out.at, error.text);
        json_decref(value);
        buffer_finish(&out);
    }
}

static void what_is_no_string_reads_as_an_empty_one(void **state)
{
    struct arena arena = {0};
    json_t *object = json_pack("{s:s, s:i, s:n}", "a", "text", "b", 1, "c");
    (void)state;
    assert_string_equal(json_string_in(&arena, object, "a"), "text");
    assert_string_equal(json_string_in(&arena, object, "b"), "");
    assert_string_equal(json_string_in(&arena, object, "c"), "");
    assert_string_equal(json_string_in(&arena, object, "none"), "");
    assert_string_equal(json_string_in(&arena, NULL, "a"), "");
    json_decref(object);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bytes_become_a_json_string),
        cmocka_unit_test(what_is_no_string_reads_as_an_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
