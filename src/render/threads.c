/* The table of threads. */
#include <stdlib.h>

#include "base/arena.h"
#include "render/output.h"

#define DEFAULT_ROWS 20

struct threads {
    const struct profile_thread **order;
};

static const struct profile_thread *thread_at(const struct grid *grid, size_t row)
{
    return ((const struct threads *)grid->context)->order[row];
}

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const char *name = thread_at(grid, row)->name;
    (void)column;
    return (struct cell){.text = name[0] ? text_of(name) : TEXT("(no name)")};
}

static struct cell pid_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = thread_at(grid, row)->pid};
}

static struct cell count_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_count(column, thread_at(grid, row));
}

static struct cell ns_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_number(column, thread_at(grid, row));
}

static struct cell measured_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct profile_thread *t = thread_at(grid, row);
    (void)column;
    return (struct cell){.number = t->recorded_ns - t->outside_ns};
}

static struct cell live_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = thread_at(grid, row)->live};
}

#define T(field) offsetof(struct profile_thread, field)

static const struct column columns[] = {
    {"thread", "Thread", CELL_TEXT, 32, ALWAYS, name_cell, 0},
    {"pid", "PID", CELL_COUNT, 9, ALWAYS, pid_cell, 0},
    {"recorded", "Recorded", CELL_NS, 11, ALWAYS, ns_cell, T(recorded_ns)},
    {"measured", "In Functions", CELL_NS, 13, ALWAYS, measured_cell, 0},
    {"calls", "Calls", CELL_COUNT, 9, ALWAYS, count_cell, T(calls)},
    {"allocs", "Allocs", CELL_COUNT, 9, ALWAYS, count_cell, T(allocs)},
    {"alloc_bytes", "Alloc Bytes", CELL_BYTES, 13, ALWAYS, count_cell, T(alloc_bytes)},
    {"threads", "Threads", CELL_COUNT, 9, UNLESS_ONE, count_cell, T(served)},
    {"live", NULL, CELL_BOOL, 0, ALWAYS, live_cell, 0},
};

#define COLUMNS (sizeof columns / sizeof *columns)
#define PID_COLUMN 1

static int longest_first(const void *a, const void *b)
{
    const struct profile_thread *x = *(const struct profile_thread *const *)a;
    const struct profile_thread *y = *(const struct profile_thread *const *)b;
    if (x->recorded_ns != y->recorded_ns)
        return x->recorded_ns > y->recorded_ns ? -1 : 1;
    return (x > y) - (x < y);
}

void render_threads(const struct profile *profile, const struct render_options *options,
                    struct buffer *out, struct rendered *rendered)
{
    struct arena scratch = {0};
    struct column shown[COLUMNS];
    struct threads threads = {
        arena_many(&scratch, const struct profile_thread *, profile->thread_count)};
    for (size_t i = 0; i < profile->thread_count; i++)
        threads.order[i] = &profile->threads[i];
    qsort(threads.order, profile->thread_count, sizeof *threads.order, longest_first);
    for (size_t i = 0; i < COLUMNS; i++)
        shown[i] = columns[i];
    if (profile->run->process_count == 1)
        shown[PID_COLUMN].head = NULL;
    struct grid grid = {
        .columns = shown,
        .column_count = COLUMNS,
        .row_count = output_rows(profile->thread_count, DEFAULT_ROWS, options),
        .context = &threads,
    };
    output_grid(&grid, "threads", (struct text){0}, options, out, rendered);
    rendered->hidden = profile->thread_count - grid.row_count;
    arena_finish(&scratch);
}
