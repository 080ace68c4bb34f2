#include "cli/place.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cargo/project.h"

const char *place_shown(struct arena *arena, const char *path)
{
    return path_below(path_working_dir(arena), path);
}

static bool holds(struct arena *arena, const char *folder, const char *name)
{
    return file_exists(path_join(arena, folder, name));
}

static bool has_cargo_settings(struct arena *arena, const char *folder)
{
    return holds(arena, folder, ".cargo/config.toml") || holds(arena, folder, ".cargo/config");
}

/* Asking cargo takes as long as the whole of a report. Where no setting of cargo's can move the
 * target folder, the nearest one that piano has used before is the one cargo would name. */
static const char *guess_folder(struct arena *arena)
{
    const char *cargo_home = getenv("CARGO_HOME"), *home = getenv("HOME");
    if (getenv("CARGO_TARGET_DIR") || getenv("CARGO_BUILD_TARGET_DIR"))
        return NULL;
    if (!cargo_home && home)
        cargo_home = path_join(arena, home, ".cargo");
    if (!cargo_home || holds(arena, cargo_home, "config.toml") ||
        holds(arena, cargo_home, "config"))
        return NULL;
    const char *found = NULL, *folder = path_working_dir(arena);
    for (;; folder = path_folder(arena, folder)) {
        if (has_cargo_settings(arena, folder))
            return NULL;
        const char *place = path_join(arena, folder, "target/piano");
        if (!found && holds(arena, folder, "Cargo.toml") && file_is_dir(place))
            found = place;
        if (strcmp(folder, "/") == 0)
            return found;
    }
}

bool place_folder(const struct invocation *invocation, const char *manifest_path, const char **out,
                  struct error *err)
{
    const char *guess = manifest_path ? NULL : guess_folder(invocation->arena);
    if (guess) {
        *out = guess;
        return true;
    }
    struct cargo cargo = {.toolchain = invocation->toolchain, .manifest = manifest_path};
    struct project project = {0};
    if (!project_load(invocation->arena, &cargo, &project, err))
        return false;
    *out = path_join(invocation->arena, project.target_directory, "piano");
    project_finish(&project);
    return true;
}

bool place_named_runs(struct arena *arena, const char *output_dir, const char **out)
{
    const char *named = output_dir ? output_dir : getenv("PIANO_RUNS_DIR");
    if (!named || !*named)
        return false;
    *out = path_absolute(arena, named);
    return true;
}

bool place_runs(const struct invocation *invocation, const char *manifest_path,
                const char *output_dir, const char **out, struct error *err)
{
    const char *folder;
    if (place_named_runs(invocation->arena, output_dir, out))
        return true;
    if (!place_folder(invocation, manifest_path, &folder, err))
        return false;
    *out = path_join(invocation->arena, folder, "runs");
    return true;
}
