#include "render/layout.h"

#include "render/words.h"

#define READABLE_NAME 20 /* columns that yield make room for this much of a row's name */
#define LEAST_NAME 12    /* all others, for this much */
#define LEAST_TEXT 8     /* of what does not name the row */
#define FEWEST_COLUMNS 2

static struct cell cell_at(const struct grid *grid, size_t column, size_t row)
{
    const struct column *c = &grid->columns[column];
    return c->cell(grid, c, row);
}

/* --- words --- */

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
        words_change(out, cell->number, cell->scale);
        break;
    case CELL_NS:
        words_duration(out, cell->number, cell->scale);
        break;
    case CELL_DELTA_COUNT:
        buffer_printf(out, "%+.0f", cell->number);
        break;
    case CELL_PERCENT:
        buffer_printf(out, "%.1f%%", cell->number);
        break;
    case CELL_BOOL:
        buffer_puts(out, cell->number != 0 ? "yes" : "no");
        break;
    case CELL_TEXT:
    case CELL_WORD:
        break;
    }
}

static void cell_words(const struct column *column, const struct cell *cell, struct buffer *out)
{
    if (cell->none)
        buffer_putc(out, '-');
    else if (grid_is_text(column))
        words_fit(out, cell->text, SIZE_MAX);
    else {
        if (cell->estimated)
            buffer_putc(out, '~');
        number_words(column, cell, out);
    }
}

static void find_words(struct arena *arena, struct layout *l)
{
    const struct grid *grid = l->grid;
    size_t cells = grid->row_count * grid->column_count;
    struct buffer words = {0};
    l->ends = arena_many(arena, size_t, cells);
    for (size_t i = 0; i < cells; i++) {
        size_t column = i % grid->column_count;
        if (grid->columns[column].head) {
            struct cell cell = cell_at(grid, column, i / grid->column_count);
            cell_words(&grid->columns[column], &cell, &words);
        }
        l->ends[i] = words.len;
    }
    l->words = arena_text(arena, buffer_text(&words));
    buffer_finish(&words);
}

struct text layout_words(const struct layout *l, size_t column, size_t row)
{
    size_t i = row * l->grid->column_count + column;
    return text_slice(l->words, i ? l->ends[i - 1] : 0, l->ends[i]);
}

/* --- widths --- */

/* What the columns would like, and what they need. */
struct wishes {
    struct layout *layout;
    size_t *wanted, *needed; /* per column; 0: not to be drawn */
    size_t notes;            /* how wide what stands behind the rows is */
    size_t room;
};

static bool has_something_to_say(const struct grid *grid, size_t column)
{
    enum showing shown = grid->columns[column].shown;
    if (!grid->columns[column].head)
        return false;
    if (shown == ALWAYS)
        return true;
    for (size_t row = 0; row < grid->row_count; row++) {
        struct cell cell = cell_at(grid, column, row);
        if (!cell.none && (cell.text.len > 0 || cell.number != (shown == UNLESS_ONE ? 1 : 0)))
            return true;
    }
    return false;
}

static size_t needed_width(const struct layout *l, size_t column)
{
    size_t blank = column > 0, width = words_width(text_of(l->grid->columns[column].head)) + blank;
    for (size_t row = 0; row < l->grid->row_count; row++) {
        size_t here = words_width(layout_words(l, column, row)) + blank;
        if (width < here)
            width = here;
    }
    return width;
}

static size_t notes_width(const struct grid *grid)
{
    size_t widest = 0;
    for (size_t row = 0; grid->note && row < grid->row_count; row++) {
        const char *note = grid->note(grid, row);
        size_t width = note ? words_width(text_of(note)) + 1 : 0;
        if (widest < width)
            widest = width;
    }
    return widest;
}

