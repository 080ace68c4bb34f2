/* The table of frames: a column a function, as many as fit. */
#include <stdlib.h>

#include "render/functions.h"
#include "render/names.h"
#include "render/output.h"
#include "render/words.h"

#define DEFAULT_ROWS 40
#define MOST_FUNCTIONS 8 /* where the width does not limit them */
#define LONGEST_HEAD 24
#define FUNCTION_WIDTH 13

struct frame_table {
    const struct frame **order;
    const struct text *names;
    double usual_ns; /* the median of those shown */
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

static const struct column number_column = {"frame", "Frame",     CELL_COUNT, 6,
                                            ALWAYS,  number_cell, 0};
static const struct column name_column = {"function", "Function", CELL_TEXT, LONGEST_HEAD,
                                          ALWAYS,     name_cell,  0};
static const struct column total_column = {"total", "Total", CELL_NS, 11, ALWAYS, total_cell, 0};
static const struct column last_columns[] = {
    {"allocs", "Allocs", CELL_COUNT, 9, ALWAYS, allocs_cell, 0},
    {"alloc_bytes", "Bytes", CELL_BYTES, 11, ALWAYS, bytes_cell, 0},
    {"spike", NULL, CELL_BOOL, 0, ALWAYS, spike_cell, 0},
};

#define FIRST_COLUMNS 3
#define LAST_COLUMNS (sizeof last_columns / sizeof *last_columns)
#define OTHERS_WIDTH (6 + 11 + 9 + 11 + 3)

/* Its head is the function's short name; its key is the whole name, which does not depend on the
 * other functions. */
static struct column function_column(struct arena *arena, const struct profile *profile,
                                     const struct text *names, uint32_t row, size_t index)
{
    struct buffer head = {0};
    words_fit(&head, names[row], LONGEST_HEAD);
    struct column made = {
        .key = arena_printf(arena, "%.*s::%.*s", TEXT_ARG(profile->rows[row].crate),
                            TEXT_ARG(profile->rows[row].name)),
        .head = arena_string(arena, buffer_text(&head)),
        .kind = CELL_NS,
        .width = FUNCTION_WIDTH,
        .cell = function_cell,
        .index = index,
    };
    buffer_finish(&head);
    return made;
}

/* The functions whose times are estimated, by the keys of their columns. */
static void add_estimated(const struct profile *profile, const struct frames *frames,
                          const struct column *columns, struct buffer *out)
{
    const char *separator = "";
    buffer_puts(out, "  \"estimated\": [");
    for (size_t i = 0; i < frames->column_count; i++) {
        if (!measure_is_estimate(&profile->rows[frames->columns[i]].m))
            continue;
        buffer_puts(out, separator);
        json_quoted(out, text_of(columns[i].key));
        separator = ", ";
    }
    buffer_puts(out, "],\n");
}

static size_t head_width(const struct column *column)
{
    size_t width = words_width(text_of(column->head)) + 1;
    return width > FUNCTION_WIDTH ? width : FUNCTION_WIDTH;
}

static size_t choose_columns(struct arena *arena, const struct profile *profile,
                             const struct text *names, const struct frames *frames,
                             const struct render_options *options, struct column *out,
                             struct rendered *rendered)
{
    size_t count = 0, width = OTHERS_WIDTH;
    bool every = options->format != RENDER_TABLE || (options->all && options->width == 0);
    out[count++] = number_column;
    out[count] = name_column;
    if (frames->functions > 1)
        width += name_column.width;
    else
        out[count].head = NULL; /* a table would say the same in every row */
    count++;
    out[count++] = total_column;
    for (size_t i = 0; i < frames->column_count; i++) {
        out[count] = function_column(arena, profile, names, frames->columns[i], i);
        width += head_width(&out[count]);
        bool fits = options->width ? width <= options->width || i == 0 : i < MOST_FUNCTIONS;
        if (!every && !fits) {
            rendered->no_room = frames->column_count - i;
            break;
        }
        count++;
    }
    for (size_t i = 0; i < LAST_COLUMNS; i++)
        out[count++] = last_columns[i];
    return count;
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
static struct frame_table choose_frames(struct arena *arena, const struct frames *frames,
                                        size_t count)
{
    const struct frame **order = arena_many(arena, const struct frame *, frames->len);
    for (size_t i = 0; i < frames->len; i++)
        order[i] = &frames->at[i];
    qsort(order, frames->len, sizeof *order, slowest_first);
    double usual_ns = count > 0 ? order[count / 2]->total_ns : 0;
    qsort(order, count, sizeof *order, in_order);
    return (struct frame_table){.order = order, .usual_ns = usual_ns};
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

void render_frames(const struct profile *profile, const struct frames *frames,
                   const struct render_options *options, struct buffer *out,
                   struct rendered *rendered)
{
    struct arena scratch = {0};
    struct buffer members = {0};
    size_t count = output_rows(frames->len, DEFAULT_ROWS, options);
    struct frame_table table = choose_frames(&scratch, frames, count);
    table.names = function_names(&scratch, profile);
    struct column *columns = arena_many(&scratch, struct column,
                                        FIRST_COLUMNS + 1 + frames->column_count + LAST_COLUMNS);
    struct grid grid = {
        .columns = columns,
        .column_count =
            choose_columns(&scratch, profile, table.names, frames, options, columns, rendered),
        .row_count = count,
        .context = &table,
        .note = spike_note,
    };
    buffer_printf(&members, "  \"seen\": %llu,\n  \"spikes\": %zu,\n  \"median_ns\": %.0f,\n",
                  (unsigned long long)frames->seen, frames->spikes, frames->median_ns);
    if (options->format == RENDER_JSON) /* which has all of the columns */
        add_estimated(profile, frames, columns + FIRST_COLUMNS, &members);
    output_grid(&grid, "frames", buffer_text(&members), options, out, rendered);
    if (options->format == RENDER_TABLE)
        add_summary(frames, has_estimates(&grid), out);
    rendered->hidden = frames->len - count;
    buffer_finish(&members);
    arena_finish(&scratch);
}
