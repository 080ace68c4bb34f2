/* The table of frames: a column a function, as many as fit. */
#include <stdlib.h>

#include "base/json.h"
#include "render/functions.h"
#include "render/output.h"
#include "render/words.h"

#define DEFAULT_ROWS 40
#define MOST_FUNCTIONS 8 /* where the width does not limit them */
#define NAME_WIDTH 24
#define FUNCTION_WIDTH 13

struct frame_table {
    struct arena *arena;
    const struct profile *profile;
    const struct frames *frames;
    const struct text *names;   /* by row of the profile */
    const struct frame **order; /* row of the table → frame */
    size_t shown;               /* frames */
    double usual_ns;            /* the median of those shown */
    struct column *columns;
    size_t column_count;
};

static const struct frame_table *table_of(const struct grid *grid)
{
    return grid->context;
}

static const struct frame *frame_at(const struct grid *grid, size_t row)
{
    return table_of(grid)->order[row];
}

/* Durations in one unit, that of a usual frame among those shown, as far as they can be read in it:
 * they are there to be compared. */
static struct cell duration(const struct grid *grid, double ns)
{
    return (struct cell){.number = ns, .scale = words_scale(ns, table_of(grid)->usual_ns)};
}

static struct cell number_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = (double)frame_at(grid, row)->number};
}

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    uint32_t function = frame_at(grid, row)->row;
    if (function == PROFILE_NONE)
        return (struct cell){.none = true};
    return (struct cell){.text = table_of(grid)->names[function]};
}

static struct cell total_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return duration(grid, frame_at(grid, row)->total_ns);
}

static struct cell function_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct frame *frame = frame_at(grid, row);
    struct cell cell = duration(grid, frame->self_ns[column->index]);
    cell.estimated = frame->estimated[column->index];
    return cell;
}

static struct cell allocs_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = (double)frame_at(grid, row)->allocs};
}

static struct cell bytes_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = (double)frame_at(grid, row)->alloc_bytes};
}

static struct cell spike_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = frame_at(grid, row)->spike};
}

static const char *spike_note(const struct grid *grid, size_t row)
{
    return frame_at(grid, row)->spike ? "<<" : NULL;
}

static const struct column first_columns[] = {
    {"frame", "Frame", CELL_COUNT, 6, ALWAYS, number_cell, 0},
    {"function", "Function", CELL_TEXT, NAME_WIDTH, ALWAYS, name_cell, 0},
    {"total", "Total", CELL_NS, 11, ALWAYS, total_cell, 0},
};
static const struct column last_columns[] = {
    {"allocs", "Allocs", CELL_COUNT, 9, ALWAYS, allocs_cell, 0},
    {"alloc_bytes", "Bytes", CELL_BYTES, 11, ALWAYS, bytes_cell, 0},
    {"spike", NULL, CELL_BOOL, 0, ALWAYS, spike_cell, 0},
};

#define NAME_COLUMN 1
#define FIRST_COLUMNS (sizeof first_columns / sizeof *first_columns)
#define LAST_COLUMNS (sizeof last_columns / sizeof *last_columns)
#define OTHERS_WIDTH (6 + 11 + 9 + 11 + 3)

/* Its head is the function's short name; its key is the whole name, which does not depend on the
 * other functions. */
static struct column function_column(const struct frame_table *table, size_t index)
{
    uint32_t row = table->frames->columns[index];
    const struct profile_row *function = &table->profile->rows[row];
    return (struct column){
        .key = arena_printf(table->arena, "%.*s::%.*s", TEXT_ARG(function->crate),
                            TEXT_ARG(function->name)),
        .head = grid_head(table->arena, table->names[row]),
        .kind = CELL_NS,
        .width = FUNCTION_WIDTH,
        .cell = function_cell,
        .index = index,
    };
}

/* The functions whose times are estimated, by the keys of their columns. */
static void add_estimated(const struct frame_table *table, struct buffer *out)
{
    const char *separator = "";
    buffer_puts(out, "  \"estimated\": [");
    for (size_t i = 0; i < table->frames->column_count; i++) {
        if (!measure_is_estimate(&table->profile->rows[table->frames->columns[i]].m))
            continue;
        buffer_puts(out, separator);
        json_quoted(out, text_of(table->columns[FIRST_COLUMNS + i].key));
        separator = ", ";
    }
    buffer_puts(out, "],\n");
}

static size_t head_width(const struct column *column)
{
    size_t width = words_width(text_of(column->head)) + 1;
    return width > FUNCTION_WIDTH ? width : FUNCTION_WIDTH;
}

static void add_column(struct frame_table *table, struct column column)
{
    table->columns[table->column_count++] = column;
}

/* As many functions as there is room for; the answer is how many found none. */
static size_t add_functions(struct frame_table *table, const struct render_options *options)
{
    size_t count = table->frames->column_count;
    size_t width = OTHERS_WIDTH + (table->frames->functions > 1 ? NAME_WIDTH : 0);
    bool every = options->format != RENDER_TABLE || (options->all && options->width == 0);
    for (size_t i = 0; i < count; i++) {
        struct column column = function_column(table, i);
        width += head_width(&column);
        bool fits = options->width ? width <= options->width || i == 0 : i < MOST_FUNCTIONS;
        if (!every && !fits)
            return count - i;
        add_column(table, column);
    }
    return 0;
}

