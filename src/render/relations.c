/* The callers of a function, and what it calls. */
#include "render/functions.h"
#include "render/output.h"

#define DEFAULT_ROWS 20

struct relation_table {
    const struct profile *profile;
    const struct relations *relations;
    const struct text *names;
};

static const struct relation *relation_at(const struct grid *grid, size_t row)
{
    return &((const struct relation_table *)grid->context)->relations->at[row];
}

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct relation_table *table = grid->context;
    uint32_t function = relation_at(grid, row)->row;
    (void)column;
    return (struct cell){.text = function == PROFILE_NONE ? TEXT(OUTSIDE_NAME)
                                                          : table->names[function]};
}

static struct cell ns_cell(const struct grid *grid, const struct column *column, size_t row)
{
    struct cell cell = grid_number(column, relation_at(grid, row));
    cell.estimated = measure_is_estimate(&relation_at(grid, row)->m);
    return cell;
}

static struct cell count_cell(const struct grid *grid, const struct column *column, size_t row)
{
    return grid_count(column, relation_at(grid, row));
}

#define F(field) offsetof(struct relation, m.field)

static const struct column columns[] = {
    {"function", "Function", CELL_TEXT, 40, ALWAYS, name_cell, 0},
    {"total", "Total", CELL_NS, 11, ALWAYS, ns_cell, F(total_ns)},
    {"self", "Self", CELL_NS, 11, ALWAYS, ns_cell, F(self_ns)},
    {"calls", "Calls", CELL_COUNT, 9, ALWAYS, count_cell, F(calls)},
    {"allocs", "Allocs", CELL_COUNT, 9, ALWAYS, count_cell, F(allocs)},
    {"alloc_bytes", "Alloc Bytes", CELL_BYTES, 13, ALWAYS, count_cell, F(alloc_bytes)},
};

#define COLUMNS (sizeof columns / sizeof *columns)

typedef void relate_fn(struct arena *arena, const struct profile *profile, uint32_t row,
                       struct relations *out);

static void render_relations(const struct profile *profile, uint32_t row, relate_fn *relate,
                             const char *head, const char *name,
                             const struct render_options *options, struct buffer *out,
                             struct rendered *rendered)
{
    struct arena scratch = {0};
    struct column shown[COLUMNS];
    struct relations relations = {0};
    struct relation_table table = {profile, &relations, function_names(&scratch, profile)};
    relate(&scratch, profile, row, &relations);
    for (size_t i = 0; i < COLUMNS; i++)
        shown[i] = columns[i];
    shown[0].head = arena_printf(&scratch, "%s %.*s", head, TEXT_ARG(table.names[row]));
    struct grid grid = {
        .columns = shown,
        .column_count = COLUMNS,
        .row_count = output_rows(relations.len, DEFAULT_ROWS, options),
        .context = &table,
    };
    output_grid(&grid, name, (struct text){0}, options, out, rendered);
    rendered->hidden = relations.len - grid.row_count;
    arena_finish(&scratch);
}

void render_callers(const struct profile *profile, uint32_t row,
                    const struct render_options *options, struct buffer *out,
                    struct rendered *rendered)
{
    render_relations(profile, row, profile_callers, "Callers of", "callers", options, out,
                     rendered);
}

void render_callees(const struct profile *profile, uint32_t row,
                    const struct render_options *options, struct buffer *out,
                    struct rendered *rendered)
{
    render_relations(profile, row, profile_callees, "Callees of", "callees", options, out,
                     rendered);
}
