#include "wrapper/build.h"

#include <jansson.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "cargo/call.h"
#include "cargo/configuration.h"
#include "plan/select.h"
#include "wrapper/archive.h"
#include "wrapper/description.h"
#include "wrapper/elsewhere.h"
#include "wrapper/planning.h"
#include "wrapper/renewal.h"
#include "wrapper/selected.h"
#include "wrapper/self.h"
#include "wrapper/surveyed.h"
#include "wrapper/unit.h"

/* A build in the making. */
struct build {
    struct arena *arena;
    const struct project *project;
    const struct survey *survey;
    const struct build_request *request;
    struct names platforms; /* that cargo is told to build for */
    struct description description;
    const char *description_path;
    struct built built; /* what cargo has named so far */
};

/* The program knows a function by the end of its name, or by its crate and the whole: what the user
 * calls otherwise, as "Type::method" of a trait's, is told by the latter. */
static void add_frame(struct arena *arena, const struct survey *survey, const char *frame,
                      struct buffer *lines)
{
    const struct selector selector = {.functions = (const char *const[]){frame, NULL},
                                      .exact = true};
    const struct selection selection = selection_of(arena, &selector, NULL);
    buffer_printf(lines, "frame=%s\n", frame);
    for (size_t i = 0; i < survey->crates.len; i++) {
        const struct plan *plan = &survey->crates.at[i].plan;
        for (size_t f = 0; f < plan->functions.len; f++) {
            const struct planned *planned = &plan->functions.at[f];
            const struct handle handle = handle_of(arena, plan->crate, planned);
            if (!text_ends(planned->name, frame) && selection_takes(&selection, &handle))
                buffer_printf(lines, "frame=%.*s::%.*s\n", TEXT_ARG(plan->crate),
                              TEXT_ARG(planned->name));
        }
    }
}

/* Lines for the runtime: see runtime/piano.h. */
static const char *settings(struct arena *arena, const struct project *project,
                            const struct build_request *request, const struct survey *survey)
{
    struct buffer lines = {0};
    buffer_printf(&lines, "runs=%s\n",
                  request->runs ? request->runs : path_join(arena, survey->folder, "runs"));
    if (request->cpu_time)
        buffer_puts(&lines, "cpu=1\n");
    if (request->exact_time)
        buffer_puts(&lines, "exact=1\n");
    buffer_printf(&lines, "selection=%s\n", selected_words(arena, project, survey, request));
    for (const char *const *frame = request->frames; frame && *frame; frame++)
        add_frame(arena, survey, *frame, &lines);
    const char *made = arena_string(arena, buffer_text(&lines));
    buffer_finish(&lines);
    return made;
}

static bool describe(struct build *build, struct error *err)
{
    const struct survey *survey = build->survey;
    build->description = (struct description){
        .folder = survey->folder,
        .project = build->project->root,
        .users_wrapper = configuration_wrapper(build->arena, build->request->cargo),
        .start = settings(build->arena, build->project, build->request, survey),
        .targets_named = build->platforms.len > 0,
        .shares_shim = survey->shares_shim,
        .selector =
            selected_from_anywhere(build->arena, build->project, survey, &build->request->selector),
    };
    for (size_t i = 0; i < survey->crates.len; i++) {
        struct described_crate crate = {
            .root = survey->crates.at[i].target->root,
            .tests = surveyed_is_test(survey, i),
            .program = surveyed_is_program(survey, i),
        };
        array_push(build->arena, &build->description.crates, crate);
    }
    return description_write(build->arena, &build->description, &build->description_path, err);
}

static bool environment(struct build *build, struct arguments *out, struct error *err)
{
    struct arena *arena = build->arena;
    const char *self;
    if (!self_path(arena, &self, err))
        return false;
    arguments_add(arena, out, arena_printf(arena, "RUSTC_WRAPPER=%s", self));
    arguments_add(arena, out,
                  arena_printf(arena, DESCRIPTION_VARIABLE "=%s", build->description_path));
    for (size_t i = 0; i < build->survey->crates.len; i++)
        arguments_add(
            arena, out,
            arena_printf(arena, "%s=%s",
                         planning_variable(arena, build->survey->crates.at[i].target->root),
                         surveyed_value(arena, build->survey, i, build->description.start)));
    arguments_end(arena, out);
    return true;
}

static bool command_line(struct build *build, struct arguments *line, struct error *err)
{
    struct arena *arena = build->arena;
    const struct build_request *request = build->request;
    const struct target *target = build->survey->target;
    /* `cargo build --lib` would build the library itself, without its tests. */
    call_begin(arena, request->cargo, target->runs ? "build" : "test", CARGO_ALL_FLAGS, line);
    arguments_add(arena, line, "--message-format=json-render-diagnostics");
    if (!call_into(arena, build->project, build->survey->folder, line, err))
        return false;
    if (request->package)
        arguments_add_all(arena, line, (const char *const[]){"-p", request->package, NULL});
    if (target->runs) {
        arguments_add(arena, line, arena_printf(arena, "--%s", target_kind_words(target->kind)));
        arguments_add(arena, line, arena_string(arena, target->name));
    } else {
        arguments_add_all(arena, line, (const char *const[]){"--lib", "--no-run", NULL});
    }
    /* As `cargo bench` would. */
    if (target->kind == TARGET_BENCH && !cargo_has_flag(request->cargo, "--release") &&
        !cargo_has_flag(request->cargo, "--profile"))
        arguments_add_all(arena, line, (const char *const[]){"--profile", "bench", NULL});
    arguments_end(arena, line);
    return true;
}