/* The answer is how many functions found no room. */
static size_t choose_columns(struct frame_table *table, const struct render_options *options)
{
    table->columns = arena_many(table->arena, struct column,
                                FIRST_COLUMNS + table->frames->column_count + LAST_COLUMNS);
    for (size_t i = 0; i < FIRST_COLUMNS; i++)
        add_column(table, first_columns[i]);
    if (table->frames->functions <= 1) /* a table would say the same in every row */
        table->columns[NAME_COLUMN].head = NULL;
    size_t no_room = add_functions(table, options);
    for (size_t i = 0; i < LAST_COLUMNS; i++)
        add_column(table, last_columns[i]);
    return no_room;
}

static int slowest_first(const void *a, const void *b)
{
    const struct frame *x = *(const struct frame *const *)a, *y = *(const struct frame *const *)b;
    if (x->total_ns != y->total_ns)
        return x->total_ns > y->total_ns ? -1 : 1;
    return (x > y) - (x < y);
}

static int in_order(const void *a, const void *b)
{
    const struct frame *x = *(const struct frame *const *)a, *y = *(const struct frame *const *)b;
    return (x > y) - (x < y);
}

/* Where not all are shown, the slowest are; in the order of time all the same. */
static void choose_frames(struct frame_table *table, const struct render_options *options)
{
    size_t len = table->frames->len, shown = output_rows(len, DEFAULT_ROWS, options);
    const struct frame **order = arena_many(table->arena, const struct frame *, len);
    for (size_t i = 0; i < len; i++)
        order[i] = &table->frames->at[i];
    qsort(order, len, sizeof *order, slowest_first);
    table->usual_ns = shown > 0 ? order[shown / 2]->total_ns : 0;
    qsort(order, shown, sizeof *order, in_order);
    table->order = order;
    table->shown = shown;
}

static bool has_estimates(const struct grid *grid)
{
    for (size_t row = 0; row < grid->row_count; row++)
        for (size_t c = 0; c < grid->column_count; c++)
            if (grid->columns[c].cell(grid, &grid->columns[c], row).estimated)
                return true;
    return false;
}

#define NEARLY_ALL 0.95 /* of the time of all frames */

/* Where one of them is nearly all of the program there is little to compare. */
static bool add_what_dominates(const struct frames *frames, struct buffer *out)
{
    if (frames->len == 0 || frames->len < frames->seen)
        return false;
    const struct frame *longest = frames->at;
    double sum_ns = 0;
    for (size_t i = 0; i < frames->len; i++) {
        sum_ns += frames->at[i].total_ns;
        if (frames->at[i].total_ns > longest->total_ns)
            longest = &frames->at[i];
    }
    if (longest->total_ns <= NEARLY_ALL * sum_ns)
        return false;
    buffer_printf(
        out, "frame %llu took %.0f%% of it all: --frame NAME takes the calls of another function\n",
        (unsigned long long)longest->number, 100 * longest->total_ns / sum_ns);
    return true;
}

/* Calls of different functions have no median that any of them would be a spike against. */
static void add_what_mixes(const struct frames *frames, struct buffer *out)
{
    if (frames->functions > 1)
        buffer_printf(out, "they are calls of %zu functions: --frame NAME takes those of one\n",
                      frames->functions);
}

static void add_summary(const struct frames *frames, bool estimates, struct buffer *out)
{
    buffer_printf(out, "\n%llu frames | %zu spikes (>2x median)\n",
                  (unsigned long long)frames->seen, frames->spikes);
    if (frames->len < frames->seen)
        buffer_printf(out, "%zu of them were kept: the slowest and an even sample\n", frames->len);
    if (!add_what_dominates(frames, out))
        add_what_mixes(frames, out);
    if (estimates)
        buffer_puts(out, "~ estimated: only some of the calls were timed\n");
}

static void add_members(const struct frames *frames, struct buffer *out)
{
    buffer_printf(out, "  \"seen\": %llu,\n  \"spikes\": %zu,\n  \"median_ns\": %.0f,\n",
                  (unsigned long long)frames->seen, frames->spikes, frames->median_ns);
}

void render_frames(const struct profile *profile, const struct frames *frames,
                   const struct render_options *options, struct buffer *out,
                   struct rendered *rendered)
{
    struct arena scratch = {0};
    struct buffer members = {0};
    struct frame_table table = {
        .arena = &scratch,
        .profile = profile,
        .frames = frames,
        .names = function_names(&scratch, profile),
    };
    choose_frames(&table, options);
    rendered->no_room = choose_columns(&table, options);
    struct grid grid = {
        .columns = table.columns,
        .column_count = table.column_count,
        .row_count = table.shown,
        .context = &table,
        .note = spike_note,
    };
    add_members(frames, &members);
    if (options->format == RENDER_JSON) /* which has all of the columns */
        add_estimated(&table, &members);
    output_grid(&grid, "frames", buffer_text(&members), options, out, rendered);
    if (options->format == RENDER_TABLE)
        add_summary(frames, has_estimates(&grid), out);
    rendered->hidden = frames->len - table.shown;
    buffer_finish(&members);
    arena_finish(&scratch);
}
