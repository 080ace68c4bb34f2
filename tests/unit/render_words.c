#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/names.h"
#include "render/words.h"

static void expect_duration(double ns, double scale, const char *expected)
{
    struct buffer out = {0};
    words_duration(&out, ns, scale);
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void durations_read_well_from_nanoseconds_to_hours(void **state)
{
    (void)state;
    expect_duration(0, 0, "0ns");
    expect_duration(812, 0, "812ns");
    expect_duration(999.4, 0, "999ns");
    expect_duration(999.6, 0, "1.00us");
    expect_duration(999994, 0, "999.99us");
    expect_duration(999996, 0, "1.00ms");
    expect_duration(341.21e6, 0, "341.21ms");
    expect_duration(12.344e9, 0, "12.34s");
    expect_duration(59.999e9, 0, "1m00s");
    expect_duration(312e9, 0, "5m12s");
    expect_duration(12300e9, 0, "3h25m");
    expect_duration(-142.77e6, 0, "-142.77ms");
}

static void expect_change(double ns, double scale, const char *expected)
{
    struct buffer out = {0};
    words_change(&out, ns, scale);
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void changes_have_a_sign_where_there_is_something_to_see(void **state)
{
    (void)state;
    expect_change(40e3, 141e6, "+0.04ms");
    expect_change(-40e3, 141e6, "-0.04ms");
    expect_change(0, 0, "+0ns");
    expect_change(-0.4, 0, "+0ns");
    expect_change(-0.6, 0, "-1ns");
    expect_change(-4e3, 141e6, "+0.00ms");
    expect_change(-100e9, 0, "-1m40s");
}

static void durations_side_by_side_share_a_unit(void **state)
{
    (void)state;
    expect_duration(870e3, 48e6, "0.87ms");
    expect_duration(-40e3, 141e6, "-0.04ms");
    expect_duration(20e6, 180e9, "0.02s");
}

static void expect_scaled(double ns, double scale, const char *expected)
{
    expect_duration(ns, words_scale(ns, scale), expected);
}

static void a_unit_that_others_share_is_not_kept_at_any_price(void **state)
{
    (void)state;
    expect_scaled(870e3, 48e6, "0.87ms");
    expect_scaled(9999.99e6, 48e6, "9999.99ms");
    expect_scaled(102290.70e3, 48e3, "102.29ms");
    expect_scaled(12.5e9, 48e6, "12.50s");
    expect_scaled(49e3, 48e6, "0.05ms");
    expect_scaled(9e3, 48e6, "9.00us");
    expect_scaled(300, 48e6, "300ns");
    expect_scaled(0, 48e6, "0.00ms");
    expect_scaled(11e3, 700, "11.00us");
}

static void expect_bytes(double bytes, const char *expected)
{
    struct buffer out = {0};
    words_bytes(&out, bytes);
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void sizes_read_well_from_bytes_to_terabytes(void **state)
{
    (void)state;
    expect_bytes(0, "0B");
    expect_bytes(1023, "1023B");
    expect_bytes(1024, "1.0KB");
    expect_bytes(62.5 * 1024, "62.5KB");
    expect_bytes(1024.0 * 1024 - 1, "1.0MB");
    expect_bytes(3.25 * 1099511627776.0, "3.2TB");
}

static void expect_fit(struct text text, size_t width, const char *expected)
{
    struct buffer out = {0};
    words_fit(&out, text, width);
    assert_string_equal(out.at, expected);
    assert_true(words_width(buffer_text(&out)) <= width || width == SIZE_MAX);
    buffer_finish(&out);
}

static void names_give_way_in_their_middle(void **state)
{
    (void)state;
    expect_fit(TEXT("parse_item"), 10, "parse_item");
    expect_fit(TEXT("parse_item"), 8, "pa…_item");
    expect_fit(TEXT("parse_item"), 1, "…");
    expect_fit(TEXT("日本語の関数"), 8, "日…関数");
}

static void nothing_steers_the_terminal(void **state)
{
    (void)state;
    expect_fit(TEXT("a\033[31mb\r\n\x7f"), SIZE_MAX, "a?[31mb???");
    expect_fit(TEXT("\xC2\x9B"
                    "31m"),
               SIZE_MAX, "?31m");
    expect_fit(TEXT("caf\xE9"), SIZE_MAX, "caf?");
    expect_fit(TEXT("cut \xE6\x97"), SIZE_MAX, "cut ??");
    expect_fit(TEXT("\xED\xA0\x80"), SIZE_MAX, "???");
}

static void width_is_in_columns(void **state)
{
    (void)state;
    assert_int_equal(words_width(TEXT("größe")), 5);
    assert_int_equal(words_width(TEXT("日本")), 4);
    assert_int_equal(words_width(TEXT("e\xCC\x81")), 1);
    assert_int_equal(words_width(TEXT("\xFF")), 1);
}

static void names_are_as_short_as_they_can_be(void **state)
{
    struct arena arena = {0};
    const struct full_name full[] = {
        {TEXT("a"), TEXT("lexer::parse"), TEXT("x.rs"), 1},
        {TEXT("a"), TEXT("lexer::Parser::new"), TEXT("x.rs"), 2},
        {TEXT("a"), TEXT("ast::Node::new"), TEXT("x.rs"), 3},
        {TEXT("a"), TEXT("x::run"), TEXT("x.rs"), 4},
        {TEXT("a"), TEXT("y::run"), TEXT("x.rs"), 5},
        {TEXT("b"), TEXT("y::run"), TEXT("x.rs"), 6},
        {TEXT("a"), TEXT("<m::T as n::Fn(u8) -> v::W>::call"), TEXT("x.rs"), 7},
        {TEXT("a"), TEXT(""), TEXT("x.rs"), 8},
        {TEXT("a"), TEXT("same"), TEXT("x.rs"), 9},
        {TEXT("a"), TEXT("same"), TEXT("x.rs"), 9},
    };
    const char *expected[] = {
        "parse",
        "Parser::new",
        "Node::new",
        "x::run",
        "a::y::run",
        "b::y::run",
        "<m::T as n::Fn(u8) -> v::W>::call",
        "",
        "a::same (x.rs:9)",
        "a::same (x.rs:9)",
    };
    (void)state;
    size_t count = sizeof full / sizeof *full;
    struct text *names = names_shorten(&arena, full, count);
    for (size_t i = 0; i < count; i++)
        if (!text_is(names[i], expected[i]))
            fail_msg("'%.*s' is not '%s'", TEXT_ARG(names[i]), expected[i]);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_read_well_from_nanoseconds_to_hours),
        cmocka_unit_test(changes_have_a_sign_where_there_is_something_to_see),
        cmocka_unit_test(durations_side_by_side_share_a_unit),
        cmocka_unit_test(a_unit_that_others_share_is_not_kept_at_any_price),
        cmocka_unit_test(sizes_read_well_from_bytes_to_terabytes),
        cmocka_unit_test(names_give_way_in_their_middle),
        cmocka_unit_test(nothing_steers_the_terminal),
        cmocka_unit_test(width_is_in_columns),
        cmocka_unit_test(names_are_as_short_as_they_can_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
