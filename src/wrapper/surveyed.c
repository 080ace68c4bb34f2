#include "wrapper/surveyed.h"

#include <string.h>

#include "base/file.h"
#include "wrapper/description.h"

/* As rustc knows it. */
static struct text crate_name(struct arena *arena, struct text name)
{
    char *made = arena_string(arena, name);
    for (char *at = made; *at; at++) {
        if (*at == '-')
            *at = '_';
    }
    return text_of(made);
}

void surveyed_add(struct arena *arena, struct survey *survey, const struct package *package,
                  const struct target *target)
{
    for (size_t i = 0; i < survey->crates.len; i++) {
        if (strcmp(survey->crates.at[i].target->root, target->root) == 0)
            return;
    }
    struct surveyed_crate crate = {
        .package = package,
        .target = target,
        .name = crate_name(arena, target->name),
    };
    array_push(arena, &survey->crates, crate);
    survey->shares_shim |= target->dylib;
}

void surveyed_add_targets(struct arena *arena, struct survey *survey, const struct package *package,
                          enum target_kind kind)
{
    for (size_t i = 0; i < package->targets.len; i++) {
        if (package->targets.at[i].kind == kind)
            surveyed_add(arena, survey, package, &package->targets.at[i]);
    }
}

/* The library, where it was asked for: what runs are its tests. */
static bool is_tested_library(const struct survey *survey, const struct target *target)
{
    return target == survey->target && !target->runs;
}

bool surveyed_is_test(const struct survey *survey, size_t index)
{
    const struct target *target = survey->crates.at[index].target;
    return target->kind == TARGET_TEST || target->kind == TARGET_BENCH ||
           is_tested_library(survey, target);
}

bool surveyed_is_program(const struct survey *survey, size_t index)
{
    const struct target *target = survey->crates.at[index].target;
    return target->runs || is_tested_library(survey, target);
}

struct planning surveyed_planning(const struct survey *survey, const struct project *project,
                                  const struct build_request *request)
{
    return (struct planning){
        .folder = survey->folder,
        .project = project->root,
        .selector = &request->selector,
    };
}

struct plan *surveyed_plans(struct arena *arena, const struct survey *survey)
{
    struct plan *plans = arena_many(arena, struct plan, survey->crates.len);
    for (size_t i = 0; i < survey->crates.len; i++)
        plans[i] = survey->crates.at[i].plan;
    return plans;
}

const char *surveyed_value(struct arena *arena, const struct survey *survey, size_t index,
                           const char *start)
{
    struct description description = {.start = start, .shares_shim = survey->shares_shim};
    bool program = surveyed_is_program(survey, index);
    return planning_value(arena, &survey->crates.at[index].plan,
                          description_settings(&description, program));
}

struct skipped surveyed_skipped(struct arena *arena, const struct project *project,
                                const struct surveyed_crate *crate, const struct planned *planned,
                                const char *reason)
{
    return (struct skipped){
        .name = text_of(
            arena_printf(arena, "%.*s::%.*s", TEXT_ARG(crate->name), TEXT_ARG(planned->name))),
        .file = path_below(project->root, planned->file->path),
        .line = planned->function->line,
        .reason = reason,
    };
}
