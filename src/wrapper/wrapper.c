#include "wrapper/wrapper.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "rewrite/handing.h"
#include "wrapper/allocators.h"
#include "wrapper/output.h"
#include "wrapper/shim.h"
#include "wrapper/unit.h"

bool wrapper_called(int argc, char **argv)
{
    (void)argv;
    return argc > 1 && getenv(DESCRIPTION_VARIABLE) != NULL;
}

/* cargo sets all of these for a build script, and whatever that starts inherits them: another
 * cargo, or a compiler that it tries out. None of that goes into the program. */
static bool in_build_script(void)
{
    return getenv("OUT_DIR") && getenv("NUM_JOBS") && getenv("OPT_LEVEL") && getenv("HOST") &&
           getenv("TARGET") && getenv("RUSTC");
}

/* The call as it came, without us in it. */
static struct arguments original(struct arena *arena, int argc, char **argv,
                                 const char *users_wrapper)
{
    struct arguments line = {0};
    if (users_wrapper)
        arguments_add(arena, &line, users_wrapper);
    for (int i = 1; i < argc; i++)
        arguments_add(arena, &line, argv[i]);
    return line;
}

/* Become the real compiler; `shim` is where it may have to look for our crate, or NULL. */
static bool step_aside(struct arena *arena, struct arguments *line, const char *shim,
                       struct error *err)
{
    if (shim)
        arguments_add(arena, line, arena_printf(arena, "-Ldependency=%s", shim));
    struct command_line command = {.argv = arguments_end(arena, line)};
    return process_replace(&command, err);
}

/* Called if the shim cannot be compiled. If the compiler fails on the user's crate as well, perhaps
 * for lack of a standard library for the platform, it has said why better than we could: its status
 * is then ours. */
static bool fails_anyway(struct arena *arena, struct arguments *line, int *status)
{
    struct error ignored = {0};
    struct command_line command = {.argv = arguments_end(arena, line)};
    return process_run(&command, status, &ignored) && *status != 0;
}

static const char *unit_folder(struct arena *arena, const struct description *description,
                               const struct rustc_call *call)
{
    return arena_printf(arena, "%s/mirror/%s%s-%08x", description->folder, call->crate_name,
                        call->extra_filename ? call->extra_filename : "",
                        (unsigned)text_hash(text_of(call->out_dir)));
}

/* Whether the crate concerns us, and as what. */
static bool classify(struct unit *unit)
{
    unit->described = description_crate(unit->description, unit->crate.root);
    if (unit->call->crate_types & CRATE_PROC_MACRO)
        return false;
    unit->handing = handing_concerns(unit->call->crate_name);
    if (!unit->described)
        return (unit->call->crate_types & CRATE_OTHER) &&
               (unit->handing || allocators_mentioned(path_folder(unit->arena, unit->crate.root)));
    unit->crate.tests = unit->described->tests;
    /* If no crate type is given the compiler makes a program: a benchmark without a harness. */
    unit->program =
        unit->call->test || !unit->call->crate_types || (unit->call->crate_types & CRATE_BIN);
    return true;
}

static enum allocator_need allocator_need(const struct unit *unit)
{
    const struct healing *healing = &unit->crate.healing;
    if (!unit->program)
        return ALLOCATOR_WRAP;
    for (size_t i = 0; i < healing->allocator_elsewhere.len; i++) {
        if (healing->allocator_elsewhere.at[i] == unit->call->externs)
            return ALLOCATOR_WRAP;
    }
    return ALLOCATOR_PROVIDE;
}

/* Read the crate; false where its files cannot be read, or it holds nothing for us after all. */
static bool read_crate(struct unit *unit)
{
    struct error ignored = {0};
    if (!planning_read(unit->arena, &unit->planning, &unit->crate, &ignored))
        return false;
    unit->allocator = allocator_need(unit);
    if (unit->described)
        return true;
    healing_add_crate(&unit->crate.healing, &unit->crate.crate, "not selected");
    planning_repeat(unit->arena, &unit->planning, &unit->crate);
    bool has_allocator = crate_declares_allocator(&unit->crate.crate);
    unit->only_handing = unit->handing && !has_allocator;
    return unit->handing || has_allocator;
}

/* The working folder, by the name that cargo has for it: where that leads through a link, so do the
 * names of the crate's files. */
static const char *working_dir(struct arena *arena, const struct description *description,
                               const char *manifest)
{
    const char *here = path_working_dir(arena);
    const char *const names[] = {description->project, manifest};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *real = names[i] ? path_real(arena, names[i]) : NULL;
        if (real && strcmp(real, here) == 0)
            return names[i];
    }
    return here;
}

/* Find out about the crate of the call; false where it is not ours. */
static bool prepare(struct unit *unit)
{
    const char *input = unit->call->arguments.at[unit->call->input];
    const char *manifest = getenv("CARGO_MANIFEST_DIR");
    unit->planning = (struct planning){
        .folder = unit->description->folder,
        .project = unit->description->project,
        .selector = &unit->description->selector,
    };
    const char *here = working_dir(unit->arena, unit->description, manifest);
    unit->crate.root = path_absolute(unit->arena, path_join(unit->arena, here, input));
    unit->crate.name = text_of(unit->call->crate_name);
    unit->package = manifest ? manifest : path_folder(unit->arena, unit->crate.root);
    unit->mirror = (struct mirror){
        .top = unit_folder(unit->arena, unit->description, unit->call),
        .working_dir = here,
        .relative = input[0] != '/',
    };
    return classify(unit) && read_crate(unit);
}

/* Where platforms are named, what is compiled for none of them runs inside the compiler: macros,
 * build scripts. */
static bool concerns_us(const struct description *description, const struct rustc_call *call)
{
    return rustc_compiles(call) && call->json && (call->target || !description->targets_named);
}

static bool serve(struct arena *arena, int argc, char **argv, int *status, struct error *err)
{
    struct description description;
    struct rustc_call call;
    if (!description_read(arena, getenv(DESCRIPTION_VARIABLE), &description, err) ||
        !rustc_read(arena, argc - 1, argv + 1, &call, err))
        return false;
    struct arguments line = original(arena, argc, argv, description.users_wrapper);
    if (in_build_script() || !concerns_us(&description, &call))
        return step_aside(arena, &line, NULL, err);
    struct unit unit = {.arena = arena, .description = &description, .call = &call};
    bool ours = prepare(&unit);
    bool has_shim = ours ? shim_make(arena, &description, &call, &unit.shim, err)
                         : shim_find(arena, &description, &call, &unit.shim, err);
    if (!has_shim)
        return fails_anyway(arena, &line, status);
    return ours ? unit_compile(&unit, status, err) : step_aside(arena, &line, unit.shim, err);
}

int wrapper_main(int argc, char **argv)
{
    struct arena arena = {0};
    struct error err = {0};
    int status = 0;
    if (!serve(&arena, argc, argv, &status, &err)) {
        output_error(err.message);
        return EXIT_OURS;
    }
    arena_finish(&arena);
    /* End as the compiler did, so that cargo says the same of it. */
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    return process_exit_code(status);
}
