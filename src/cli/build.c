#include "cli/build.h"

#include <stdio.h>

#include "cli/defaults.h"
#include "cli/latest.h"
#include "cli/listing.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "cli/request.h"
#include "cli/say.h"
#include "cli/short.h"
#include "cli/surroundings.h"
#include "wrapper/build.h"
#include "wrapper/choose.h"
#include "wrapper/surveyed.h"

/* A build in the making. */
struct making {
    const struct invocation *invocation;
    struct build_options options; /* with the project's own settings, once they are read */
    bool skips_given;             /* on the command line */
    struct cargo cargo;
    struct project project;
    struct build_request request;
    struct survey survey;
};

static void say_healed(const struct built *built)
{
    if (built->healed.len == 0)
        return;
    say("left out: %zu function(s) that do not compile when instrumented; "
        "'piano build --list-skipped' names them\n",
        built->healed.len);
}

/* A run whose frames are calls of a function that does not exist would have none. */
static bool check_frames(struct arena *arena, const struct survey *survey,
                         const struct build_request *request, struct error *err)
{
    const struct selector frames = {.functions = request->frames, .exact = true};
    struct unmatched_list unmatched = {0};
    plan_unmatched(arena, surveyed_plans(arena, survey), survey->crates.len,
                   &(struct plan_options){.selector = &frames}, &unmatched);
    if (unmatched.len == 0)
        return true;
    const struct unmatched *first = unmatched.at;
    if (first->nearest.len == 0)
        return error_set(
            err,
            "no function is called '%s', as --frame wants it: 'piano build --list' names them all",
            first->pattern);
    return error_set(err, "no function is called '%s', as --frame wants it; did you mean '%.*s'?",
                     first->pattern, TEXT_ARG(first->nearest));
}

/* The settings of the program's package; none of them changes which package that is. */
static bool take_settings(struct making *m, struct error *err)
{
    struct arena *arena = m->invocation->arena;
    const struct package *package;
    const struct target *target;
    if (!request_make(&m->options, &m->cargo, &m->request, err) ||
        !choose_program(arena, &m->project, &m->request, &package, &target, err) ||
        !defaults_apply(arena, &m->project, package, &m->options, err))
        return false;
    m->cargo.flags = request_cargo_flags(arena, &m->options.cargo);
    return request_make(&m->options, &m->cargo, &m->request, err);
}

/* What --skip-short learns from an earlier run. */
static bool learn_from_runs(struct making *m, struct error *err)
{
    struct arena *arena = m->invocation->arena;
    if (!m->options.select.skip_short)
        return true;
    const char *folder = place_of_project(arena, &m->project);
    return short_find(arena, place_runs_below(arena, folder, m->options.runs),
                      &m->request.selector.short_functions, err);
}

static bool survey(struct making *m, struct error *err)
{
    struct arena *arena = m->invocation->arena;
    progress_begin(&m->invocation->errs, "reading the project's sources");
    bool ok = survey_make(arena, &m->project, &m->request, &m->survey, err) &&
              check_frames(arena, &m->survey, &m->request, err);
    progress_end();
    return ok;
}

static bool build(struct making *m, const char **program, struct error *err)
{
    struct arena *arena = m->invocation->arena;
    struct built built = {0};
    if (!m->options.cargo.quiet)
        say("found %zu function(s) across %zu file(s)\n", m->survey.functions, m->survey.files);
    if (!build_make(arena, &m->project, &m->survey, &m->request, &built, err) ||
        !surroundings_save(arena, &m->survey, &m->cargo, &built, err) ||
        !latest_set(m->survey.folder, built.program, err))
        return false;
    say_healed(&built);
    *program = built.program;
    return true;
}

/* Settings are for all of a package's programs: what one of them does not have is no mistake. */
static void say_vain_skips(const struct making *m)
{
    for (size_t i = 0; m->skips_given && i < m->survey.vain_skips.len; i++)
        say("note: %s\n", m->survey.vain_skips.at[i]);
}

