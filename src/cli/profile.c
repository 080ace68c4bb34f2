#include "cli/profile.h"

#include <stdio.h>

#include "cli/build.h"
#include "cli/groups.h"
#include "cli/place.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/say.h"

struct profile_request {
    struct build_options build;
    struct launch_options launch;
    struct report_options report;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct profile_request *options = given;
    struct build_options build = options->build;
    struct build_outcome built;
    struct outcome outcome;
    if (!run_check(&options->launch, err) || !report_check(&options->report, err))
        return false;
    build.runs = options->launch.output_dir;
    if (!build_program(invocation, &build, &built, err))
        return false;
    const struct run_request request = {
        .options = &options->launch,
        .program = built.program,
        .folder = built.folder,
        .runs = place_runs_below(invocation->arena, built.folder, options->launch.output_dir),
    };
    if (!options->build.cargo.quiet)
        say("built: %s\n", place_shown(invocation->arena, request.program));
    if (!run_program(invocation, &request, &outcome, err))
        return false;
    terminal_print(TEXT("\n")); /* behind what the program has printed */
    if (!run_left_something(invocation->arena, request.runs, &outcome, err) ||
        !report_show(invocation, request.runs, outcome.run_id, &options->report, err)) {
        if (!run_failed_itself(&outcome, err))
            return false;
    }
    if (outcome.remark)
        say("note: %s\n", outcome.remark);
    fflush(stdout);
    *exit_code = run_exit(&options->launch, outcome.status);
    return true;
}

static const struct option_group groups[] = {
    {"What is measured", select_option_table, OPTION_COUNT(select_option_table),
     offsetof(struct profile_request, build.select)},
    {"How it is measured", measure_option_table, OPTION_COUNT(measure_option_table),
     offsetof(struct profile_request, build.measure)},
    {"How it is run", launch_option_table, OPTION_COUNT(launch_option_table),
     offsetof(struct profile_request, launch)},
    {"What is shown", report_option_table, OPTION_COUNT(report_option_table),
     offsetof(struct profile_request, report)},
    {"How it is shown", table_option_table, OPTION_COUNT(table_option_table),
     offsetof(struct profile_request, report.table)},
    {"What cargo builds", cargo_option_table, OPTION_COUNT(cargo_option_table),
     offsetof(struct profile_request, build.cargo)},
};

const struct command command_profile = {
    .name = "profile",
    .arguments = "",
    .brief = "build, run and report in one step",
    .details =
        "Builds the project with its functions measured, runs it, and shows where its time and\n"
        "its allocations went: piano build, piano run and piano report in one step. For JSON, a\n"
        "flame graph and the like there is piano report afterwards.",
    .examples = "piano profile\tprofile everything\n"
                "piano profile -- --input data.csv\tgive the program arguments\n"
                "piano profile --fn parse\tfunctions with 'parse' in their names\n"
                "piano profile --release --all\toptimized; show every function\n"
                "piano profile --lib -- lexer\tunit tests with 'lexer' in their names\n"
                "piano profile --duration 10\ta server: stop it after ten seconds\n"
                "piano profile --skip-short\tagain, without the shortest functions\n"
                "piano profile --repeat 5\tfive runs, so that diff knows the noise\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct profile_request),
    .defaults = &(const struct profile_request){.launch = LAUNCH_DEFAULTS},
    .takes_rest = true,
    .run = run,
};
