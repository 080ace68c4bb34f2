#include "analysis/short.h"

#include "analysis/costs.h"
#include "analysis/nested.h"

/* Of what it takes to time a call; below that, what is seen of it is rough. */
#define BRIEF 0.5
#define WORTH_SAVING 0.005 /* of what all measuring took */

static double timing_ns(const struct costs *costs)
{
    return costs->inside_ns + costs->outside_ns;
}

static double probe_ns(const struct costs *costs, const struct measure *m)
{
    double timed = (double)m->timed, counted = (double)(m->activations - m->timed);
    return timed * timing_ns(costs) + counted * costs->counted_ns;
}

/* Not async functions: a part of their time is that of others. */
static bool is_brief(const struct costs *costs, const struct measure *m)
{
    return m->polls == 0 && m->total_ns < BRIEF * timing_ns(costs) * (double)m->activations;
}

/* A function that calls itself shapes the program's tree, however short it is. */
static void exclude_recursive(struct arena *arena, const struct profile *profile, bool *is_short)
{
    const bool *nested = nested_calls(arena, profile);
    for (uint32_t i = PROFILE_ROOT + 1; i < profile->node_count; i++)
        if (nested[i])
            is_short[profile->nodes[i].row] = false;
}

void profile_short(struct arena *arena, const struct profile *profile, struct short_functions *out)
{
    /* The processes of a run share a machine and a runtime. */
    const struct costs costs = costs_of(&profile->run->processes[0], false);
    *out = (struct short_functions){.is_short = arena_many(arena, bool, profile->row_count),
                                    .rows = arena_many(arena, uint32_t, profile->row_count)};
    for (uint32_t i = 0; i < profile->row_count; i++)
        out->is_short[i] = is_brief(&costs, &profile->rows[i].m);
    exclude_recursive(arena, profile, out->is_short);
    for (uint32_t i = 0; i < profile->row_count; i++) {
        double cost = probe_ns(&costs, &profile->rows[i].m);
        if (!out->is_short[i] || cost < WORTH_SAVING * profile->probe_ns)
            continue;
        out->rows[out->count++] = i;
        out->probe_ns += cost;
    }
}
