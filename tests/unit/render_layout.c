#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "render/layout.h"
#include "render/words.h"

static const char *const words[][2] = {
    {"a_function_of_some_length", "20251124T160000Z-100"},
    {"main", "20251124T160000Z-1"},
};

static struct cell text_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)grid;
    return (struct cell){.text = text_of(words[row][column->index])};
}

static struct cell number_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)grid;
    return (struct cell){.number = (double)column->index * (row == 0 ? 1 : 1000)};
}

static const char *note(const struct grid *grid, size_t row)
{
    (void)grid;
    return row == 1 ? "new" : NULL;
}

enum { NAME, SELF, TOTAL, CALLS, BYTES };

static const struct column columns[] = {
    {"name", "Name", CELL_TEXT, 30, ALWAYS, text_cell, 0},
    {"self", "Self", CELL_COUNT, 10, ALWAYS, number_cell, 12},
    {"total", "Total", CELL_COUNT, 10, ALWAYS, number_cell, 12345},
    {"calls", "Calls", CELL_COUNT, 10, ALWAYS, number_cell, 1},
    {"bytes", "Bytes", CELL_COUNT, 10, ALWAYS, number_cell, 7},
};
#define COUNT (sizeof columns / sizeof *columns)

static const size_t yielding[] = {TOTAL};
static const struct grid grid = {
    .columns = columns,
    .column_count = COUNT,
    .row_count = 2,
    .note = note,
    .yielding = yielding,
    .yielding_count = 1,
};

static void expect_widths(unsigned width, const size_t expected[COUNT])
{
    struct arena arena = {0};
    struct layout layout;
    layout_make(&arena, &grid, width, &layout);
    size_t left_out = 0;
    for (size_t c = 0; c < COUNT; c++) {
        if (layout.widths[c] != expected[c])
            fail_msg("at %u: column %zu is %zu wide, not %zu", width, c, layout.widths[c],
                     expected[c]);
        left_out += expected[c] == 0;
    }
    assert_int_equal(layout.left_out, left_out);
    arena_finish(&arena);
}

#define EXPECT(width, ...) expect_widths(width, (const size_t[COUNT]){__VA_ARGS__})

static void room_is_found_step_by_step(void **state)
{
    (void)state;
    EXPECT(0, 30, 10, 10, 10, 10);
    EXPECT(74, 30, 10, 10, 10, 10); /* with four for the note */
    EXPECT(70, 28, 9, 10, 9, 10);   /* blanks become fewer, where there are most */
    EXPECT(61, 26, 7, 10, 7, 7);
    EXPECT(60, 25, 7, 10, 7, 7); /* then a name becomes shorter */
    EXPECT(55, 20, 7, 10, 7, 7);
    EXPECT(51, 20, 6, 9, 6, 6); /* then the last blanks go */
    EXPECT(50, 25, 7, 0, 7, 7); /* then what yields, and there is room again */
    EXPECT(34, 12, 6, 0, 6, 6); /* then a name becomes shorter still */
    EXPECT(33, 17, 6, 0, 6, 0); /* then the last column */
    EXPECT(1, 12, 6, 0, 0, 0);  /* but never all */
}

static void no_line_is_longer_than_the_terminal(void **state)
{
    (void)state;
    for (unsigned width = 22; width < 90; width++) {
        struct arena arena = {0};
        struct layout layout;
        size_t whole = strlen(" new");
        layout_make(&arena, &grid, width, &layout);
        for (size_t c = 0; c < COUNT; c++) {
            whole += layout.widths[c];
            for (size_t row = 0; row < 2 && c > 0 && layout.widths[c] > 0; row++)
                assert_true(words_width(layout_words(&layout, c, row)) < layout.widths[c]);
        }
        assert_true(whole <= width);
        arena_finish(&arena);
    }
}

static void words_of_no_use_in_part_stay_whole(void **state)
{
    static const struct column mixed[] = {
        {"run", "Run", CELL_WORD, 0, ALWAYS, text_cell, 1},
        {"name", "Name", CELL_TEXT, 0, ALWAYS, text_cell, 0},
    };
    const struct grid runs = {.columns = mixed, .column_count = 2, .row_count = 2};
    struct arena arena = {0};
    struct layout layout;
    (void)state;
    layout_make(&arena, &runs, 10, &layout);
    assert_int_equal(layout.widths[0], 20);
    assert_int_equal(layout.widths[1], 8);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_is_found_step_by_step),
        cmocka_unit_test(no_line_is_longer_than_the_terminal),
        cmocka_unit_test(words_of_no_use_in_part_stay_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
