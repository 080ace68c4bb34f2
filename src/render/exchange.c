/* Grids for other programs: JSON and CSV. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "render/grid.h"

static bool is_duration(enum cell_kind kind)
{
    return kind == CELL_NS || kind == CELL_DELTA_NS;
}

static void add_key(const struct column *column, struct buffer *out)
{
    buffer_puts(out, column->key);
    if (is_duration(column->kind))
        buffer_puts(out, "_ns");
}

static void add_number(const struct column *column, double number, struct buffer *out)
{
    if (column->kind == CELL_BOOL)
        buffer_puts(out, number != 0 ? "true" : "false");
    else if (column->kind == CELL_PERCENT)
        buffer_printf(out, "%.3f", number);
    else /* adding 0 makes -0 a 0 */
        buffer_printf(out, "%.0f", round(number) + 0.0);
}

static void json_cell(const struct column *column, const struct cell *cell, struct buffer *out)
{
    buffer_putc(out, '"');
    add_key(column, out);
    buffer_puts(out, "\": ");
    if (cell->none)
        buffer_puts(out, "null");
    else if (grid_is_text(column))
        json_quoted(out, cell->text);
    else
        add_number(column, cell->number, out);
}

void grid_json(const struct grid *grid, unsigned indent, struct buffer *out)
{
    buffer_putc(out, '[');
    for (size_t row = 0; row < grid->row_count; row++) {
        buffer_printf(out, "%s\n%*s{", row ? "," : "", (int)indent + 2, "");
        for (size_t c = 0; c < grid->column_count; c++) {
            struct cell cell = grid->columns[c].cell(grid, &grid->columns[c], row);
            buffer_puts(out, c ? ", " : "");
            json_cell(&grid->columns[c], &cell, out);
        }
        buffer_putc(out, '}');
    }
    if (grid->row_count > 0)
        buffer_printf(out, "\n%*s", (int)indent, "");
    buffer_putc(out, ']');
}

static void csv_text(struct text text, struct buffer *out)
{
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++)
        quoted = quoted || strchr(",\"\r\n", text.at[i]) || text.at[i] == '\0';
    if (!quoted) {
        buffer_add(out, text);
        return;
    }
    buffer_putc(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '"')
            buffer_putc(out, '"');
        buffer_putc(out, text.at[i]);
    }
    buffer_putc(out, '"');
}

void grid_csv(const struct grid *grid, struct buffer *out)
{
    for (size_t c = 0; c < grid->column_count; c++) {
        buffer_puts(out, c ? "," : "");
        add_key(&grid->columns[c], out);
    }
    buffer_putc(out, '\n');
    for (size_t row = 0; row < grid->row_count; row++) {
        for (size_t c = 0; c < grid->column_count; c++) {
            struct cell cell = grid->columns[c].cell(grid, &grid->columns[c], row);
            buffer_puts(out, c ? "," : "");
            if (grid_is_text(&grid->columns[c]))
                csv_text(cell.text, out);
            else if (!cell.none)
                add_number(&grid->columns[c], cell.number, out);
        }
        buffer_putc(out, '\n');
    }
}
