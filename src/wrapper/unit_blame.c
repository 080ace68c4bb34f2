/* Who is at fault where an instrumented crate does not compile. */
#include "wrapper/unit.h"

#include "rust/attributed.h"

/* The smallest measured function around an offset of the original, or NULL. */
static const struct planned *around(const struct unit *unit, const struct source_file *file,
                                    uint32_t offset)
{
    const struct planned *best = NULL;
    for (size_t i = 0; i < unit->crate.plan.functions.len; i++) {
        const struct planned *planned = &unit->crate.plan.functions.at[i];
        const struct function *function = planned->function;
        if (planned->file != file || planned->fate != FATE_MEASURED || offset < function->start ||
            offset >= function->body.end)
            continue;
        if (!best || function->start > best->function->start)
            best = planned;
    }
    return best;
}

static bool knows(const struct healing *healing, struct text name)
{
    for (size_t i = 0; i < healing->functions.len; i++) {
        if (text_equal(healing->functions.at[i].name, name))
            return true;
    }
    return false;
}

static bool leave_out(struct unit *unit, const struct planned *planned, const char *reason)
{
    struct healing *healing = &unit->crate.healing;
    if (!planned || knows(healing, planned->name))
        return false;
    healing_add_function(unit->arena, healing, planned, reason);
    return true;
}

/* Unless an attribute macro takes care of it, all that it makes of an item counts as standing where
 * the attribute does: any function in the item may be at fault. */
static bool leave_out_attributed(struct unit *unit, const struct source_file *file, uint32_t offset,
                                 const char *reason)
{
    struct span item = attributed_item(file->text, offset);
    bool any = false;
    for (size_t i = 0; i < unit->crate.plan.functions.len; i++) {
        const struct planned *planned = &unit->crate.plan.functions.at[i];
        const struct function *function = planned->function;
        if (planned->file == file && planned->fate == FATE_MEASURED &&
            function->start >= item.start && function->body.end <= item.end)
            any |= leave_out(unit, planned, reason);
    }
    return any;
}

/* Leave out who is to blame for an error at that place; `*ours` where it is our text at the crate's
 * root. */
static bool leave_out_at(struct unit *unit, const struct place *place, bool *ours)
{
    const struct crate *crate = &unit->crate.crate;
    const struct source_file *file =
        crate_file(crate, mirror_original(unit->arena, &unit->mirror, place->file));
    if (!file)
        return false;
    const struct insertion *inside;
    uint32_t offset =
        rewrite_original_offset(&unit->insertions[file - crate->files.at], place->offset, &inside);
    if (!inside)
        return leave_out_attributed(unit, file, offset, place->message) ||
               leave_out(unit, around(unit, file, offset), place->message);
    if (inside->function != LEFT_OUT)
        return leave_out(unit, &unit->crate.plan.functions.at[inside->function], place->message);
    *ours = true;
    return false;
}

/* What a macro rejects is missing afterwards, so that whatever uses it is in error as well. Those
 * errors say nothing: a weight is looked at only where those before it blame nobody. */
static bool leave_out_functions(struct unit *unit, const struct places *places, enum weight weight,
                                bool *ours)
{
    bool any = false;
    for (size_t i = 0; i < places->len; i++) {
        if (places->at[i].weight == weight)
            any |= leave_out_at(unit, &places->at[i], ours);
    }
    return any;
}

static bool leave_out_allocator(struct unit *unit, const struct attempt *failed)
{
    if (unit->allocator == ALLOCATOR_NONE)
        return false;
    if (diagnostics_allocator_conflict(&failed->lines))
        array_push(unit->arena, &unit->crate.healing.allocator_elsewhere, unit->call->externs);
    unit->allocator--;
    return true;
}

static void leave_out_crate(struct unit *unit, const struct attempt *failed)
{
    const char *reason = diagnostics_first_error(unit->arena, &failed->lines);
    healing_add_crate(&unit->crate.healing, &unit->crate.crate,
                      reason ? reason : "the compiler ended without a word");
}

/* What the errors themselves point at; `*ours` where one is in our text at the crate's root. */
static bool leave_out_blamed(struct unit *unit, const struct attempt *failed, bool *ours)
{
    struct places places = {0};
    if (diagnostics_allocator_conflict(&failed->lines) && leave_out_allocator(unit, failed))
        return true;
    diagnostics_places(unit->arena, &failed->lines, &places);
    for (int weight = 0; weight < WEIGHTS; weight++) {
        if (leave_out_functions(unit, &places, (enum weight)weight, ours))
            return true;
    }
    return false;
}

bool unit_give_way(struct unit *unit, const struct attempt *failed, bool wholly)
{
    bool ours = false;
    if (!wholly && leave_out_blamed(unit, failed, &ours))
        return true;
    if (unit->handing) {
        unit->handing = false;
        return true;
    }
    if (ours && leave_out_allocator(unit, failed))
        return true;
    if (unit->crate.healing.crate_reason)
        return false;
    leave_out_crate(unit, failed);
    return true;
}
