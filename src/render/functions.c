/* The table of functions: its columns, which of them are shown, which rows, in which order. */
#include "render/functions.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "render/members.h"
#include "render/names.h"
#include "render/output.h"

#define DEFAULT_ROWS 10

/* What the cell functions see. */
struct functions {
    const struct profile *profile;
    const struct text *names; /* by row of the profile */
    const uint32_t *order;    /* row of the table → row of the profile */
};

static const struct functions *functions_of(const struct grid *grid)
{
    return grid->context;
}

static const struct profile_row *row_at(const struct grid *grid, size_t row)
{
    const struct functions *f = functions_of(grid);
    return &f->profile->rows[f->order[row]];
}

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct functions *f = functions_of(grid);
    (void)column;
    return (struct cell){.text = f->names[f->order[row]]};
}

static struct cell text_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return (struct cell){.text = *(const struct text *)grid_field(column, row_at(grid, row))};
}

static struct cell count_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_count(column, row_at(grid, row));
}

static struct cell ns_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_number(column, row_at(grid, row));
}

static struct cell quantile_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = ns_cell(grid, column, row);
    cell.none = !row_at(grid, row)->q.known;
    return cell;
}

/* What only async functions have, and only once they were polled. */
static struct cell async_count_cell(const struct grid *grid, const struct column *column,
                                    size_t row)
{
    struct cell cell = count_cell(grid, column, row);
    cell.none = row_at(grid, row)->m.polls == 0 && cell.number == 0;
    return cell;
}

static struct cell async_ns_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = ns_cell(grid, column, row);
    cell.none = row_at(grid, row)->m.polls == 0;
    return cell;
}

static struct cell total_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = ns_cell(grid, column, row);
    cell.estimated = measure_is_estimate(&row_at(grid, row)->m);
    return cell;
}

static struct cell self_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = total_cell(grid, column, row);
    cell.estimated |= profile_is_doubtful(functions_of(grid)->profile, row_at(grid, row));
    return cell;
}

static struct cell estimated_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = measure_is_estimate(&row_at(grid, row)->m)};
}

static struct cell at_peak_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = count_cell(grid, column, row);
    cell.estimated = functions_of(grid)->profile->at_peak_is_estimate;
    return cell;
}

static struct cell at_end_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = count_cell(grid, column, row);
    cell.estimated = functions_of(grid)->profile->at_end_is_estimate;
    return cell;
}

static struct cell line_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = row_at(grid, row)->line};
}

static struct cell cpu_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = ns_cell(grid, column, row);
    cell.none = !functions_of(grid)->profile->cpu_time;
    return cell;
}

static struct cell waiting_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct measure *m = &row_at(grid, row)->m;
    struct cell cell = cpu_cell(grid, column, row);
    cell.number = m->self_ns > m->cpu_self_ns ? m->self_ns - m->cpu_self_ns : 0;
    return cell;
}

enum shown { BY_DEFAULT, WIDE, WITH_ERROR, NEVER };

#define M(field) offsetof(struct profile_row, m.field)
#define Q(field) offsetof(struct profile_row, q.field)
#define R(field) offsetof(struct profile_row, field)

