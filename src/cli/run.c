#include "cli/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arguments.h"
#include "base/file.h"
#include "cli/latest.h"
#include "cli/launch.h"
#include "cli/place.h"
#include "cli/say.h"
#include "cli/surroundings.h"
#include "run/finish.h"
#include "run/store.h"

bool run_check(const struct launch_options *options, struct error *err)
{
    double times = options->repeat;
    return (times >= 1 && times <= 1e6 && times == floor(times)) ||
           error_usage(err, "--repeat takes a whole number of runs, like 5");
}

static bool has_argument(const char *const *arguments, const char *wanted)
{
    while (*arguments && strcmp(*arguments, wanted) != 0)
        arguments++;
    return *arguments;
}

/* The user's arguments and that one, unless the user has given it: some harnesses take it only
 * once. */
static const char *const *all_arguments(struct arena *arena, const struct given_arguments *users,
                                        const char *last)
{
    struct arguments all = {0};
    arguments_add_all(arena, &all, users->rest);
    if (last && !has_argument(users->rest, last))
        arguments_add(arena, &all, last);
    return arguments_end(arena, &all);
}

/* `outcome` is of this run then, but for a remark. */
static bool run_once(const struct invocation *invocation, const struct run_request *request,
                     const char *id, struct outcome *outcome, struct launched *launched,
                     struct error *err)
{
    struct arena *arena = invocation->arena;
    struct surroundings surroundings;
    surroundings_load(arena, request->folder, request->program, &surroundings);
    outcome->run_id = id;
    outcome->runner = surroundings.runner.len ? surroundings.runner.at[0] : NULL;
    const char *own[] = {
        arena_printf(arena, "PIANO_RUN_ID=%s", id),
        arena_printf(arena, "PIANO_RUNS_DIR=%s", request->runs),
        NULL,
    };
    for (const char **variable = own; *variable; variable++)
        array_push(arena, &surroundings.variables, *variable);
    array_push(arena, &surroundings.variables, NULL);
    struct launch launch = {
        .runner = surroundings.runner.at,
        .program = request->program,
        .argv = all_arguments(arena, &invocation->arguments, surroundings.argument),
        .env = surroundings.variables.at,
        .folder = surroundings.folder,
        .runs = request->runs,
        .run_id = id,
        .errs = &invocation->errs,
        .duration_s = request->options->duration_s,
        .kill_timeout_s = request->options->kill_timeout_s,
    };
    if (!launch_run(&launch, launched, err) || !run_finish(request->runs, id, &launched->end, err))
        return false;
    outcome->status = launched->timed_out ? 0 : launched->end.wait_status;
    return true;
}

/* Of several runs the median; `out` stays where none has recorded anything. */
static bool choose_median(struct arena *arena, const char *runs, struct outcome *out,
                          struct error *err)
{
    struct store_list all = {0};
    const struct store_entry *median;
    if (!store_list(arena, runs, &all, err))
        return false;
    size_t count = store_median(arena, &all, out->run_id, &median);
    if (count == 0)
        return true;
    out->run_id = median->id;
    out->remark = store_median_remark(arena, median, count);
    return true;
}

static bool is_over(const struct launch_options *options, const struct launched *launched)
{
    return launched->interrupted ||
           (launched->end.wait_status != 0 && !launched->timed_out && !options->ignore_exit_code);
}

/* The first run may have read what a file on standard input holds: give it to each. */
static void rewind_input(off_t start)
{
    if (start >= 0)
        lseek(STDIN_FILENO, start, SEEK_SET);
}

