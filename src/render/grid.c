#include "render/grid.h"

#include "render/layout.h"
#include "render/words.h"

#define LEAST_FITTED 8
#define LONGEST_HEAD 24

const char *grid_head(struct arena *arena, struct text name)
{
    struct buffer head = {0};
    words_fit(&head, name, LONGEST_HEAD);
    const char *kept = arena_string(arena, buffer_text(&head));
    buffer_finish(&head);
    return kept;
}

const void *grid_field(const struct column *column, const void *record)
{
    return (const char *)record + column->index;
}

struct cell grid_count(const struct column *column, const void *record)
{
    return (struct cell){.number = (double)*(const uint64_t *)grid_field(column, record)};
}

struct cell grid_number(const struct column *column, const void *record)
{
    return (struct cell){.number = *(const double *)grid_field(column, record)};
}

static void pad(struct buffer *out, size_t count)
{
    while (count-- > 0)
        buffer_putc(out, ' ');
}

static bool is_left(const struct grid *grid, size_t column)
{
    return grid_is_text(&grid->columns[column]);
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

/* What may not be shortened stays, as long as that leaves room for something else. */
static void add_words(struct text words, size_t fixed, size_t room, struct buffer *out)
{
    struct text front = text_slice(words, 0, fixed < words.len ? fixed : words.len);
    size_t taken = words_width(front);
    if (words_width(words) <= room || taken + LEAST_FITTED > room) {
        words_fit(out, words, room);
        return;
    }
    buffer_add(out, front);
    words_fit(out, text_slice(words, front.len, words.len), room - taken);
}

/* What is drawn into a column. */
struct drawn {
    struct text words;
    size_t fixed;     /* see struct cell */
    const char *code; /* of its colour; empty: none */
    bool last;        /* nothing follows on the line */
};

static void draw(const struct layout *l, size_t column, const struct drawn *drawn,
                 struct buffer *out)
{
    size_t room = l->widths[column] - (column > 0);
    struct buffer fitted = {0};
    add_words(drawn->words, drawn->fixed, room, &fitted);
    size_t taken = words_width(buffer_text(&fitted));
    size_t blank = taken < room ? room - taken : 0;
    if (column > 0)
        buffer_putc(out, ' ');
    if (!is_left(l->grid, column))
        pad(out, blank);
    buffer_puts(out, drawn->code);
    buffer_add(out, buffer_text(&fitted));
    buffer_finish(&fitted);
    if (drawn->code[0])
        buffer_puts(out, "\033[0m");
    if (is_left(l->grid, column) && !drawn->last)
        pad(out, blank);
}

static void add_heads(const struct layout *l, bool colour, struct buffer *out)
{
    size_t total = 0, last = last_shown(l);
    buffer_puts(out, colour ? "\033[1m" : "");
    for (size_t c = 0; c < l->grid->column_count; c++) {
        if (l->widths[c] == 0)
            continue;
        total += l->widths[c];
        draw(l, c,
             &(struct drawn){
                 .words = text_of(l->grid->columns[c].head), .code = "", .last = c == last},
             out);
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
        const struct column *column = &l->grid->columns[c];
        struct cell cell = column->cell(l->grid, column, row);
        struct drawn drawn = {
            .words = layout_words(l, c, row),
            .fixed = cell.fixed,
            .code = tone_code(cell.tone, colour),
            .last = c == last && !note,
        };
        draw(l, c, &drawn, out);
    }
    if (note)
        buffer_printf(out, " %s%s%s", tone_code(TONE_BAD, colour), note, colour ? "\033[0m" : "");
    buffer_putc(out, '\n');
}

size_t grid_table(const struct grid *grid, unsigned width, bool colour, struct buffer *out)
{
    struct arena scratch = {0};
    struct layout layout;
    layout_make(&scratch, grid, width, &layout);
    add_heads(&layout, colour, out);
    for (size_t row = 0; row < grid->row_count; row++)
        add_row(&layout, row, colour, out);
    arena_finish(&scratch);
    return layout.left_out;
}