static bool list_or_build(struct making *m, const char **program, struct error *err)
{
    say_vain_skips(m);
    if (m->options.list)
        return survey_check(&m->survey, &m->request, err) &&
               listing_measured(&m->project, &m->survey, err);
    if (m->options.list_skipped)
        return listing_skipped(&m->project, &m->survey, err);
    return build(m, program, err);
}

bool build_program(const struct invocation *invocation, const struct build_options *options,
                   struct build_outcome *out, struct error *err)
{
    struct making m = {
        .invocation = invocation,
        .options = *options,
        .skips_given = options->select.skips != NULL,
        .cargo = {.toolchain = invocation->toolchain, .manifest = options->cargo.manifest_path},
    };
    const char *program = NULL;
    m.cargo.flags = request_cargo_flags(invocation->arena, &options->cargo);
    bool ok = project_load(invocation->arena, &m.cargo, &m.project, err) &&
              take_settings(&m, err) && learn_from_runs(&m, err) && survey(&m, err) &&
              list_or_build(&m, &program, err);
    if (ok)
        *out = (struct build_outcome){program, m.survey.folder};
    project_finish(&m.project);
    return ok;
}

/* Where standard output is no terminal, a script wants the path. */
static void tell_built(const struct invocation *invocation, const struct cargo_options *options,
                       const char *program)
{
    const char *shown = place_shown(invocation->arena, program);
    if (!invocation->out.is_terminal)
        printf("%s\n", shown);
    else if (!options->quiet)
        printf("built: %s\n", shown);
}

static bool run(const struct invocation *invocation, void *options, int *exit_code,
                struct error *err)
{
    (void)exit_code;
    const struct build_options *given = options;
    struct build_outcome outcome;
    if (!build_program(invocation, given, &outcome, err))
        return false;
    if (outcome.program)
        tell_built(invocation, &given->cargo, outcome.program);
    return true;
}

static const struct option build_option_table[] = {
    {"list", 0, OPTION_FLAG, offsetof(struct build_options, list), NULL,
     "list the functions that would be measured; build nothing"},
    {"list-skipped", 0, OPTION_FLAG, offsetof(struct build_options, list_skipped), NULL,
     "list the functions that cannot be measured and why; build nothing"},
};

static const struct option_group groups[] = {
    {"Options", build_option_table, OPTION_COUNT(build_option_table), 0},
    {"What is measured", select_option_table, OPTION_COUNT(select_option_table),
     offsetof(struct build_options, select)},
    {"How it is measured", measure_option_table, OPTION_COUNT(measure_option_table),
     offsetof(struct build_options, measure)},
    {"What cargo builds", cargo_option_table, OPTION_COUNT(cargo_option_table),
     offsetof(struct build_options, cargo)},
};

const struct command command_build = {
    .name = "build",
    .arguments = "",
    .brief = "build the project with its functions measured",
    .details =
        "Builds the project through cargo into target/piano, with a probe in every function that\n"
        "is selected, or in all of them without a selection. The project itself is not touched.\n"
        "If standard output is not a terminal, the program's path is written to it, for scripts.\n"
        "\n"
        "A name may have its crate in front, as --list prints it: app::parse, given to --fn,\n"
        "--skip, --mod or --frame, means the parse of the crate app alone, and app:: means the\n"
        "whole crate.",
    .examples = "piano build\tmeasure every function\n"
                "piano build --fn parse --skip test\tthose with 'parse' in their names\n"
                "piano build --fn Parser::parse --exact\tone method\n"
                "piano build --file src/lexer.rs\tthe functions of a file\n"
                "piano build --release --bin server\tone binary, optimized\n"
                "piano build --lib\tthe library's unit tests\n"
                "piano build --list\twhich functions there are to choose from\n"
                "piano build --list-skipped\twhat cannot be measured, and why\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct build_options),
    .run = run,
};
