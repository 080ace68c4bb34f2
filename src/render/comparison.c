/* The table of changes. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "render/names.h"
#include "render/output.h"
#include "render/words.h"

#define DEFAULT_ROWS 10
#define LONGEST_WORDS 60 /* of what differs between the sides */

struct changes {
    const struct comparison *comparison;
    const struct text *names;
};

static const struct compared *row_at(const struct grid *grid, size_t row)
{
    return &((const struct changes *)grid->context)->comparison->rows[row];
}

static struct cell name_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.text = ((const struct changes *)grid->context)->names[row]};
}

static struct cell crate_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.text = row_at(grid, row)->crate};
}

static struct cell path_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.text = row_at(grid, row)->name};
}

static bool was_called(const struct compared *r, size_t side)
{
    return side == 0 ? r->before : r->after;
}

/* Durations of a row share their unit: a change reads as a part of what changed. */
static double scale_of(const struct compared *r)
{
    return fmax(r->self_ns[0], r->self_ns[1]);
}

static struct cell self_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct compared *r = row_at(grid, row);
    double ns = r->self_ns[column->index];
    return (struct cell){
        .number = ns,
        .scale = words_scale(ns, scale_of(r)),
        .none = !was_called(r, column->index),
    };
}

static enum tone tone_of(double delta)
{
    return delta > 0 ? TONE_BAD : delta < 0 ? TONE_GOOD : TONE_PLAIN;
}

static struct cell delta_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct compared *r = row_at(grid, row);
    (void)column;
    return (struct cell){
        .number = r->delta_ns,
        .scale = scale_of(r),
        .tone = r->within_noise ? TONE_PLAIN : tone_of(r->delta_ns),
    };
}

static struct cell noise_cell(const struct grid *grid, const struct column *column, size_t row)
{
    (void)column;
    return (struct cell){.number = row_at(grid, row)->noise_ns};
}

static struct cell within_noise_cell(const struct grid *grid, const struct column *column,
                                     size_t row)
{
    (void)column;
    return (struct cell){.number = row_at(grid, row)->within_noise};
}

static struct cell calls_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct compared *r = row_at(grid, row);
    return (struct cell){.number = r->calls[column->index], .none = !was_called(r, column->index)};
}

/* Neither good nor bad: more calls may each do less. That all calls are new, or gone, is noted. */
static struct cell calls_delta_cell(const struct grid *grid, const struct column *column,
                                    size_t row)
{
    const struct compared *r = row_at(grid, row);
    (void)column;
    return (struct cell){.number = r->calls_delta, .none = !r->before || !r->after};
}

static struct cell allocs_cell(const struct grid *grid, const struct column *column, size_t row)
{
    const struct compared *r = row_at(grid, row);
    return (struct cell){.number = r->allocs[column->index], .none = !was_called(r, column->index)};
}

static struct cell allocs_delta_cell(const struct grid *grid, const struct column *column,
                                     size_t row)
{
    const struct compared *r = row_at(grid, row);
    (void)column;
    return (struct cell){.number = r->allocs_delta, .tone = tone_of(r->allocs_delta)};
}

static const char *change_note(const struct grid *grid, size_t row)
{
    const struct compared *r = row_at(grid, row);
    if (!r->before)
        return "new";
    if (!r->after)
        return "gone";
    return r->within_noise ? "within noise" : NULL;
}

enum { BEFORE = 3, AFTER = 4, ALLOCS = 11, ALLOCS_DELTA = 12, CALLS_DELTA = 13 };

static const struct column columns[] = {
    {"function", "Function", CELL_TEXT, 40, ALWAYS, name_cell, 0},
    {"crate", NULL, CELL_TEXT, 0, ALWAYS, crate_cell, 0},
    {"name", NULL, CELL_TEXT, 0, ALWAYS, path_cell, 0},
    {"before", "Before", CELL_NS, 11, ALWAYS, self_cell, 0},
    {"after", "After", CELL_NS, 11, ALWAYS, self_cell, 1},
    {"delta", "Delta", CELL_DELTA_NS, 11, ALWAYS, delta_cell, 0},
    {"noise", NULL, CELL_NS, 0, ALWAYS, noise_cell, 0},
    {"within_noise", NULL, CELL_BOOL, 0, ALWAYS, within_noise_cell, 0},
    {"calls_before", NULL, CELL_COUNT, 0, ALWAYS, calls_cell, 0},
    {"calls_after", NULL, CELL_COUNT, 0, ALWAYS, calls_cell, 1},
    {"allocs_before", NULL, CELL_COUNT, 0, ALWAYS, allocs_cell, 0},
    {"allocs_after", "Allocs", CELL_COUNT, 11, ALWAYS, allocs_cell, 1},
    {"allocs_delta", "A.Delta", CELL_DELTA_COUNT, 11, ALWAYS, allocs_delta_cell, 0},
    {"calls_delta", "C.Delta", CELL_DELTA_COUNT, 11, UNLESS_ZERO, calls_delta_cell, 0},
};

