#include "render/grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "render/words.h"

#define LEAST_TEXT 12

static struct cell cell_at(const struct grid *grid, size_t column, size_t row)
{
    const struct column *c = &grid->columns[column];
    return c->cell(grid, c, row);
}

static void add_sign(struct buffer *out, double number)
{
    if (number >= 0)
        buffer_putc(out, '+');
}

static void number_words(const struct column *column, const struct cell *cell, struct buffer *out)
{
    switch (column->kind) {
    case CELL_COUNT:
        buffer_printf(out, "%.0f", cell->number);
        break;
    case CELL_BYTES:
        words_bytes(out, cell->number);
        break;
    case CELL_DELTA_NS:
        add_sign(out, cell->number);
        words_duration(out, cell->number, cell->scale);
        break;
    case CELL_NS:
        words_duration(out, cell->number, cell->scale);
        break;
    case CELL_DELTA_COUNT:
        add_sign(out, cell->number);
        buffer_printf(out, "%.0f", cell->number);
        break;
    case CELL_PERCENT:
        buffer_printf(out, "%.1f%%", cell->number);
        break;
    case CELL_BOOL:
        buffer_puts(out, cell->number != 0 ? "yes" : "no");
        break;
    case CELL_TEXT:
        break;
    }
}

static void cell_words(const struct column *column, const struct cell *cell, struct buffer *out)
{
    if (cell->none)
        buffer_putc(out, '-');
    else if (column->kind == CELL_TEXT)
        words_fit(out, cell->text, SIZE_MAX);
    else {
        if (cell->estimated)
            buffer_putc(out, '~');
        number_words(column, cell, out);
    }
}

/* --- the table --- */

struct layout {
    const struct grid *grid;
    struct buffer words; /* all cells' words, row by row */
    size_t *ends;        /* where each ends */
    size_t *widths;      /* per column; 0: hidden */
};

static struct text words_at(const struct layout *l, size_t column, size_t row)
{
    size_t i = row * l->grid->column_count + column;
    return text_slice(buffer_text(&l->words), i ? l->ends[i - 1] : 0, l->ends[i]);
}

static bool has_something_to_say(const struct grid *grid, size_t column)
{
    enum showing shown = grid->columns[column].shown;
    if (shown == ALWAYS)
        return true;
    for (size_t row = 0; row < grid->row_count; row++) {
        struct cell cell = cell_at(grid, column, row);
        if (!cell.none && (cell.text.len > 0 || cell.number != (shown == UNLESS_ONE ? 1 : 0)))
            return true;
    }
    return false;
}

static void find_widths(struct layout *l)
{
    const struct grid *grid = l->grid;
    for (size_t c = 0; c < grid->column_count; c++) {
        const struct column *column = &grid->columns[c];
        if (!column->head || !has_something_to_say(grid, c))
            continue;
        size_t blank = c > 0, width = words_width(text_of(column->head)) + blank;
        if (width < column->width)
            width = column->width;
        for (size_t row = 0; row < grid->row_count; row++) {
            size_t here = words_width(words_at(l, c, row)) + blank;
            if (width < here)
                width = here;
        }
        l->widths[c] = width;
    }
}

/* One column gives way, and only as far as it remains readable. */
static void fit(struct layout *l, unsigned width)
{
    size_t whole = 0, *giving = &l->widths[l->grid->gives_way];
    for (size_t c = 0; c < l->grid->column_count; c++)
        whole += l->widths[c];
    if (width == 0 || whole <= width)
        return;
    size_t excess = whole - width;
    size_t least = *giving < LEAST_TEXT ? *giving : LEAST_TEXT;
    *giving = *giving > least + excess ? *giving - excess : least;
}

static void pad(struct buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_putc(out, ' ');
}

static bool is_left(const struct grid *grid, size_t column)
{
    return grid->columns[column].kind == CELL_TEXT;
}

static size_t last_shown(const struct layout *l)
{
    size_t last = 0;
    for (size_t c = 0; c < l->grid->column_count; c++)
        if (l->widths[c] > 0)
            last = c;
    return last;
}

static const char *tone_code(enum tone tone, bool colour)
{
    if (!colour || tone == TONE_PLAIN)
        return "";
    return tone == TONE_GOOD ? "\033[32m" : "\033[31m";
}

static void add_cell(const struct layout *l, size_t column, struct text words, const char *code,
                     bool last, struct buffer *out)
{
    size_t width = l->widths[column], taken = words_width(words);
    size_t room = column > 0 ? width - 1 : width;
    size_t blank = taken < room ? room - taken : 0;
    if (column > 0)
        buffer_putc(out, ' ');
    if (!is_left(l->grid, column))
        pad(out, blank);
    buffer_puts(out, code);
    words_fit(out, words, room);
    if (code[0])
        buffer_puts(out, "\033[0m");
    if (is_left(l->grid, column) && !last)
        pad(out, blank);
}

static void add_heads(const struct layout *l, bool colour, struct buffer *out)
{
    size_t total = 0, last = last_shown(l);
    buffer_puts(out, colour ? "\033[1m" : "");
    for (size_t c = 0; c < l->grid->column_count; c++) {
        total += l->widths[c];
        if (l->widths[c] > 0)
            add_cell(l, c, text_of(l->grid->columns[c].head), "", c == last, out);
    }
    buffer_puts(out, colour ? "\033[0m\n" : "\n");
    while (total-- > 0)
        buffer_putc(out, '-');
    buffer_putc(out, '\n');
}

static void add_row(const struct layout *l, size_t row, bool colour, struct buffer *out)
{
    const char *note = l->grid->note ? l->grid->note(l->grid, row) : NULL;
    size_t last = last_shown(l);
    for (size_t c = 0; c < l->grid->column_count; c++) {
        if (l->widths[c] == 0)
            continue;
        const char *code = tone_code(cell_at(l->grid, c, row).tone, colour);
        add_cell(l, c, words_at(l, c, row), code, c == last && !note, out);
    }
    if (note)
        buffer_printf(out, " %s%s%s", tone_code(TONE_BAD, colour), note, colour ? "\033[0m" : "");
    buffer_putc(out, '\n');
}

void grid_table(const struct grid *grid, unsigned width, bool colour, struct buffer *out)
{
    struct arena scratch = {0};
    size_t cells = grid->row_count * grid->column_count;
    struct layout l = {
        .grid = grid,
        .ends = arena_many(&scratch, size_t, cells),
        .widths = arena_many(&scratch, size_t, grid->column_count),
    };
    for (size_t i = 0; i < cells; i++) {
        struct cell cell = cell_at(grid, i % grid->column_count, i / grid->column_count);
        cell_words(&grid->columns[i % grid->column_count], &cell, &l.words);
        l.ends[i] = l.words.len;
    }
    find_widths(&l);
    fit(&l, width);
    add_heads(&l, colour, out);
    for (size_t row = 0; row < grid->row_count; row++)
        add_row(&l, row, colour, out);
    buffer_finish(&l.words);
    arena_finish(&scratch);
}
