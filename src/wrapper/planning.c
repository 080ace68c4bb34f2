#include "wrapper/planning.h"

#include <inttypes.h>

void planning_repeat(struct arena *arena, const struct planning *planning,
                     struct planned_crate *crate)
{
    struct healed healed = healing_names(arena, &crate->healing);
    struct plan_options options = {
        .crate = crate->name,
        .selector = planning->selector,
        .healed = &healed,
        .project = planning->project,
        .tests = crate->tests,
    };
    plan_make(arena, &crate->crate, &options, &crate->plan);
}

bool planning_read(struct arena *arena, const struct planning *planning,
                   struct planned_crate *crate, struct error *err)
{
    if (!crate_read(arena, crate->root, &crate->crate, err))
        return false;
    healing_load(arena, planning->folder, crate->root, &crate->crate, &crate->healing);
    planning_repeat(arena, planning, crate);
    return true;
}

const char *planning_variable(struct arena *arena, const char *root)
{
    return arena_printf(arena, "PIANO_PLAN_%016" PRIX64, text_hash(text_of(root)));
}

const char *planning_value(struct arena *arena, const struct plan *plan, const char *settings)
{
    uint64_t hash = plan_hash(plan);
    if (settings)
        hash = text_hash_after(hash, text_of(settings));
    return arena_printf(arena, "%016" PRIx64, hash);
}