/* In the order of the table; widths are those of the default table. */
static const struct {
    struct column column;
    enum shown shown;
} all_columns[] = {
    {{"function", "Function", CELL_TEXT, 40, ALWAYS, name_cell, 0}, BY_DEFAULT},
    {{"crate", NULL, CELL_TEXT, 0, ALWAYS, text_cell, R(crate)}, NEVER},
    {{"name", NULL, CELL_TEXT, 0, ALWAYS, text_cell, R(name)}, NEVER},
    {{"file", NULL, CELL_TEXT, 0, ALWAYS, text_cell, R(file)}, NEVER},
    {{"line", NULL, CELL_COUNT, 0, ALWAYS, line_cell, 0}, NEVER},
    {{"self", "Self", CELL_NS, 11, ALWAYS, self_cell, M(self_ns)}, BY_DEFAULT},
    {{"error", "Error", CELL_NS, 9, UNLESS_ZERO, ns_cell, M(error_ns)}, WITH_ERROR},
    {{"estimated", NULL, CELL_BOOL, 0, ALWAYS, estimated_cell, 0}, NEVER},
    {{"timed", NULL, CELL_COUNT, 0, ALWAYS, count_cell, M(timed)}, NEVER},
    {{"total", "Total", CELL_NS, 11, ALWAYS, total_cell, M(total_ns)}, WIDE},
    {{"cpu", "CPU", CELL_NS, 11, UNLESS_ZERO, cpu_cell, M(cpu_self_ns)}, BY_DEFAULT},
    {{"waiting", "Waiting", CELL_NS, 11, UNLESS_ZERO, waiting_cell, M(cpu_self_ns)}, BY_DEFAULT},
    {{"cpu_total", "CPU Total", CELL_NS, 11, UNLESS_ZERO, cpu_cell, M(cpu_total_ns)}, WIDE},
    {{"calls", "Calls", CELL_COUNT, 9, ALWAYS, count_cell, M(calls)}, BY_DEFAULT},
    {{"polls", "Polls", CELL_COUNT, 9, UNLESS_ZERO, async_count_cell, M(polls)}, WIDE},
    {{"completed", NULL, CELL_COUNT, 0, ALWAYS, async_count_cell, M(completed)}, NEVER},
    {{"cancelled", "Cancelled", CELL_COUNT, 10, UNLESS_ZERO, async_count_cell, M(cancelled)}, WIDE},
    {{"panicked", "Panicked", CELL_COUNT, 9, UNLESS_ZERO, async_count_cell, M(panicked)}, WIDE},
    {{"suspended", "Suspended", CELL_NS, 11, UNLESS_ZERO, async_ns_cell, M(suspended_ns)}, WIDE},
    {{"longest_poll", "Longest Poll", CELL_NS, 13, UNLESS_ZERO, async_ns_cell, M(longest_poll_ns)},
     WIDE},
    {{"min", "Min", CELL_NS, 10, UNLESS_ZERO, quantile_cell, Q(min_ns)}, WIDE},
    {{"p50", "p50", CELL_NS, 10, UNLESS_ZERO, quantile_cell, Q(p50_ns)}, WIDE},
    {{"p90", "p90", CELL_NS, 10, UNLESS_ZERO, quantile_cell, Q(p90_ns)}, WIDE},
    {{"p99", "p99", CELL_NS, 10, UNLESS_ZERO, quantile_cell, Q(p99_ns)}, WIDE},
    {{"max", "Max", CELL_NS, 10, UNLESS_ZERO, quantile_cell, Q(max_ns)}, WIDE},
    {{"allocs", "Allocs", CELL_COUNT, 9, ALWAYS, count_cell, M(allocs)}, BY_DEFAULT},
    {{"alloc_bytes", "Alloc Bytes", CELL_BYTES, 13, ALWAYS, count_cell, M(alloc_bytes)},
     BY_DEFAULT},
    {{"frees", "Frees", CELL_COUNT, 9, UNLESS_ZERO, count_cell, M(frees)}, WIDE},
    {{"freed_bytes", "Freed Bytes", CELL_BYTES, 13, UNLESS_ZERO, count_cell, M(freed_bytes)}, WIDE},
    {{"at_peak", "At Peak", CELL_BYTES, 11, UNLESS_ZERO, at_peak_cell, R(at_peak_bytes)}, WIDE},
    {{"at_end", "At End", CELL_BYTES, 11, UNLESS_ZERO, at_end_cell, R(at_end_bytes)}, WIDE},
};

#define COLUMNS (sizeof all_columns / sizeof *all_columns)

static bool is_shown(enum shown shown, const struct render_options *options)
{
    switch (shown) {
    case BY_DEFAULT:
        return true;
    case WIDE:
        return options->wide;
    case WITH_ERROR:
        return options->error;
    case NEVER:
        break;
    }
    return false;
}

/* The columns that were chosen, and the places of those among them that yield. */
struct chosen {
    struct column columns[COLUMNS];
    size_t count;
    size_t yielding[COLUMNS];
    size_t yielding_count;
};

/* What a table is sorted by is shown in it. */
static enum shown when_shown(size_t i, const struct render_options *options)
{
    bool sorted_by = options->sort && strcmp(options->sort, all_columns[i].column.key) == 0;
    return sorted_by && all_columns[i].column.head ? BY_DEFAULT : all_columns[i].shown;
}

