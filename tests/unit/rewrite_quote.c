#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rewrite/quote.h"

static void check_escape(const char *bytes, const char *expected)
{
    struct buffer out = {0};
    buffer_puts(&out, "");
    quote_text(&out, text_of(bytes));
    assert_string_equal(out.at ? out.at : "", expected);
    buffer_finish(&out);
}

static void any_path_can_be_written_as_a_literal(void **state)
{
    (void)state;
    check_escape("src/main.rs", "src/main.rs");
    check_escape("a \"b\" \\c", "a \\\"b\\\" \\\\c");
    check_escape("line\nbreak\ttab\x7f", "line\\nbreak\\x09tab\\x7f");
    check_escape("größe €𝄞", "größe €𝄞");
    check_escape("bad \xff\xfe end", "bad \\u{fffd}\\u{fffd} end");
    check_escape("cut \xe2\x82", "cut \\u{fffd}\\u{fffd}");
    check_escape("{braces} ${x}", "{braces} ${x}");
}

static void check_concat(const char *name, const char *expected)
{
    struct buffer out = {0};
    quote_concat(&out, TEXT("c\n"), text_of(name), TEXT("\n1"), "m");
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void what_a_macro_fills_in_becomes_text_there(void **state)
{
    (void)state;
    check_concat("plain", "m::concat!(\"c\\nplain\\n1\")");
    check_concat("$x", "m::concat!(\"c\\n\", m::stringify!($x), \"\\n1\")");
    check_concat("Größe::$name", "m::concat!(\"c\\nGröße::\", m::stringify!($name), \"\\n1\")");
    check_concat("<$t as $crate::T>::f",
                 "m::concat!(\"c\\n<\", m::stringify!($t), \" as $crate::T>::f\\n1\")");
    check_concat("[<get_ $x>]", "m::concat!(\"c\\n\", m::stringify!([<get_ $x>]), \"\\n1\")");
    check_concat("<($($t),  + ) as T>::f", "m::concat!(\"c\\n<(…) as T>::f\\n1\")");
    check_concat("<($($t,)*) as T>::f", "m::concat!(\"c\\n<(…) as T>::f\\n1\")");
    check_concat("a $", "m::concat!(\"c\\na $\\n1\")");
    check_concat("$(never closed", "m::concat!(\"c\\n…\\n1\")");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_path_can_be_written_as_a_literal),
        cmocka_unit_test(what_a_macro_fills_in_becomes_text_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
