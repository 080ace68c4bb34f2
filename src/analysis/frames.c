#include "analysis/frames.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/costs.h"
#include "analysis/median.h"

#define SPIKE 2.0       /* times the median */
#define MOST_COLUMNS 64 /* those with the most time; no table is wider */

struct logged {
    const struct piano_frame *frame;
    size_t process;
};

struct collector {
    struct arena *arena;
    const struct profile *profile;
    ARRAY(struct logged) logged;
    double *time_in; /* per row: ns in all frames */
    uint32_t *column_of;
};

static int by_number(const void *a, const void *b)
{
    const struct logged *x = a, *y = b;
    if (x->process != y->process)
        return x->process < y->process ? -1 : 1;
    return (x->frame->number > y->frame->number) - (x->frame->number < y->frame->number);
}

static const struct run_process *process_of(const struct collector *c, const struct logged *l)
{
    return &c->profile->run->processes[l->process];
}

/* In order, and each once: a frame may be among the slowest and in the sample. */
static void find_frames(struct collector *c)
{
    for (size_t p = 0; p < c->profile->run->process_count; p++) {
        const struct run_process *process = &c->profile->run->processes[p];
        for (size_t i = 0; i < process->frame_slots; i++)
            if (process->frame_log[i].kept != PIANO_FRAME_EMPTY)
                array_push(c->arena, &c->logged, (struct logged){&process->frame_log[i], p});
    }
    if (c->logged.len == 0)
        return;
    qsort(c->logged.at, c->logged.len, sizeof *c->logged.at, by_number);
    size_t kept = 1;
    for (size_t i = 1; i < c->logged.len; i++)
        if (by_number(&c->logged.at[kept - 1], &c->logged.at[i]) != 0)
            c->logged.at[kept++] = c->logged.at[i];
    c->logged.len = kept;
}

static double inside_ns(const struct run_process *process)
{
    return costs_in_ns(process, process->header->timed_inside);
}

static double part_ns(const struct run_process *process, const struct piano_frame_part *part)
{
    double seen = (double)part->self_ticks * process->ns_per_tick;
    return fmax(seen - (double)part->calls * inside_ns(process), 0);
}

static uint32_t part_count(const struct piano_frame *frame)
{
    return frame->part_count < PIANO_FRAME_PARTS ? frame->part_count : PIANO_FRAME_PARTS;
}

static uint32_t row_of(const struct collector *c, const struct logged *l, uint32_t function)
{
    return function < process_of(c, l)->function_count
               ? c->profile->rows_by_id[l->process][function]
               : PROFILE_NONE;
}

/* What the probes of a frame's calls cost. How many of a function's calls were timed is only known
 * for the run as a whole. */
static double probes_ns(const struct collector *c, const struct logged *l)
{
    const struct run_process *process = process_of(c, l);
    const struct piano_header *h = process->header;
    double timed_ns = costs_in_ns(process, h->timed_inside + h->timed_outside);
    double counted_ns = costs_in_ns(process, h->counted_outside), sum = 0;
    for (uint32_t i = 0; i < part_count(l->frame); i++) {
        const struct piano_frame_part *part = &l->frame->parts[i];
        uint32_t row = row_of(c, l, part->function);
        const struct measure *m = row == PROFILE_NONE ? NULL : &c->profile->rows[row].m;
        double timed = m && m->activations > 0 ? (double)m->timed / (double)m->activations : 1;
        sum += (double)part->calls * (timed * timed_ns + (1 - timed) * counted_ns);
    }
    return sum;
}

typedef void part_fn(struct collector *c, uint32_t row, double ns, void *context);

static void each_part(struct collector *c, const struct logged *l, part_fn *visit, void *context)
{
    for (uint32_t i = 0; i < part_count(l->frame); i++) {
        const struct piano_frame_part *part = &l->frame->parts[i];
        uint32_t row = row_of(c, l, part->function);
        if (row != PROFILE_NONE)
            visit(c, row, part_ns(process_of(c, l), part), context);
    }
}

static void add_to_row(struct collector *c, uint32_t row, double ns, void *context)
{
    (void)context;
    c->time_in[row] += ns;
}

struct cells {
    double *self_ns;
    bool *estimated;
};

static void add_to_column(struct collector *c, uint32_t row, double ns, void *context)
{
    const struct cells *cells = context;
    uint32_t column = c->column_of[row];
    cells->self_ns[column] += ns;
    cells->estimated[column] |= measure_is_estimate(&c->profile->rows[row].m);
}