/* What is exchanged with programs has every column, so that they find the same each time. In a
 * narrow table those of the default table stay longest. */
static void choose_columns(const struct profile *profile, const struct render_options *options,
                           struct chosen *out)
{
    enum shown shown[COLUMNS];
    *out = (struct chosen){0};
    for (size_t i = 0; i < COLUMNS; i++) {
        if (options->format == RENDER_TABLE && !is_shown(when_shown(i, options), options))
            continue;
        struct column *column = &out->columns[out->count];
        *column = all_columns[i].column;
        if (text_starts(text_of(column->key), "alloc") && !profile->allocations)
            column->shown = UNLESS_ZERO;
        shown[out->count++] = when_shown(i, options);
    }
    for (size_t c = out->count; c-- > 0;)
        if (shown[c] == WIDE)
            out->yielding[out->yielding_count++] = c;
}

/* NULL where there is none, with an error that suggests only columns that tables show. */
static const struct column *find_column(const char *key, struct error *err)
{
    struct text keys[COLUMNS];
    size_t count = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (strcmp(all_columns[i].column.key, key) == 0)
            return &all_columns[i].column;
        if (all_columns[i].column.head)
            keys[count++] = text_of(all_columns[i].column.key);
    }
    size_t near = nearest_index(text_of(key), keys, count);
    if (near != SIZE_MAX)
        error_usage(err, "there is no column '%s' to sort by; did you mean '%s'?", key,
                    keys[near].at);
    else
        error_usage(err, "there is no column '%s' to sort by; try self, total, calls or allocs",
                    key);
    return NULL;
}

struct sorted {
    struct cell cell;
    uint32_t row;
};

static int descending(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    if (x->cell.number != y->cell.number)
        return x->cell.number > y->cell.number ? -1 : 1;
    int order = text_compare(&x->cell.text, &y->cell.text);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Rows come by self time; another key puts those first that have the most of it. */
static void sort_rows(struct arena *arena, const struct profile *profile, const struct text *names,
                      const struct column *by, uint32_t *order)
{
    struct sorted *sorted = arena_many(arena, struct sorted, profile->row_count);
    struct functions f = {profile, names, order};
    struct grid grid = {.context = &f};
    for (uint32_t i = 0; i < profile->row_count; i++)
        order[i] = i;
    for (uint32_t i = 0; i < profile->row_count; i++) {
        sorted[i] = (struct sorted){by->cell(&grid, by, i), i};
        if (sorted[i].cell.none)
            sorted[i].cell.number = -1;
    }
    qsort(sorted, profile->row_count, sizeof *sorted, descending);
    for (uint32_t i = 0; i < profile->row_count; i++)
        order[i] = sorted[i].row;
}

const struct text *function_names(struct arena *arena, const struct profile *profile)
{
    struct full_name *full = arena_many(arena, struct full_name, profile->row_count);
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *row = &profile->rows[i];
        full[i] = (struct full_name){row->crate, row->name, row->file, row->line};
    }
    return names_shorten(arena, full, profile->row_count);
}

bool render_profile(const struct profile *profile, const struct render_options *options,
                    struct buffer *out, struct rendered *rendered, struct error *err)
{
    const struct column *by = find_column(options->sort ? options->sort : "self", err);
    if (!by)
        return false;
    struct arena scratch = {0};
    struct chosen chosen;
    uint32_t *order = arena_many(&scratch, uint32_t, profile->row_count);
    const struct text *names = function_names(&scratch, profile);
    sort_rows(&scratch, profile, names, by, order);
    choose_columns(profile, options, &chosen);
    struct functions f = {profile, names, order};
    struct grid grid = {
        .columns = chosen.columns,
        .column_count = chosen.count,
        .yielding = chosen.yielding,
        .yielding_count = chosen.yielding_count,
        .row_count = output_rows(profile->row_count, DEFAULT_ROWS, options),
        .context = &f,
    };
    struct buffer members = {0};
    members_of_run(profile, &members);
    output_grid(&grid, "functions", buffer_text(&members), options, out, rendered);
    buffer_finish(&members);
    rendered->hidden = profile->row_count - grid.row_count;
    arena_finish(&scratch);
    return true;
}