#define COLUMNS (sizeof columns / sizeof *columns)

static const size_t yielding[] = {ALLOCS, ALLOCS_DELTA, CALLS_DELTA, BEFORE, AFTER};

static const struct text *names_of(struct arena *arena, const struct comparison *comparison)
{
    struct full_name *full = arena_many(arena, struct full_name, comparison->row_count);
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct compared *r = &comparison->rows[i];
        full[i] = (struct full_name){r->crate, r->name, r->file, 0};
    }
    return names_shorten(arena, full, comparison->row_count);
}

static void add_unlikes(const struct unlikes *unlikes, struct buffer *out)
{
    buffer_puts(out, "  \"unlike\": [");
    for (size_t i = 0; i < unlikes->len; i++) {
        const struct unlike *u = &unlikes->at[i];
        buffer_printf(out, "%s\n    {\"what\": \"%s\", \"before\": ", i ? "," : "", u->what);
        json_quoted(out, text_of(u->words[0]));
        buffer_puts(out, ", \"after\": ");
        json_quoted(out, text_of(u->words[1]));
        buffer_putc(out, '}');
    }
    buffer_puts(out, unlikes->len ? "\n  ],\n" : "],\n");
}

static void add_members(const struct comparison *c, struct buffer *out)
{
    buffer_puts(out, "  \"before\": ");
    json_quoted(out, text_of(c->names[0]));
    buffer_puts(out, ",\n  \"after\": ");
    json_quoted(out, text_of(c->names[1]));
    buffer_printf(out, ",\n  \"runs_before\": %zu,\n  \"runs_after\": %zu,\n", c->runs[0],
                  c->runs[1]);
    buffer_printf(out, "  \"self_before_ns\": %.0f,\n  \"self_after_ns\": %.0f,\n", c->self_ns[0],
                  c->self_ns[1]);
    add_unlikes(&c->unlikes, out);
}

static void add_side(const struct unlike *unlike, int side, struct buffer *out)
{
    const char *words = unlike->words[side];
    words_fit(out, text_of(*words ? words : unlike->none), LONGEST_WORDS);
    buffer_puts(out, side ? " after" : " before");
}

void render_unlike(const struct unlikes *unlikes, struct buffer *out)
{
    for (size_t i = 0; i < unlikes->len; i++) {
        buffer_printf(out, "%s%s ", i ? "; " : "", unlikes->at[i].lead);
        add_side(&unlikes->at[i], 0, out);
        buffer_puts(out, " and ");
        add_side(&unlikes->at[i], 1, out);
        if (strcmp(unlikes->at[i].what, "selection") == 0)
            buffer_puts(out, " (what is left out counts for its callers)");
    }
}

void render_comparison(const struct comparison *comparison, const struct render_options *options,
                       struct buffer *out, struct rendered *rendered)
{
    struct arena scratch = {0};
    struct buffer members = {0};
    struct column shown[COLUMNS];
    struct changes changes = {comparison, names_of(&scratch, comparison)};
    for (size_t i = 0; i < COLUMNS; i++)
        shown[i] = columns[i];
    shown[BEFORE].head = grid_head(&scratch, text_of(comparison->names[0]));
    shown[AFTER].head = grid_head(&scratch, text_of(comparison->names[1]));
    struct grid grid = {
        .columns = shown,
        .column_count = COLUMNS,
        .row_count = output_rows(comparison->row_count, DEFAULT_ROWS, options),
        .context = &changes,
        .note = change_note,
        .yielding = yielding,
        .yielding_count = sizeof yielding / sizeof *yielding,
    };
    add_members(comparison, &members);
    output_grid(&grid, "functions", buffer_text(&members), options, out, rendered);
    rendered->hidden = comparison->row_count - grid.row_count;
    buffer_finish(&members);
    arena_finish(&scratch);
}
