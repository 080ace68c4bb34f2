#include "cli/run.h"

#include <stdlib.h>

#include "cli/latest.h"
#include "cli/launch.h"
#include "cli/place.h"
#include "run/finish.h"

#define KILL_TIMEOUT_S 5.0

bool run_program(const struct invocation *invocation, const struct launch_options *options,
                 const char *program, const char *runs, int *status, const char **run_id,
                 struct error *err)
{
    struct arena *arena = invocation->arena;
    const char *id = run_id_new(arena);
    const char *env[] = {
        arena_printf(arena, "PIANO_RUN_ID=%s", id),
        arena_printf(arena, "PIANO_RUNS_DIR=%s", runs),
        NULL,
    };
    struct launch launch = {
        .program = program,
        .argv = invocation->arguments.rest,
        .env = env,
        .duration_s = options->duration_s,
        .kill_timeout_s = options->kill_timeout_s ? options->kill_timeout_s : KILL_TIMEOUT_S,
    };
    struct launched launched;
    if (!launch_run(&launch, &launched, err))
        return false;
    *status = launched.timed_out ? 0 : launched.status;
    *run_id = id;
    return run_finish(runs, id, launched.pid, launched.status, err);
}

int run_exit(const struct launch_options *options, int status)
{
    if (options->ignore_exit_code)
        return EXIT_SUCCESS;
    launch_leave_like(status);
}

struct run_options {
    struct launch_options launch;
    const char *bin, *manifest_path;
};

static bool run(const struct invocation *invocation, void *given, int *exit_code, struct error *err)
{
    const struct run_options *options = given;
    const char *folder, *program, *runs, *run_id;
    int status;
    if (!place_folder(invocation, options->manifest_path, &folder, err) ||
        !latest_get(invocation->arena, folder, options->bin, &program, err) ||
        !place_runs(invocation, options->manifest_path, options->launch.output_dir, &runs, err) ||
        !run_program(invocation, &options->launch, program, runs, &status, &run_id, err))
        return false;
    *exit_code = run_exit(&options->launch, status);
    return true;
}

static const struct option run_option_table[] = {
    {"bin", 0, OPTION_TEXT, offsetof(struct run_options, bin), "NAME",
     "run this program, not the one built last"},
    {"manifest-path", 0, OPTION_TEXT, offsetof(struct run_options, manifest_path), "PATH",
     "the project's Cargo.toml"},
};

static const struct option_group groups[] = {
    {"Options", run_option_table, OPTION_COUNT(run_option_table), 0},
    {"How it is run", launch_option_table, OPTION_COUNT(launch_option_table),
     offsetof(struct run_options, launch)},
};

const struct command command_run = {
    .name = "run",
    .arguments = "",
    .brief = "run the program that was built last",
    .details = "Runs what 'piano build' built last and records it. Standard input and output, the\n"
               "arguments after --, signals and the exit code are the program's own.",
    .examples = "piano run\trun it\n"
                "piano run -- --input data.csv\tgive it arguments\n"
                "piano run --duration 30\tstop a server after half a minute\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct run_options),
    .takes_rest = true,
    .run = run,
};
