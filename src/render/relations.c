/* The table of a function's callers, or of its callees. */
#include "render/functions.h"
#include "render/output.h"

#define DEFAULT_ROWS 20

struct relation_table {
    const struct relations *relations;
    const struct text *names; /* by row of the profile */
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

static const struct {
    const char *head, *member; /* in a table; in JSON */
} sides[] = {
    [RELATION_CALLERS] = {"Callers of", "callers"},
    [RELATION_CALLEES] = {"Callees of", "callees"},
};

void render_relations(const struct profile *profile, const struct relations *relations,
                      const struct render_options *options, struct buffer *out,
                      struct rendered *rendered)
{
    struct arena scratch = {0};
    struct column shown[COLUMNS];
    struct relation_table table = {relations, function_names(&scratch, profile)};
    for (size_t i = 0; i < COLUMNS; i++)
        shown[i] = columns[i];
    shown[0].head = arena_printf(&scratch, "%s %.*s", sides[relations->side].head,
                                 TEXT_ARG(table.names[relations->function]));
    struct grid grid = {
        .columns = shown,
        .column_count = COLUMNS,
        .row_count = output_rows(relations->len, DEFAULT_ROWS, options),
        .context = &table,
    };
    output_grid(&grid, sides[relations->side].member, (struct text){0}, options, out, rendered);
    rendered->hidden = relations->len - grid.row_count;
    arena_finish(&scratch);
}