struct ranked {
    uint32_t row;
    double ns;
};

static int longest_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->ns != y->ns)
        return x->ns > y->ns ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static void choose_columns(struct collector *c, struct frames *out)
{
    uint32_t rows = c->profile->row_count;
    struct ranked *ranked = arena_many(c->arena, struct ranked, rows);
    uint32_t *columns = arena_many(c->arena, uint32_t, rows);
    for (size_t i = 0; i < c->logged.len; i++)
        each_part(c, &c->logged.at[i], add_to_row, NULL);
    for (uint32_t row = 0; row < rows; row++)
        if (c->time_in[row] > 0)
            ranked[out->column_count++] = (struct ranked){row, c->time_in[row]};
    qsort(ranked, out->column_count, sizeof *ranked, longest_first);
    if (out->column_count > MOST_COLUMNS)
        out->column_count = MOST_COLUMNS;
    /* What has no column of its own is added to one behind the last, which is not shown. */
    for (uint32_t row = 0; row < rows; row++)
        c->column_of[row] = (uint32_t)out->column_count;
    for (uint32_t i = 0; i < out->column_count; i++) {
        columns[i] = ranked[i].row;
        c->column_of[ranked[i].row] = i;
    }
    out->columns = columns;
}

/* The probes' cost is only known on average: in a frame with little else it may exceed what was
 * seen, but nothing is shorter than the sum of its parts. */
static double total_ns(const struct collector *c, const struct logged *l, const double *parts_ns,
                       size_t parts)
{
    double seen = (double)l->frame->ticks * process_of(c, l)->ns_per_tick, sum = 0;
    for (size_t i = 0; i < parts; i++)
        sum += parts_ns[i];
    return fmax(seen - probes_ns(c, l), fmin(sum, seen));
}

static void fill(struct collector *c, struct frames *out)
{
    for (size_t i = 0; i < c->logged.len; i++) {
        const struct logged *l = &c->logged.at[i];
        struct cells cells = {arena_many(c->arena, double, out->column_count + 1),
                              arena_many(c->arena, bool, out->column_count + 1)};
        each_part(c, l, add_to_column, &cells);
        array_push(c->arena, out,
                   (struct frame){
                       .number = l->frame->number,
                       .row = row_of(c, l, l->frame->function),
                       .total_ns = total_ns(c, l, cells.self_ns, out->column_count + 1),
                       .self_ns = cells.self_ns,
                       .estimated = cells.estimated,
                       .allocs = l->frame->allocs,
                       .alloc_bytes = l->frame->alloc_bytes,
                   });
    }
}

static size_t count_functions(const struct collector *c, const struct frames *frames)
{
    bool *seen = arena_many(c->arena, bool, c->profile->row_count);
    size_t count = 0;
    for (size_t i = 0; i < frames->len; i++) {
        uint32_t row = frames->at[i].row;
        if (row != PROFILE_NONE && !seen[row])
            count++;
        if (row != PROFILE_NONE)
            seen[row] = true;
    }
    return count;
}

/* The median of the even sample: the slowest frames, which are all kept, would shift it. */
static double find_median(const struct collector *c, const struct frames *frames)
{
    double *times = arena_many(c->arena, double, frames->len);
    size_t count = 0;
    for (size_t i = 0; i < frames->len; i++) {
        const struct piano_frames *log = process_of(c, &c->logged.at[i])->frames;
        if (log->sample_every <= 1 || (frames->at[i].number - 1) % log->sample_every == 0)
            times[count++] = frames->at[i].total_ns;
    }
    return count ? median(times, count) : 0;
}

static void mark_spikes(struct frames *frames)
{
    for (size_t i = 0; i < frames->len; i++) {
        frames->at[i].spike = frames->at[i].total_ns > SPIKE * frames->median_ns;
        frames->spikes += frames->at[i].spike;
    }
}

void frames_make(struct arena *arena, const struct profile *profile, struct frames *out)
{
    struct frames made = {0};
    struct collector c = {
        .arena = arena,
        .profile = profile,
        .time_in = arena_many(arena, double, profile->row_count),
        .column_of = arena_many(arena, uint32_t, profile->row_count),
    };
    find_frames(&c);
    choose_columns(&c, &made);
    fill(&c, &made);
    made.functions = count_functions(&c, &made);
    made.median_ns = find_median(&c, &made);
    mark_spikes(&made);
    for (size_t i = 0; i < profile->run->process_count; i++)
        if (profile->run->processes[i].frames)
            made.seen += profile->run->processes[i].frames->seen;
    *out = made;
}
