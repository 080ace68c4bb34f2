/* A table of whatever: columns are data, and every format walks the same ones.
 * In: columns and a way to get a cell.  Out: an aligned table, JSON, CSV. */
#ifndef PIANO_RENDER_GRID_H
#define PIANO_RENDER_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

enum cell_kind {
    CELL_TEXT, /* shortened in its middle where a table is too wide */
    CELL_WORD, /* a text that is of no use unless it is whole */
    CELL_COUNT,
    CELL_BYTES,
    CELL_NS,
    CELL_DELTA_NS,    /* with a sign */
    CELL_DELTA_COUNT, /* with a sign */
    CELL_PERCENT,
    CELL_BOOL,
};

/* Whether a table has the column: always, or unless all its cells say the same nothing. */
enum showing { ALWAYS, UNLESS_ZERO, UNLESS_ONE };

enum tone { TONE_PLAIN, TONE_GOOD, TONE_BAD };

struct cell {
    struct text text; /* of CELL_TEXT and CELL_WORD; kept by whoever gave it */
    size_t fixed;     /* so many of its bytes, at the front, are not shortened */
    double number;    /* of all others */
    double scale;     /* CELL_NS, CELL_DELTA_NS: shown in the unit that suits this; 0: its own */
    bool none;        /* there is no value: a dash in a table, null in JSON */
    bool estimated;   /* marked with ~ in a table */
    enum tone tone;
};

struct grid;
struct column;
typedef struct cell cell_fn(const struct grid *grid, const struct column *column, size_t row);

struct column {
    const char *key;  /* in JSON and CSV (with _ns where it is a duration), and to sort by */
    const char *head; /* in a table; NULL: not shown there */
    enum cell_kind kind;
    unsigned width; /* the least in a table, with the blank before it */
    enum showing shown;
    cell_fn *cell;
    size_t index; /* for the cell function, where it serves several columns */
};

struct grid {
    const struct column *columns;
    size_t column_count;
    size_t row_count;
    const void *context; /* for the cell functions */
    /* Columns that a table without room for all leaves out first, in this order; then go all
     * others from the right on. Two always stay. */
    const size_t *yielding;
    size_t yielding_count;
    /* What stands after the last column of a row in a table; may be NULL. */
    const char *(*note)(const struct grid *grid, size_t row);
};

/* Whether the column's cells are texts rather than numbers. */
static inline bool grid_is_text(const struct column *column)
{
    return column->kind == CELL_TEXT || column->kind == CELL_WORD;
}

/* The head of a column that is called by a name, which may be long. */
const char *grid_head(struct arena *arena, struct text name);

/* A field of a row's record, for columns whose `index` is its offset; and the cell for one that is
 * a uint64_t, or a double. */
const void *grid_field(const struct column *column, const void *record);
struct cell grid_count(const struct column *column, const void *record);
struct cell grid_number(const struct column *column, const void *record);

/* An aligned table with a line of dashes under its heads; at most `width` columns wide where that
 * is not 0. The answer is how many columns had to be left out for it. */
size_t grid_table(const struct grid *grid, unsigned width, bool colour, struct buffer *out);

/* A JSON array of objects, each line after the first indented by `indent` blanks. */
void grid_json(const struct grid *grid, unsigned indent, struct buffer *out);

/* CSV as RFC 4180 has it, but with plain newlines; a line of keys first. */
void grid_csv(const struct grid *grid, struct buffer *out);

#endif
