/* The equations of profile.h, checked. */
#include "analysis/profile.h"

#include <math.h>

static bool nearly(double a, double b, double scale)
{
    return fabs(a - b) <= 1e-9 * fabs(scale) + 1e-3;
}

static bool nodes_are_valid(const struct profile *p)
{
    struct arena scratch = {0};
    double *below = arena_many(&scratch, double, p->node_count);
    bool ok = true;
    for (uint32_t i = p->node_count; ok && i-- > 0;) {
        const struct profile_node *node = &p->nodes[i];
        ok = node->m.self_ns >= 0 &&
             nearly(node->m.total_ns, node->m.self_ns + below[i], p->recorded_ns);
        if (ok && node->parent != PROFILE_NONE)
            ok = node->parent < i;
        if (ok && node->parent != PROFILE_NONE)
            below[node->parent] += node->m.total_ns;
    }
    arena_finish(&scratch);
    return ok;
}

bool profile_is_valid(const struct profile *profile)
{
    double sum = profile->outside_ns + profile->probe_ns;
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const struct measure *m = &profile->rows[i].m;
        if (m->self_ns < 0 || m->total_ns < m->self_ns * (1 - 1e-9) || m->cpu_self_ns < 0)
            return false;
        sum += m->self_ns;
    }
    return nearly(sum, profile->recorded_ns, profile->recorded_ns) && nodes_are_valid(profile);
}
