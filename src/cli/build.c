#include "cli/build.h"

#include <stdio.h>

#include "base/file.h"
#include "cli/defaults.h"
#include "cli/latest.h"
#include "cli/listing.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/short.h"
#include "cli/surroundings.h"
#include "wrapper/build.h"
#include "wrapper/choose.h"
#include "wrapper/surveyed.h"

struct flags {
    const char **at;
    size_t len, cap;
};

static void add_flag(struct arena *arena, struct flags *flags, bool given, const char *flag)
{
    if (given)
        array_push(arena, flags, flag);
}

static void add_value(struct arena *arena, struct flags *flags, const char *flag, const char *value)
{
    if (value) {
        array_push(arena, flags, flag);
        array_push(arena, flags, value);
    }
}

static const char *const *cargo_flags(struct arena *arena, const struct cargo_options *options)
{
    struct flags flags = {0};
    for (size_t i = 0; options->features && options->features[i]; i++)
        add_value(arena, &flags, "--features", options->features[i]);
    for (size_t i = 0; options->config && options->config[i]; i++)
        add_value(arena, &flags, "--config", options->config[i]);
    add_flag(arena, &flags, options->all_features, "--all-features");
    add_flag(arena, &flags, options->no_default_features, "--no-default-features");
    add_flag(arena, &flags, options->release, "--release");
    add_value(arena, &flags, "--profile", options->profile);
    add_value(arena, &flags, "--target", options->target);
    add_flag(arena, &flags, options->locked, "--locked");
    add_flag(arena, &flags, options->offline, "--offline");
    add_flag(arena, &flags, options->frozen, "--frozen");
    add_value(arena, &flags, "--jobs", options->jobs);
    add_flag(arena, &flags, options->quiet, "--quiet");
    add_flag(arena, &flags, options->verbose, "--verbose");
    array_push(arena, &flags, NULL);
    return flags.at;
}

/* At most one of --lib, --bin, --example, --test and --bench says what is built. */
static bool choose_target(const struct cargo_options *options, struct build_request *request,
                          struct error *err)
{
    const struct {
        enum target_kind kind;
        const char *name;
    } given[] = {{TARGET_BIN, options->bin},
                 {TARGET_EXAMPLE, options->example},
                 {TARGET_TEST, options->test},
                 {TARGET_BENCH, options->bench}};
    bool any = options->lib;
    request->kind = options->lib ? TARGET_LIB : TARGET_BIN;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (!given[i].name)
            continue;
        if (any)
            return error_usage(err, "one program is profiled at a time: give one of --lib, --bin, "
                                    "--example, --test and --bench");
        any = true;
        request->kind = given[i].kind;
        request->target = given[i].name;
    }
    return true;
}

static bool make_request(const struct build_options *options, const struct cargo *cargo,
                         struct build_request *out, struct error *err)
{
    *out = (struct build_request){
        .cargo = cargo,
        .package = options->cargo.package,
        .selector =
            {
                .functions = options->select.functions,
                .files = options->select.files,
                .modules = options->select.modules,
                .skips = options->select.skips,
                .exact = options->select.exact,
            },
        .dependencies = options->select.dependencies,
        .frames = options->measure.frames,
        .cpu_time = options->measure.cpu_time,
        .exact_time = options->measure.exact_time,
    };
    if (options->select.exact && !options->select.functions)
        return error_usage(err, "--exact is about the names of --fn: give it with --fn NAME");
    return choose_target(&options->cargo, out, err);
}

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

static bool build(const struct invocation *invocation, const struct project *project,
                  const struct survey *survey, const struct build_options *options,
                  const struct build_request *request, const char **program, struct error *err)
{
    if (!options->cargo.quiet)
        say("found %zu function(s) across %zu file(s)\n", survey->functions, survey->files);
    struct built built = {0};
    if (!build_make(invocation->arena, project, survey, request, &built, err) ||
        !surroundings_save(invocation->arena, survey, request->cargo, &built, err) ||
        !latest_set(survey->folder, built.program, err))
        return false;
    say_healed(&built);
    *program = built.program;
    return true;
}

/* The settings of the program's package; none of them changes which package that is. */
static bool apply_defaults(struct arena *arena, const struct project *project, struct cargo *cargo,
                           struct build_options *options, struct error *err)
{
    struct build_request request;
    const struct package *package;
    const struct target *target;
    if (!make_request(options, cargo, &request, err) ||
        !choose_program(arena, project, &request, &package, &target, err) ||
        !defaults_apply(arena, project, package, options, err))
        return false;
    cargo->flags = cargo_flags(arena, &options->cargo);
    return true;
}

/* What --skip-short learns from an earlier run. */
static bool apply_runs(struct arena *arena, const struct project *project,
                       const struct build_options *options, struct build_request *request,
                       struct error *err)
{
    if (!options->select.skip_short)
        return true;
    const char *runs = place_runs_below(arena, place_of_project(arena, project), options->runs);
    return short_find(arena, runs, &request->selector.short_functions, err);
}

/* All that follows once the project is loaded; `*program` stays NULL where only a list was asked
 * for. */
static bool survey_and_build(const struct invocation *invocation, const struct project *project,
                             const struct build_options *options, const struct cargo *cargo,
                             const char **program, const char **folder, struct error *err)
{
    struct survey survey = {0};
    struct build_request request;
    if (!make_request(options, cargo, &request, err) ||
        !apply_runs(invocation->arena, project, options, &request, err))
        return false;
    progress_begin(&invocation->errs, "reading the project's sources");
    bool surveyed = survey_make(invocation->arena, project, &request, &survey, err) &&
                    check_frames(invocation->arena, &survey, &request, err);
    progress_end();
    if (!surveyed)
        return false;
    *folder = survey.folder;
    if (options->list)
        return survey_check(&survey, &request, err) && listing_measured(project, &survey, err);
    if (options->list_skipped)
        return listing_skipped(&survey, err);
    return build(invocation, project, &survey, options, &request, program, err);
}

bool build_program(const struct invocation *invocation, const struct build_options *given,
                   const char **program, const char **folder, struct error *err)
{
    struct arena *arena = invocation->arena;
    struct build_options options = *given;
    struct cargo cargo = {.toolchain = invocation->toolchain,
                          .manifest = options.cargo.manifest_path};
    struct project project = {0};
    cargo.flags = cargo_flags(arena, &options.cargo);
    bool ok = project_load(arena, &cargo, &project, err) &&
              apply_defaults(arena, &project, &cargo, &options, err) &&
              survey_and_build(invocation, &project, &options, &cargo, program, folder, err);
    project_finish(&project);
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
    const char *program = NULL, *folder;
    if (!build_program(invocation, options, &program, &folder, err))
        return false;
    if (program)
        tell_built(invocation, &((const struct build_options *)options)->cargo, program);
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
