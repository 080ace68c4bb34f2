#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "render/grid.h"
#include "render/words.h"

static const char *const names[] = {"short", "a_name_that_is_much_too_long_for_it", "größe"};
static const double times[] = {1.5e6, 20, 3e9};

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)grid;
    (void)column;
    return (struct cell){.text = text_of(names[row])};
}

static struct cell time_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)grid;
    (void)column;
    return (struct cell){.number = times[row], .estimated = row == 1, .tone = TONE_BAD};
}

static struct cell nothing_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)grid;
    (void)column;
    (void)row;
    return (struct cell){.none = true};
}

static const struct column columns[] = {
    {"name", "Name", CELL_TEXT, 20, ALWAYS, name_cell, 0},
    {"time", "Time", CELL_NS, 11, ALWAYS, time_cell, 0},
    {"quiet", "Quiet", CELL_COUNT, 9, UNLESS_ZERO, nothing_cell, 0},
    {"secret", NULL, CELL_COUNT, 9, ALWAYS, nothing_cell, 0},
};
static const struct grid grid = {.columns = columns, .column_count = 4, .row_count = 3};

static void expect_table(unsigned width, const char *expected)
{
    struct buffer out = {0};
    grid_table(&grid, width, false, &out);
    assert_string_equal(out.at, expected);
    buffer_finish(&out);
}

static void columns_are_aligned_and_the_silent_ones_hidden(void **state)
{
    (void)state;
    expect_table(0, "Name                                      Time\n"
                    "----------------------------------------------\n"
                    "short                                   1.50ms\n"
                    "a_name_that_is_much_too_long_for_it      ~20ns\n"
                    "größe                                    3.00s\n");
}

static void a_table_fits_its_width_by_shortening_names(void **state)
{
    (void)state;
    expect_table(30, "Name                      Time\n"
                     "------------------------------\n"
                     "short                   1.50ms\n"
                     "a_name_…oo_long_for_it   ~20ns\n"
                     "größe                    3.00s\n");
}

static const char *const odd_names[] = {"│  ├─ a_name_below_another", "日本語の関数の名前", "main"};

static struct cell branch_cell(const struct grid *g, const struct column *column, size_t row)
{
    (void)g;
    (void)column;
    return (struct cell){.text = text_of(odd_names[row]), .fixed = row == 0 ? strlen("│  ├─ ") : 0};
}

static void what_is_shortened_stays_aligned_and_keeps_its_branch(void **state)
{
    static const struct column two[] = {
        {"name", "Name", CELL_TEXT, 0, ALWAYS, branch_cell, 0},
        {"time", "Time", CELL_NS, 0, ALWAYS, time_cell, 0},
    };
    struct grid tree = {.columns = two, .column_count = 2, .row_count = 3};
    struct buffer out = {0};
    (void)state;
    grid_table(&tree, 22, false, &out);
    assert_string_equal(out.at, "Name              Time\n"
                                "----------------------\n"
                                "│  ├─ a_…nother 1.50ms\n"
                                "日本…関数の名前  ~20ns\n"
                                "main             3.00s\n");
    buffer_finish(&out);
}

static void numbers_are_never_shortened(void **state)
{
    struct buffer out = {0};
    (void)state;
    assert_int_equal(grid_table(&grid, 5, false, &out), 0);
    assert_non_null(strstr(out.at, " 1.50ms\n"));
    assert_non_null(strstr(out.at, " ~20ns\n"));
    buffer_finish(&out);
}

static void colour_comes_only_when_asked_for(void **state)
{
    struct buffer plain = {0}, coloured = {0};
    (void)state;
    grid_table(&grid, 0, false, &plain);
    assert_null(strchr(plain.at, '\033'));
    grid_table(&grid, 0, true, &coloured);
    assert_non_null(strstr(coloured.at, "\033[31m1.50ms\033[0m"));
    buffer_finish(&plain);
    buffer_finish(&coloured);
}

static void json_is_what_others_read(void **state)
{
    struct buffer out = {0};
    json_error_t error;
    (void)state;
    grid_json(&grid, 0, &out);
    json_t *array = json_loadb(out.at, out.len, 0, &error);
    assert_non_null(array);
    assert_int_equal(json_array_size(array), 3);
    json_t *second = json_array_get(array, 1);
    assert_string_equal(json_string_value(json_object_get(second, "name")), names[1]);
    assert_int_equal(json_integer_value(json_object_get(second, "time_ns")), 20);
    assert_true(json_is_null(json_object_get(second, "secret")));
    json_decref(array);
    buffer_finish(&out);
}

static struct cell odd_cell(const struct grid *g, const struct column *column, size_t row)
{
    static const char *const odd[] = {"plain", "a,b", "say \"hi\"", "two\nlines"};
    (void)g;
    (void)column;
    return (struct cell){.text = text_of(odd[row])};
}

static void csv_quotes_what_needs_it(void **state)
{
    static const struct column only = {"odd", "Odd", CELL_TEXT, 0, ALWAYS, odd_cell, 0};
    struct grid odd = {.columns = &only, .column_count = 1, .row_count = 4};
    struct buffer out = {0};
    (void)state;
    grid_csv(&odd, &out);
    assert_string_equal(out.at, "odd\nplain\n\"a,b\"\n\"say \"\"hi\"\"\"\n\"two\nlines\"\n");
    buffer_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_and_the_silent_ones_hidden),
        cmocka_unit_test(a_table_fits_its_width_by_shortening_names),
        cmocka_unit_test(what_is_shortened_stays_aligned_and_keeps_its_branch),
        cmocka_unit_test(numbers_are_never_shortened),
        cmocka_unit_test(colour_comes_only_when_asked_for),
        cmocka_unit_test(json_is_what_others_read),
        cmocka_unit_test(csv_quotes_what_needs_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
