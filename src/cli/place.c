#include "cli/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cargo/settings.h"

const char *place_shown(struct arena *arena, const char *path)
{
    return path_below(path_working_dir(arena), path);
}

static bool holds(struct arena *arena, const char *folder, const char *name)
{
    return file_exists(path_join(arena, folder, name));
}

/* Asking cargo takes as long as the whole of a report. Where no setting of cargo's can move the
 * target folder, the nearest one that piano has used before is the one cargo would name. */
static const char *guess_folder(struct arena *arena, const struct cargo *cargo)
{
    if (getenv("CARGO_TARGET_DIR") || getenv("CARGO_BUILD_TARGET_DIR") ||
        settings_may_say(arena, cargo, TEXT("target-dir")))
        return NULL;
    for (const char *folder = path_working_dir(arena);; folder = path_folder(arena, folder)) {
        const char *place = path_join(arena, folder, "target/piano");
        if (holds(arena, folder, "Cargo.toml") && file_is_dir(place))
            return place;
        if (strcmp(folder, "/") == 0)
            return NULL;
    }
}

const char *place_of_project(struct arena *arena, const struct project *project)
{
    return path_join(arena, project->target_directory, "piano");
}

bool place_folder(const struct invocation *invocation, const char *manifest_path, const char **out,
                  struct error *err)
{
    struct cargo cargo = {.toolchain = invocation->toolchain, .manifest = manifest_path};
    const char *guess = manifest_path ? NULL : guess_folder(invocation->arena, &cargo);
    if (guess) {
        *out = guess;
        return true;
    }
    struct project project = {0};
    if (!project_load(invocation->arena, &cargo, &project, err))
        return false;
    *out = place_of_project(invocation->arena, &project);
    project_finish(&project);
    return true;
}

/* On the command line, or as PIANO_RUNS_DIR; else NULL. */
static const char *named_runs(struct arena *arena, const char *output_dir)
{
    const char *named = output_dir ? output_dir : getenv("PIANO_RUNS_DIR");
    return named && *named ? path_absolute(arena, named) : NULL;
}

const char *place_runs_below(struct arena *arena, const char *folder, const char *output_dir)
{
    const char *named = named_runs(arena, output_dir);
    return named ? named : path_join(arena, folder, "runs");
}

bool place_runs(const struct invocation *invocation, const char *manifest_path,
                const char *output_dir, const char **out, struct error *err)
{
    const char *folder = NULL;
    /* Where a folder is named there need be no project. */
    if (!named_runs(invocation->arena, output_dir) &&
        !place_folder(invocation, manifest_path, &folder, err))
        return false;
    *out = place_runs_below(invocation->arena, folder, output_dir);
    return true;
}