static bool run_series(const struct invocation *invocation, const struct run_request *request,
                       struct outcome *out, struct error *err)
{
    struct arena *arena = invocation->arena;
    const char *series = run_id_new(arena);
    off_t input = lseek(STDIN_FILENO, 0, SEEK_CUR);
    struct outcome outcome = {0};
    for (int n = 1, times = (int)request->options->repeat; n <= times; n++) {
        struct launched launched;
        const char *id = arena_printf(arena, "%s.%d", series, n);
        say("run %d of %d\n", n, times);
        if (!run_once(invocation, request, id, &outcome, &launched, err))
            return false;
        if (is_over(request->options, &launched)) {
            if (!launched.interrupted && n < times)
                say("note: the program failed, so there are no more runs; with "
                    "--ignore-exit-code there are\n");
            *out = outcome;
            return true;
        }
        rewind_input(input);
    }
    if (!choose_median(arena, request->runs, &outcome, err))
        return false;
    *out = outcome;
    return true;
}

/* Asked before the program starts: it may run for hours. */
static bool prepare_folder(const char *runs, struct error *err)
{
    if (!dir_make(runs, err))
        return error_context(err, "no place to keep the run: name another with --output-dir");
    if (access(runs, W_OK | X_OK) != 0)
        return error_set(err,
                         "cannot keep the run in '%s': %s: name another folder with "
                         "--output-dir",
                         runs, strerror(errno));
    return true;
}

bool run_program(const struct invocation *invocation, const struct run_request *request,
                 struct outcome *out, struct error *err)
{
    struct launched launched;
    struct outcome outcome = {0};
    if (!prepare_folder(request->runs, err))
        return false;
    if (request->options->repeat > 1)
        return run_series(invocation, request, out, err);
    const char *id = run_id_new(invocation->arena);
    if (!run_once(invocation, request, id, &outcome, &launched, err))
        return false;
    *out = outcome;
    return true;
}

bool run_left_something(struct arena *arena, const char *runs, const struct outcome *outcome,
                        struct error *err)
{
    struct store_list list = {0};
    if (!store_list(arena, runs, &list, err))
        return false;
    for (size_t i = 0; i < list.len; i++) {
        if (strcmp(list.at[i].id, outcome->run_id) == 0)
            return true;
    }
    if (outcome->runner)
        return error_set(
            err,
            "the program recorded nothing that belongs to this run: '%s', the runner in cargo's "
            "configuration, must pass on the environment, as 'sudo -E' does, and must not end "
            "before the program begins",
            outcome->runner);
    return error_set(err,
                     "the program recorded nothing: it ended before its main began, could not "
                     "write to '%s', or a #![cfg(...)] leaves all of it out for want of "
                     "--features; 'piano build' builds it anew",
                     place_shown(arena, runs));
}

bool run_failed_itself(const struct outcome *outcome, const struct error *err)
{
    if (outcome->status == 0)
        return false;
    say("piano: %s\n", err->message);
    return true;
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
    struct run_request request = {.options = &options->launch};
    struct outcome outcome;
    if (!run_check(&options->launch, err) ||
        !place_folder(invocation, options->manifest_path, &request.folder, err) ||
        !latest_get(invocation->arena, request.folder, options->bin, &request.program, err) ||
        !place_runs(invocation, options->manifest_path, options->launch.output_dir, &request.runs,
                    err) ||
        !run_program(invocation, &request, &outcome, err))
        return false;
    if (!run_left_something(invocation->arena, request.runs, &outcome, err) &&
        !run_failed_itself(&outcome, err))
        return false;
    *exit_code = run_exit(&options->launch, outcome.status);
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
    .details =
        "Runs what 'piano build' built last and records it, in the folder and the environment\n"
        "that cargo would give it. Standard input and output, the arguments after --, signals and\n"
        "the exit code are the program's own.",
    .examples = "piano run\trun it\n"
                "piano run -- --input data.csv\tgive it arguments\n"
                "piano run --duration 30\tstop a server after half a minute\n"
                "piano run --repeat 5\tfive times, so that diff knows the noise\n",
    .groups = groups,
    .group_count = OPTION_COUNT(groups),
    .options_bytes = sizeof(struct run_options),
    .defaults = &(const struct run_options){.launch = LAUNCH_DEFAULTS},
    .takes_rest = true,
    .run = run,
};
