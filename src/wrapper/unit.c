/* The story of a crate: instrumented it compiles, nearly always. Where it does not, the original
 * says whose fault that is: if it fails too, its words are the user's to read; if it compiles,
 * ours give way until the rest does. */
#include "wrapper/unit.h"

#include <signal.h>

#include "base/file.h"
#include "base/process.h"
#include "wrapper/depinfo.h"
#include "wrapper/output.h"

/* Pass on what was held back of the last attempt. Diagnostics of an instrumented crate show our
 * text and help nobody; and cargo must not be told twice that dependents may start. */
static void pass_on(const struct unit *unit, const struct attempt *attempt, bool diagnostics)
{
    for (size_t i = 0; i < attempt->lines.len; i++) {
        enum line_kind kind = diagnostics_kind(attempt->lines.at[i]);
        if ((kind == LINE_DIAGNOSTIC && !diagnostics) ||
            (kind == LINE_METADATA && unit->metadata_sent))
            continue;
        output_line(attempt->lines.at[i]);
    }
}

/* Somebody wants the build to end, or there is not enough memory for it: that is not for our text,
 * as a crash would be. A script around rustc or the linker says it with its exit code. */
static bool is_interruption(int exit_code)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL, SIGXCPU};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (exit_code == 128 + signals[i])
            return true;
    return false;
}

static bool linker_interrupted(const struct attempt *attempt)
{
    return is_interruption(diagnostics_linker_code(&attempt->lines));
}

static bool interrupted(const struct attempt *attempt)
{
    return is_interruption(process_exit_code(attempt->status)) || linker_interrupted(attempt);
}

/* The same value as in the survey: it tells cargo that nothing has changed. */
static bool repair(struct unit *unit, struct error *err)
{
    struct arena *arena = unit->arena;
    const char *variable = NULL, *value = NULL;
    if (unit->described) {
        variable = planning_variable(arena, unit->crate.root);
        value = planning_value(arena, &unit->crate.plan,
                               description_settings(unit->description, unit->described->program));
    }
    return depinfo_repair(rustc_depinfo_path(arena, unit->call), &unit->mirror, variable, value,
                          err);
}

static bool finish(struct unit *unit, const struct attempt *last, bool diagnostics, int *status,
                   struct error *err)
{
    pass_on(unit, last, diagnostics);
    *status = last->status;
    return last->status != 0 || repair(unit, err);
}

/* What is said of the linker shows none of our text. */
static bool finish_instrumented(struct unit *unit, const struct attempt *last, int *status,
                                struct error *err)
{
    return finish(unit, last, linker_interrupted(last), status, err);
}

/* What is remembered of a crate is about its functions. A crate that only shows its jobs has none
 * to be measured in this build, but may have in another. */
static bool remember(const struct unit *unit, struct error *err)
{
    const char *folder = unit->description->folder;
    if (unit->metadata_sent &&
        !file_write(arena_printf(unit->arena, "%s" UNSETTLED_SUFFIX, unit->description->path),
                    TEXT(""), err))
        return false;
    return unit->only_handing || healing_store(folder, unit->crate.root, &unit->crate.healing, err);
}

static bool instrument_again(struct unit *unit, struct error *err)
{
    planning_repeat(unit->arena, &unit->planning, &unit->crate);
    return unit_instrument(unit, err);
}

/* Each attempt finds the errors of one kind: more kinds than this in one crate are not worth the
 * time. */
#define PATIENCE 8

/* Leaves out more and more of ours until it compiles. The original is known to compile. */
static bool heal(struct unit *unit, struct attempt *failed, int *status, struct error *err)
{
    for (int tries = 0; unit_give_way(unit, failed, tries >= PATIENCE); tries++) {
        if (!instrument_again(unit, err))
            return false;
        if (!unit->touched)
            break;
        if (!unit_attempt(unit, ATTEMPT_INSTRUMENTED, NOTICES_LATER, failed, err))
            return false;
        if (failed->status == 0 || interrupted(failed))
            return remember(unit, err) && finish_instrumented(unit, failed, status, err);
    }
    unit->crate.healing.untouched = true;
    struct attempt original;
    return remember(unit, err) &&
           unit_attempt(unit, ATTEMPT_ORIGINAL, NOTICES_LATER, &original, err) &&
           finish(unit, &original, true, status, err);
}

static bool compile_original(struct unit *unit, int *status, struct error *err)
{
    struct attempt attempt;
    return unit_attempt(unit, ATTEMPT_ORIGINAL, NOTICES_AT_ONCE, &attempt, err) &&
           finish(unit, &attempt, true, status, err);
}

/* An allocator of a crate that this one depends on is known only to the compiler. */
static bool attempt_instrumented(struct unit *unit, struct attempt *out, struct error *err)
{
    if (!unit_attempt(unit, ATTEMPT_INSTRUMENTED, NOTICES_AT_ONCE, out, err))
        return false;
    if (unit->allocator != ALLOCATOR_PROVIDE || !diagnostics_allocator_conflict(&out->lines))
        return true;
    if (!unit_give_way(unit, out, false))
        return true;
    return instrument_again(unit, err) && remember(unit, err) &&
           unit_attempt(unit, ATTEMPT_INSTRUMENTED, NOTICES_AT_ONCE, out, err);
}

bool unit_compile(struct unit *unit, int *status, struct error *err)
{
    if (unit->crate.healing.untouched)
        return compile_original(unit, status, err);
    if (!unit_instrument(unit, err))
        return false;
    if (!unit->touched)
        return compile_original(unit, status, err);
    struct attempt attempt, original;
    if (!attempt_instrumented(unit, &attempt, err))
        return false;
    if (attempt.status == 0 || interrupted(&attempt))
        return finish_instrumented(unit, &attempt, status, err);
    if (!unit_attempt(unit, ATTEMPT_ORIGINAL, NOTICES_LATER, &original, err))
        return false;
    if (original.status != 0)
        return finish(unit, &original, true, status, err);
    return heal(unit, &attempt, status, err);
}
