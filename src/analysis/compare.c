#include "analysis/compare.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/median.h"
#include "analysis/table.h"

/* Less than this share of the whole time is no reason to call a program slower. */
#define SHARE_THAT_MATTERS 0.01

enum { SELF, ALLOCS, CALLS, QUANTITIES };

struct comparer {
    struct arena *arena;
    const struct compare_side *sides[2];
    size_t runs[2];
    ARRAY(struct compared) rows;
    struct table by_function;
    ARRAY(double *) values; /* per row: QUANTITIES x (runs before, then runs after) */
    ARRAY(double) variances;
};

struct wanted {
    const struct comparer *comparer;
    const struct profile_row *row;
};

static bool same_function(const void *key, uint32_t index)
{
    const struct wanted *wanted = key;
    const struct compared *at = &wanted->comparer->rows.at[index];
    return text_equal(at->name, wanted->row->name) && text_equal(at->crate, wanted->row->crate) &&
           text_equal(at->file, wanted->row->file);
}

/* Lines move with every edit, so they do not count. */
static uint32_t row_of(struct comparer *c, const struct profile_row *row)
{
    struct wanted wanted = {c, row};
    uint64_t hash = text_hash(row->name) + 3 * text_hash(row->file);
    uint32_t found = table_find(&c->by_function, hash, same_function, &wanted);
    if (found != TABLE_NONE)
        return found;
    uint32_t index = (uint32_t)c->rows.len;
    double *values = arena_many(c->arena, double, QUANTITIES *(c->runs[0] + c->runs[1]));
    array_push(c->arena, &c->rows,
               (struct compared){.crate = row->crate, .name = row->name, .file = row->file});
    array_push(c->arena, &c->values, values);
    array_push(c->arena, &c->variances, 0);
    table_add(c->arena, &c->by_function, hash, index);
    return index;
}

static double *values_of(const struct comparer *c, size_t row, int quantity, int side)
{
    return c->values.at[row] + (size_t)quantity * (c->runs[0] + c->runs[1]) +
           (side ? c->runs[0] : 0);
}

static void collect(struct comparer *c, int side, size_t run)
{
    const struct profile *profile = &c->sides[side]->profiles[run];
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *from = &profile->rows[i];
        uint32_t row = row_of(c, from);
        struct compared *to = &c->rows.at[row];
        to->before = to->before || side == 0;
        to->after = to->after || side == 1;
        values_of(c, row, SELF, side)[run] += from->m.self_ns;
        values_of(c, row, ALLOCS, side)[run] += (double)from->m.allocs;
        values_of(c, row, CALLS, side)[run] += (double)from->m.calls;
        c->variances.at[row] += from->m.error_ns * from->m.error_ns / (double)c->runs[side];
    }
}

static double range(const double *sorted, size_t count)
{
    return sorted[count - 1] - sorted[0];
}

/* A change is uncertain where the runs of both sides overlap, or the errors of their estimates
 * do. */
static void judge(const struct comparer *c, size_t row)
{
    struct compared *r = &c->rows.at[row];
    double spread = 0;
    for (int side = 0; side < 2; side++) {
        double *self = values_of(c, row, SELF, side);
        r->self_ns[side] = median(self, c->runs[side]); /* sorts them: the range is the first and
                                                         * the last */
        spread += range(self, c->runs[side]) / 2;
        r->allocs[side] = median(values_of(c, row, ALLOCS, side), c->runs[side]);
        r->calls[side] = median(values_of(c, row, CALLS, side), c->runs[side]);
    }
    r->delta_ns = r->self_ns[1] - r->self_ns[0];
    r->allocs_delta = r->allocs[1] - r->allocs[0];
    r->calls_delta = r->calls[1] - r->calls[0];
    r->noise_ns = fmax(spread, 2 * sqrt(c->variances.at[row]));
    r->within_noise = r->delta_ns != 0 && fabs(r->delta_ns) <= r->noise_ns;
}

static int largest_change_first(const void *a, const void *b)
{
    const struct compared *x = a, *y = b;
    double dx = fabs(x->delta_ns), dy = fabs(y->delta_ns);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    int order = text_compare(&x->name, &y->name);
    return order ? order : text_compare(&x->file, &y->file);
}

static double whole_time(struct arena *arena, const struct compare_side *side)
{
    double *sums = arena_many(arena, double, side->len);
    for (size_t i = 0; i < side->len; i++)
        for (uint32_t row = 0; row < side->profiles[i].row_count; row++)
            sums[i] += side->profiles[i].rows[row].m.self_ns;
    return median(sums, side->len);
}

void compare_make(struct arena *arena, const struct compare_side *before,
                  const struct compare_side *after, struct comparison *out)
{
    struct comparer c = {
        .arena = arena, .sides = {before, after}, .runs = {before->len, after->len}};
    for (int side = 0; side < 2; side++)
        for (size_t run = 0; run < c.runs[side]; run++)
            collect(&c, side, run);
    for (size_t i = 0; i < c.rows.len; i++)
        judge(&c, i);
    if (c.rows.len)
        qsort(c.rows.at, c.rows.len, sizeof *c.rows.at, largest_change_first);
    *out = (struct comparison){
        .names = {before->name, after->name},
        .runs = {before->len, after->len},
        .rows = c.rows.at,
        .row_count = c.rows.len,
        .self_ns = {whole_time(arena, before), whole_time(arena, after)},
    };
    unlike_find(arena, before->profiles->run, after->profiles->run, &out->unlikes);
}

/* In percent of what it was. */
static double growth_of(double before, double after)
{
    return before > 0 ? 100 * (after - before) / before : after > 0 ? INFINITY : 0;
}

static bool matters(const struct comparison *comparison, const struct compared *row)
{
    return !row->within_noise && row->delta_ns >= comparison->self_ns[0] * SHARE_THAT_MATTERS;
}

bool compare_grown(const struct comparison *comparison, double percent, struct growth *out)
{
    for (size_t i = 0; i < comparison->row_count; i++) {
        const struct compared *r = &comparison->rows[i];
        double time = matters(comparison, r) ? growth_of(r->self_ns[0], r->self_ns[1]) : 0;
        double allocs = r->before ? growth_of(r->allocs[0], r->allocs[1]) : 0;
        if (time <= percent && allocs <= percent)
            continue;
        bool in_time = time > percent;
        *out = (struct growth){r, in_time, in_time ? time : allocs};
        return true;
    }
    return false;
}
