#include "cli/build.h"

#include <stdio.h>

#include "base/file.h"
#include "cli/defaults.h"
#include "cli/latest.h"
#include "wrapper/build.h"

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
    array_push(arena, &flags, NULL);
    return flags.at;
}

/* At most one of --bin, --example, --test and --bench says what is built. */
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
    request->kind = TARGET_BIN;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        if (!given[i].name)
            continue;
        if (request->target)
            return error_usage(err,
                               "one program is profiled at a time: give one of --bin, --example, "
                               "--test and --bench");
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
    return choose_target(&options->cargo, out, err);
}

static const char *shown_path(struct arena *arena, const char *path)
{
    return path_below(path_working_dir(arena), path);
}

static void say_healed(const struct built *built)
{
    if (built->healed.len == 0)
        return;
    fprintf(stderr,
            "left out: %zu function(s) that do not compile when instrumented; "
            "'piano build --list-skipped' names them\n",
            built->healed.len);
}

static bool build(const struct invocation *invocation, const struct project *project,
                  const struct survey *survey, const struct build_request *request,
                  const char **program, struct error *err)
{
    fprintf(stderr, "found %zu function(s) across %zu file(s)\n", survey->functions, survey->files);
    struct built built = {0};
    if (!build_make(invocation->arena, project, survey, request, &built, err) ||
        !latest_set(survey->folder, built.program, err))
        return false;
    say_healed(&built);
    *program = built.program;
    return true;
}

static void list_skipped(const struct survey *survey)
{
    struct buffer out = {0};
    for (size_t i = 0; i < survey->skipped.len; i++) {
        const struct skipped *skipped = &survey->skipped.at[i];
        buffer_printf(&out, "%s:%u: %.*s: %s\n", skipped->file, skipped->line,
                      TEXT_ARG(skipped->name), skipped->reason);
    }
    terminal_print(buffer_text(&out));
    buffer_finish(&out);
}

/* What follows a loaded project; `*program` stays NULL where only the list was asked for. */
static bool survey_and_build(const struct invocation *invocation, const struct project *project,
                             const struct build_options *options,
                             const struct build_request *request, const char **program,
                             const char **folder, struct error *err)
{
    struct survey survey = {0};
    if (!survey_make(invocation->arena, project, request, &survey, err))
        return false;
    *folder = survey.folder;
    if (options->list_skipped) {
        list_skipped(&survey);
        return true;
    }
    return build(invocation, project, &survey, request, program, err);
}

bool build_program(const struct invocation *invocation, const struct build_options *given,
                   const char **program, const char **folder, struct error *err)
{
    struct arena *arena = invocation->arena;
    struct build_options options = *given;
    struct cargo cargo = {.toolchain = invocation->toolchain,
                          .manifest = options.cargo.manifest_path};
    struct build_request request;
    struct project project = {0};
    bool ok = project_load(arena, &cargo, &project, err) &&
              defaults_apply(arena, &project, &options, err);
    cargo.flags = cargo_flags(arena, &options.cargo);
    ok = ok && make_request(&options, &cargo, &request, err) &&
         survey_and_build(invocation, &project, &options, &request, program, folder, err);
    project_finish(&project);
    return ok;
}

static bool run(const struct invocation *invocation, void *options, int *exit_code,
                struct error *err)
{
    (void)exit_code;
    const char *program = NULL, *folder;
    if (!build_program(invocation, options, &program, &folder, err))
        return false;
    if (!program)
        return true;
    const char *shown = shown_path(invocation->arena, program);
    if (invocation->out.is_terminal)
        printf("built: %s\n", shown);
    else
        printf("%s\n", shown);
    return true;
}

static const struct option build_option_table[] = {
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
        "Builds the project through cargo into target/piano, with a probe in every function\n"
        "that was selected; without a selection, in all of them. The project itself is not\n"
        "touched. Where standard output is no terminal, the program's path is written to it.",
    .examples = "piano build\tmeasure every function\n"
                "piano build --fn parse --skip test\tonly those with 'parse' in their names\n"
                "piano build --fn Parser::parse --exact\tone method\n"
                "piano build --file src/lexer.rs\tthe functions of a file\n"
                "piano build --release --bin server\tone binary, optimized\n"
                "piano build --list-skipped\twhat cannot be measured, and why\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct build_options),
    .run = run,
};