static void note_program(struct build *build, const json_t *message)
{
    const json_t *target = json_object_get(message, "target");
    const char *root = json_string_value(json_object_get(target, "src_path"));
    const char *name = json_string_value(json_object_get(target, "name"));
    const char *executable = json_string_value(json_object_get(message, "executable"));
    if (root && name && executable && strcmp(root, build->survey->target->root) == 0 &&
        text_is(build->survey->target->name, name))
        build->built.program = arena_string(build->arena, text_of(executable));
}

/* Paths that a build script gave to the linker, "KIND=PATH" or "PATH". As for cargo, only those
 * below the target directory count when the program runs. */
static void note_library_folders(struct build *build, const json_t *message)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(message, "linked_paths"), i, entry)
    {
        const char *given = json_string_value(entry), *is = given ? strchr(given, '=') : NULL;
        const char *path = is ? is + 1 : given;
        if (path && path_is_below(build->survey->folder, path))
            array_push(build->arena, &build->built.library_folders,
                       arena_string(build->arena, text_of(path)));
    }
}

/* A line of cargo's standard output. */
static void on_message(void *context, struct text line)
{
    struct build *build = context;
    bool names_program = text_find(line, TEXT("\"executable\":\"")) >= 0;
    bool names_folders = text_find(line, TEXT("\"linked_paths\":[\"")) >= 0;
    if (!names_program && !names_folders)
        return;
    json_t *message = json_loadb(line.at, line.len, 0, NULL);
    if (names_program)
        note_program(build, message);
    if (names_folders)
        note_library_folders(build, message);
    json_decref(message);
}

static bool run_cargo(struct build *build, struct error *err)
{
    struct arguments variables = {0}, line;
    if (!environment(build, &variables, err) || !command_line(build, &line, err))
        return false;
    build->built.library_folders.len = 0;
    struct command_line command = {.argv = line.at, .env = variables.at};
    int status;
    if (!process_lines(&command, on_message, NULL, build, &status, err))
        return call_missing(err);
    return status == 0 || error_shown(err, process_exit_code(status));
}

/* A crate may turn out to need healing after crates that depend on it were compiled against its
 * first form. Then cargo is run again, with what was healed known from the start. */
static bool run_until_settled(struct build *build, struct error *err)
{
    const char *unsettled =
        arena_printf(build->arena, "%s" UNSETTLED_SUFFIX, build->description_path);
    for (int tries = 0;; tries++) {
        bool ok = run_cargo(build, err);
        bool was_unsettled = unlink(unsettled) == 0;
        if (ok || !err->shown || !was_unsettled || tries == 3)
            return ok;
        *err = (struct error){0};
    }
}

static void add_healed(struct arena *arena, const struct project *project,
                       const struct surveyed_crate *crate, const struct planned_crate *now,
                       struct built *out)
{
    for (size_t i = 0; i < now->plan.functions.len; i++) {
        const struct planned *planned = &now->plan.functions.at[i];
        if (planned->fate != FATE_HEALED)
            continue;
        struct skipped healed = surveyed_skipped(arena, project, crate, planned,
                                                 healing_reason(&now->healing, planned));
        array_push(arena, &out->healed, healed);
    }
}

/* What is left out, now that the build has found out. */
static void collect_healed(const struct build *build, struct built *out)
{
    struct planning planning = surveyed_planning(build->survey, build->project, build->request);
    for (size_t i = 0; i < build->survey->crates.len; i++) {
        const struct surveyed_crate *crate = &build->survey->crates.at[i];
        struct planned_crate now = {
            .root = crate->target->root,
            .name = crate->name,
            .tests = surveyed_is_test(build->survey, i),
            .crate = crate->crate,
        };
        if (!healing_exists(planning.folder, now.root))
            continue;
        healing_load(build->arena, planning.folder, now.root, &now.crate, &now.healing);
        planning_repeat(build->arena, &planning, &now);
        add_healed(build->arena, build->project, crate, &now, out);
        out->healed_crates += now.healing.crate_reason != NULL;
    }
}

/* Says what a platform needs before cargo starts, rather than once for every crate. */
static bool check_platforms(const struct build *build, struct error *err)
{
    const char *unused;
    for (size_t i = 0; i < build->platforms.len; i++) {
        const char *name = build->platforms.at[i].at;
        if (strcmp(name, PLATFORM_HERE) != 0 &&
            !archive_make(build->arena, build->survey->folder, name, RUNTIME_IN_PROGRAM, &unused,
                          err))
            return false;
    }
    return true;
}

bool build_make(struct arena *arena, const struct project *project, const struct survey *survey,
                const struct build_request *request, struct built *out, struct error *err)
{
    struct build build = {.arena = arena, .project = project, .survey = survey, .request = request};
    if (!survey_check(survey, request, err))
        return false;
    configuration_platforms(arena, request->cargo, &build.platforms);
    if (!renewal_make(survey->folder, err) || !check_platforms(&build, err) ||
        !elsewhere_refresh(arena, project, request, survey, err) || !describe(&build, err))
        return false;
    bool ok = run_until_settled(&build, err);
    unlink(build.description_path);
    if (!ok)
        return false;
    if (!build.built.program)
        return error_set(err, "cargo has built no program '%.*s'", TEXT_ARG(survey->target->name));
    *out = build.built;
    collect_healed(&build, out);
    return true;
}