static struct wishes find_wishes(struct arena *arena, struct layout *l, size_t room)
{
    const struct grid *grid = l->grid;
    struct wishes made = {
        .layout = l,
        .wanted = arena_many(arena, size_t, grid->column_count),
        .needed = arena_many(arena, size_t, grid->column_count),
        .notes = notes_width(grid),
        .room = room,
    };
    for (size_t c = 0; c < grid->column_count; c++) {
        if (!has_something_to_say(grid, c))
            continue;
        size_t least = grid->columns[c].width, most = room > LEAST_NAME ? room : LEAST_NAME;
        made.needed[c] = needed_width(l, c);
        made.wanted[c] = made.needed[c] < least ? least : made.needed[c];
        if (grid->columns[c].kind == CELL_TEXT && made.wanted[c] > most)
            made.wanted[c] = most;
    }
    return made;
}

static size_t excess(const struct wishes *w)
{
    size_t whole = w->notes;
    for (size_t c = 0; c < w->layout->grid->column_count; c++)
        whole += w->layout->widths[c];
    return whole > w->room ? whole - w->room : 0;
}

/* Make texts shorter, the longest first; names, which stand first, down to `least`. */
static void shorten_texts(const struct wishes *w, size_t least)
{
    const struct grid *grid = w->layout->grid;
    size_t *widths = w->layout->widths;
    for (size_t left = excess(w); left > 0; left--) {
        size_t longest = SIZE_MAX;
        for (size_t c = 0; c < grid->column_count; c++)
            if (grid->columns[c].kind == CELL_TEXT && widths[c] > (c == 0 ? least : LEAST_TEXT) &&
                (longest == SIZE_MAX || widths[c] > widths[longest]))
                longest = c;
        if (longest == SIZE_MAX)
            return;
        widths[longest]--;
    }
}

/* Take blanks away, where there are most of them, but for `kept` in each column. */
static void close_up(const struct wishes *w, size_t kept)
{
    const struct grid *grid = w->layout->grid;
    size_t *widths = w->layout->widths;
    for (size_t left = excess(w); left > 0; left--) {
        size_t widest = SIZE_MAX, most = 0;
        for (size_t c = 0; c < grid->column_count; c++) {
            size_t least = w->needed[c] + kept;
            size_t blanks = widths[c] > least ? widths[c] - least : 0;
            if (blanks > most) {
                widest = c;
                most = blanks;
            }
        }
        if (widest == SIZE_MAX)
            return;
        widths[widest]--;
    }
}

/* Whether what is left can be drawn, and its names have room. */
static bool fits(const struct wishes *w, size_t least_name)
{
    struct layout *l = w->layout;
    for (size_t c = 0; c < l->grid->column_count; c++)
        l->widths[c] = w->wanted[c];
    close_up(w, 1);
    shorten_texts(w, READABLE_NAME);
    close_up(w, 0);
    shorten_texts(w, least_name);
    return excess(w) == 0;
}

static void leave_out(const struct wishes *w, size_t column)
{
    w->layout->left_out += w->wanted[column] > 0;
    w->wanted[column] = 0;
}

static size_t drawn(const struct wishes *w)
{
    size_t count = 0;
    for (size_t c = 0; c < w->layout->grid->column_count; c++)
        count += w->wanted[c] > 0;
    return count;
}

static void fit(const struct wishes *w)
{
    const struct grid *grid = w->layout->grid;
    size_t yielded = 0, last = grid->column_count;
    while (!fits(w, yielded < grid->yielding_count ? READABLE_NAME : LEAST_NAME)) {
        if (drawn(w) <= FEWEST_COLUMNS)
            return;
        leave_out(w, yielded < grid->yielding_count ? grid->yielding[yielded++] : --last);
    }
}

void layout_make(struct arena *arena, const struct grid *grid, unsigned width, struct layout *out)
{
    struct layout made = {
        .grid = grid,
        .widths = arena_many(arena, size_t, grid->column_count),
    };
    find_words(arena, &made);
    struct wishes wishes = find_wishes(arena, &made, width ? width : SIZE_MAX);
    fit(&wishes);
    *out = made;
}
