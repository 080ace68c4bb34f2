/* The tables of runs and of tags. */
#include "render/output.h"
#include "render/words.h"

/* A row: a run, or a tag with the run that it holds (NULL where that is gone). */
struct run_row {
    const struct store_tag *tag;
    const struct store_entry *run;
};

struct run_table {
    struct arena *arena;
    ARRAY(struct run_row) rows;
};

static const struct run_row *row_at(const struct grid *grid, size_t row)
{
    return &((const struct run_table *)grid->context)->rows.at[row];
}

static struct arena *arena_of(const struct grid *grid)
{
    return ((const struct run_table *)grid->context)->arena;
}

static struct cell text_or_none(const char *text)
{
    return text && *text ? (struct cell){.text = text_of(text)} : (struct cell){.none = true};
}

static struct cell tag_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.text = text_of(row_at(grid, row)->tag->name)};
}

static struct cell id_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return text_or_none(run ? run->id : "(its run is gone)");
}

static struct cell when_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    struct buffer words = {0};
    (void)column;
    if (!run)
        return (struct cell){.none = true};
    words_time(&words, run->start_unix_ns);
    struct text kept = arena_text(arena_of(grid), buffer_text(&words));
    buffer_finish(&words);
    return (struct cell){.text = kept};
}

static struct cell start_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return (struct cell){.number = run ? (double)run->start_unix_ns : 0, .none = !run};
}

static struct cell program_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return text_or_none(run ? run->program : NULL);
}

static struct cell arguments_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return text_or_none(run ? run->arguments : NULL);
}

static struct cell duration_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return (struct cell){.number = run ? (double)run->duration_ns : 0,
                         .none = !run || run->duration_ns == 0};
}

static struct cell bytes_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return (struct cell){.number = run ? (double)run->bytes : 0, .none = !run};
}

static struct cell processes_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return (struct cell){.number = run ? (double)run->processes : 0, .none = !run};
}

static struct cell recorded_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    (void)column;
    return (struct cell){.number = run && run->recorded, .none = !run};
}

static struct cell tags_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_entry *run = row_at(grid, row)->run;
    struct buffer words = {0};
    (void)column;
    for (size_t i = 0; i < run->tags.len; i++)
        buffer_printf(&words, "%s%s", i ? ", " : "", run->tags.at[i]);
    struct text kept = arena_text(arena_of(grid), buffer_text(&words));
    buffer_finish(&words);
    return (struct cell){.text = kept, .none = kept.len == 0};
}

static struct cell tag_bytes_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_tag *tag = row_at(grid, row)->tag;
    (void)column;
    return (struct cell){.number = (double)tag->bytes, .none = tag->runs == 0};
}

static struct cell tag_runs_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct store_tag *tag = row_at(grid, row)->tag;
    (void)column;
    return (struct cell){.number = (double)tag->runs, .none = tag->runs == 0};
}

enum { WHEN = 1, PROGRAM = 3, ARGUMENTS, DURATION, BYTES, PROCESSES, RECORDED };

static const struct column run_columns[] = {
    {"run", "Run", CELL_WORD, 0, ALWAYS, id_cell, 0},
    {"when", "When", CELL_WORD, 0, ALWAYS, when_cell, 0},
    {"start_unix", NULL, CELL_NS, 0, ALWAYS, start_cell, 0},
    {"program", "Program", CELL_TEXT, 0, ALWAYS, program_cell, 0},
    {"arguments", "Arguments", CELL_TEXT, 0, UNLESS_ZERO, arguments_cell, 0},
    {"duration", "Duration", CELL_NS, 10, ALWAYS, duration_cell, 0},
    {"bytes", "Size", CELL_BYTES, 9, ALWAYS, bytes_cell, 0},
    {"processes", "Processes", CELL_COUNT, 10, UNLESS_ONE, processes_cell, 0},
    {"recorded", "Recorded", CELL_BOOL, 9, UNLESS_ONE, recorded_cell, 0},
    {"tags", "Tags", CELL_TEXT, 0, UNLESS_ZERO, tags_cell, 0},
};

/* What a run can be named by stays longest. */
static const size_t run_yielding[] = {BYTES,     PROCESSES, RECORDED, DURATION,
                                      ARGUMENTS, PROGRAM,   WHEN};

static const struct column tag_columns[] = {
    {"tag", "Tag", CELL_TEXT, 20, ALWAYS, tag_cell, 0},
    {"when", "When", CELL_WORD, 0, ALWAYS, when_cell, 0},
    {"run", "Run", CELL_WORD, 0, ALWAYS, id_cell, 0},
    {"runs", "Runs", CELL_COUNT, 6, UNLESS_ONE, tag_runs_cell, 0},
    {"bytes", "Size", CELL_BYTES, 9, ALWAYS, tag_bytes_cell, 0},
};

void render_runs(const struct store_list *runs, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered)
{
    struct arena scratch = {0};
    struct run_table table = {.arena = &scratch};
    for (size_t i = 0; i < runs->len; i++)
        array_push(&scratch, &table.rows, (struct run_row){NULL, &runs->at[i]});
    struct grid grid = {
        .columns = run_columns,
        .column_count = sizeof run_columns / sizeof *run_columns,
        .yielding = run_yielding,
        .yielding_count = sizeof run_yielding / sizeof *run_yielding,
        .row_count = table.rows.len,
        .context = &table,
    };
    output_grid(&grid, "runs", (struct text){0}, options, out, rendered);
    arena_finish(&scratch);
}

void render_tags(const struct store_list *runs, const struct render_options *options,
                 struct buffer *out, struct rendered *rendered)
{
    struct arena scratch = {0};
    struct run_table table = {.arena = &scratch};
    for (size_t i = 0; i < runs->tags.len; i++)
        array_push(&scratch, &table.rows,
                   (struct run_row){&runs->tags.at[i], runs->tags.at[i].run});
    struct grid grid = {
        .columns = tag_columns,
        .column_count = sizeof tag_columns / sizeof *tag_columns,
        .row_count = table.rows.len,
        .context = &table,
    };
    output_grid(&grid, "tags", (struct text){0}, options, out, rendered);
    arena_finish(&scratch);
}
