#include "wrapper/survey.h"

#include <string.h>

#include "base/file.h"
#include "base/parallel.h"
#include "cargo/reach.h"
#include "wrapper/choose.h"
#include "wrapper/elsewhere.h"
#include "wrapper/planning.h"
#include "wrapper/surveyed.h"

static void add_libraries(struct arena *arena, const struct project *project,
                          const struct build_request *request, struct survey *survey)
{
    struct reach_request wanted = {
        .project = project,
        .program = survey->package,
        .cargo = request->cargo,
        .package_named = request->package != NULL,
        .development = survey->target->kind != TARGET_BIN,
    };
    struct reached reached;
    reach_packages(arena, &wanted, &reached);
    for (size_t i = 0; i < reached.len; i++)
        surveyed_add_targets(arena, survey, reached.at[i], TARGET_LIB);
}

/* cargo builds a package's binaries for its tests, which run them. */
static void add_crates(struct arena *arena, const struct project *project,
                       const struct build_request *request, struct survey *survey)
{
    surveyed_add(arena, survey, survey->package, survey->target);
    add_libraries(arena, project, request, survey);
    if (survey->target->kind == TARGET_TEST || survey->target->kind == TARGET_BENCH)
        surveyed_add_targets(arena, survey, survey->package, TARGET_BIN);
}

static bool is_skipped(enum fate fate)
{
    return fate != FATE_MEASURED && fate != FATE_NOT_SELECTED && fate != FATE_TEST_FN;
}

static const char *reason_of(struct arena *arena, const struct planned_crate *read,
                             const struct planned *planned)
{
    if (planned->fate != FATE_HEALED)
        return fate_words(planned->fate);
    return arena_printf(arena, "%s: %s", fate_words(FATE_HEALED),
                        healing_reason(&read->healing, planned));
}

static void count(struct arena *arena, const struct project *project,
                  const struct surveyed_crate *crate, const struct planned_crate *read,
                  struct survey *survey)
{
    survey->functions += crate->plan.measured;
    survey->files += crate->plan.measured_files;
    for (size_t i = 0; i < crate->plan.functions.len; i++) {
        const struct planned *planned = &crate->plan.functions.at[i];
        if (!is_skipped(planned->fate))
            continue;
        struct skipped skipped =
            surveyed_skipped(arena, project, crate, planned, reason_of(arena, read, planned));
        array_push(arena, &survey->skipped, skipped);
    }
}

struct reading {
    struct planning planning;
    struct read_crate {
        struct arena arena; /* its own: others are read at the same time */
        struct planned_crate planned;
        bool ok;
        struct error error;
    } * crates;
};

static void read_crate(void *context, size_t i)
{
    struct reading *reading = context;
    struct read_crate *crate = &reading->crates[i];
    crate->ok = planning_read(&crate->arena, &reading->planning, &crate->planned, &crate->error);
}

/* Of several errors the one of the first crate is reported, in whatever order they came. */
static bool keep(struct arena *arena, const struct project *project, struct read_crate *read,
                 struct surveyed_crate *crate, struct survey *survey, struct error *err)
{
    if (!read->ok) {
        *err = read->error;
        return false;
    }
    crate->crate = read->planned.crate;
    crate->plan = read->planned.plan;
    count(arena, project, crate, &read->planned, survey);
    return true;
}

static bool read_crates(struct arena *arena, const struct project *project,
                        const struct build_request *request, struct survey *survey,
                        struct error *err)
{
    struct reading reading = {
        .planning = surveyed_planning(survey, project, request),
        .crates = arena_many(arena, struct read_crate, survey->crates.len),
    };
    for (size_t i = 0; i < survey->crates.len; i++)
        reading.crates[i].planned = (struct planned_crate){
            .root = survey->crates.at[i].target->root,
            .name = survey->crates.at[i].name,
            .tests = surveyed_is_test(survey, i),
        };
    parallel_each(survey->crates.len, read_crate, &reading);
    bool ok = true;
    for (size_t i = 0; i < survey->crates.len; i++) {
        arena_adopt(arena, &reading.crates[i].arena);
        ok = ok && keep(arena, project, &reading.crates[i], &survey->crates.at[i], survey, err);
    }
    return ok;
}

static const char *no_match(struct arena *arena, const struct unmatched *unmatched)
{
    const char *what =
        arena_printf(arena, "no function matches %s '%s'", unmatched->flag, unmatched->pattern);
    if (unmatched->nearest.len == 0)
        return arena_printf(arena, "%s: 'piano build --list' names them all", what);
    return arena_printf(arena, "%s; did you mean '%.*s'?", what, TEXT_ARG(unmatched->nearest));
}

/* A pattern that matches nothing is a mistake, but one to skip has done no harm. */
static bool check_selection(struct arena *arena, const struct project *project,
                            const struct build_request *request, struct survey *survey,
                            struct error *err)
{
    struct plan_options options = {.selector = &request->selector, .project = project->root};
    struct unmatched_list unmatched = {0};
    plan_unmatched(arena, surveyed_plans(arena, survey), survey->crates.len, &options, &unmatched);
    for (size_t i = 0; i < unmatched.len; i++) {
        const char *sentence = no_match(arena, &unmatched.at[i]);
        if (strcmp(unmatched.at[i].flag, "--skip") != 0)
            return error_set(err, "%s", sentence);
        array_push(arena, &survey->vain_skips, sentence);
    }
    return true;
}

bool survey_make(struct arena *arena, const struct project *project,
                 const struct build_request *request, struct survey *out, struct error *err)
{
    struct survey survey = {.folder = path_join(arena, project->target_directory, "piano")};
    if (!choose_program(arena, project, request, &survey.package, &survey.target, err))
        return false;
    add_crates(arena, project, request, &survey);
    size_t ours = survey.crates.len;
    if (!elsewhere_add(arena, request, &survey, err))
        return false;
    for (size_t i = ours; i < survey.crates.len; i++)
        survey.crates.at[i].elsewhere = true;
    if (!read_crates(arena, project, request, &survey, err) ||
        !check_selection(arena, project, request, &survey, err))
        return false;
    *out = survey;
    return true;
}

/* Without a selection, and where cargo will have something to say, there is a program to build. */
bool survey_check(const struct survey *survey, const struct build_request *request,
                  struct error *err)
{
    const struct selector *selector = &request->selector;
    bool selects = selector->functions || selector->files || selector->modules || selector->skips ||
                   selector->short_functions;
    for (size_t i = 0; i < survey->crates.len; i++)
        selects = selects && survey->crates.at[i].crate.files.at[0].items.balanced;
    if (survey->functions || !selects)
        return true;
    return error_set(err, "nothing is left to measure: what is selected is skipped or cannot be "
                          "measured; --list-skipped says why");
}
