/* Who calls whom: questions about one function of a profile. */
#include <stdlib.h>

#include "analysis/profile.h"
#include "analysis/walk.h"
#include "base/nearest.h"
#include "plan/select.h"

struct relating {
    const struct profile *profile;
    uint32_t row;
    bool callers;
    struct measure *measures; /* per row of the other side; the last is the root */
    uint32_t *active;         /* how many calls of this relation are above the current node */
};

static uint32_t row_above(const struct profile *p, uint32_t node)
{
    uint32_t parent = p->nodes[node].parent;
    return parent == PROFILE_NONE ? PROFILE_NONE : p->nodes[parent].row;
}

/* The other function of the call that a node stands for, as index; false where the node has
 * nothing to do with our function. */
static bool other_side(const struct relating *r, uint32_t node, uint32_t *index)
{
    const struct profile *p = r->profile;
    uint32_t ours = r->callers ? p->nodes[node].row : row_above(p, node);
    uint32_t other = r->callers ? row_above(p, node) : p->nodes[node].row;
    *index = other == PROFILE_NONE ? p->row_count : other;
    return node != PROFILE_ROOT && ours == r->row;
}

static void leave_relation(void *context, uint32_t node)
{
    struct relating *r = context;
    uint32_t index;
    if (other_side(r, node, &index))
        r->active[index]--;
}

static void sum_relations(struct relating *r)
{
    for (uint32_t at = PROFILE_ROOT, index; at != PROFILE_NONE;
         at = walk_next(r->profile, at, leave_relation, r)) {
        const struct measure *m = &r->profile->nodes[at].m;
        if (!other_side(r, at, &index))
            continue;
        measure_add(&r->measures[index], m);
        if (r->active[index]++ > 0)
            continue;
        r->measures[index].total_ns += m->total_ns;
        r->measures[index].cpu_total_ns += m->cpu_total_ns;
    }
}

static int by_total(const void *a, const void *b)
{
    const struct relation *x = a, *y = b;
    if (x->m.total_ns != y->m.total_ns)
        return x->m.total_ns > y->m.total_ns ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static bool says_something(const struct measure *m)
{
    return m->calls > 0 || m->activations > 0 || m->total_ns > 0 || m->allocs > 0;
}

static void relate(struct arena *arena, struct relating r, struct relations *out)
{
    struct relations made = {0};
    uint32_t sides = r.profile->row_count + 1;
    r.measures = arena_many(arena, struct measure, sides);
    r.active = arena_many(arena, uint32_t, sides);
    sum_relations(&r);
    for (uint32_t i = 0; i < sides; i++) {
        uint32_t row = i == r.profile->row_count ? PROFILE_NONE : i;
        if (says_something(&r.measures[i]))
            array_push(arena, &made, (struct relation){row, r.measures[i]});
    }
    if (made.len)
        qsort(made.at, made.len, sizeof *made.at, by_total);
    *out = made;
}

void profile_callers(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, (struct relating){.profile = profile, .row = row, .callers = true}, out);
}

void profile_callees(struct arena *arena, const struct profile *profile, uint32_t row,
                     struct relations *out)
{
    relate(arena, (struct relating){.profile = profile, .row = row}, out);
}

static struct text last_part(struct text name)
{
    size_t start = name.len;
    while (start > 0 && name.at[start - 1] != ':')
        start--;
    return text_slice(name, start, name.len);
}

/* " (src/a.rs:3)": what a table tells those apart by that share their whole name. */
static struct text place_of(struct arena *arena, const struct profile_row *row)
{
    return text_of(arena_printf(arena, " (%.*s:%u)", TEXT_ARG(row->file), row->line));
}

/* Where the place begins in what a table shows. */
static size_t place_start(struct text shown)
{
    for (size_t at = shown.len; text_ends(shown, ")") && at-- > 1;)
        if (shown.at[at] == '(' && shown.at[at - 1] == ' ')
            return at - 1;
    return shown.len;
}

static bool is_shared(const struct profile *profile, uint32_t row)
{
    const struct profile_row *ours = &profile->rows[row];
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *other = &profile->rows[i];
        if (i != row && text_equal(other->crate, ours->crate) &&
            text_equal(other->name, ours->name))
            return true;
    }
    return false;
}

static bool ambiguous(struct arena *arena, const struct profile *profile, const char *name,
                      const uint32_t *matches, size_t count, struct error *err)
{
    struct buffer list = {0};
    for (size_t i = 0; i < count && i < 5; i++) {
        const struct profile_row *row = &profile->rows[matches[i]];
        struct text place = is_shared(profile, matches[i]) ? place_of(arena, row) : TEXT("");
        buffer_printf(&list, "%s'%.*s::%.*s%.*s'", i ? ", " : "", TEXT_ARG(row->crate),
                      TEXT_ARG(row->name), TEXT_ARG(place));
    }
    const char *copy = arena_string(arena, buffer_text(&list));
    buffer_finish(&list);
    return error_set(err, "'%s' may be any of %zu functions: write one of %s%s", name, count, copy,
                     count > 5 ? ", ..." : "");
}

bool profile_find(struct arena *arena, const struct profile *profile, const char *name,
                  uint32_t *row, struct error *err)
{
    struct text shown = text_of(name);
    struct text place = text_slice(shown, place_start(shown), shown.len);
    struct text plain = text_slice(shown, 0, place_start(shown));
    const struct selector called = {
        .functions = (const char *const[]){arena_string(arena, plain), NULL}, .exact = true};
    const struct selection selection = selection_of(arena, &called, NULL);
    struct text *last_parts = arena_many(arena, struct text, profile->row_count);
    uint32_t *matches = arena_many(arena, uint32_t, profile->row_count);
    size_t count = 0;
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct profile_row *candidate = &profile->rows[i];
        const struct handle handle = handle_named(arena, candidate->crate, candidate->name);
        last_parts[i] = last_part(candidate->name);
        if (selection_takes(&selection, &handle) &&
            (place.len == 0 || text_equal(place, place_of(arena, candidate))))
            matches[count++] = i;
    }
    if (count > 1)
        return ambiguous(arena, profile, name, matches, count, err);
    if (count == 1) {
        *row = matches[0];
        return true;
    }
    size_t near = nearest_index(last_part(plain), last_parts, profile->row_count);
    if (near == SIZE_MAX)
        return error_set(
            err, "no measured function is called '%s'; 'piano report --all' lists them", name);
    return error_set(err, "no measured function is called '%s'; did you mean '%.*s'?", name,
                     TEXT_ARG(profile->rows[near].name));
}
