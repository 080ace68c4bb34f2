#include "cargo/configuration.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cargo/call.h"

/* Hardly any configuration names a wrapper, and asking cargo costs more than looking. */
static bool may_name_wrapper(struct text text)
{
    return text_find(text, TEXT("wrapper")) >= 0 || text_find(text, TEXT("include")) >= 0;
}

static bool file_may_name_wrapper(const char *folder, const char *name)
{
    struct arena scratch = {0};
    struct error ignored = {0};
    struct text text;
    const char *path = path_join(&scratch, folder, name);
    bool may =
        file_exists(path) && file_read(&scratch, path, &text, &ignored) && may_name_wrapper(text);
    arena_finish(&scratch);
    return may;
}

static bool folder_may_name_wrapper(const char *folder)
{
    return file_may_name_wrapper(folder, "config.toml") || file_may_name_wrapper(folder, "config");
}

static const char *cargo_home(struct arena *arena)
{
    const char *home = getenv("CARGO_HOME");
    if (home && home[0])
        return home;
    home = getenv("HOME");
    return path_join(arena, home ? home : "/", ".cargo");
}

static bool any_may_name_wrapper(struct arena *arena, const struct cargo *cargo)
{
    for (const char *const *flag = cargo->flags; flag && *flag; flag++) {
        if (strcmp(*flag, "--config") == 0)
            return true;
    }
    for (const char *folder = path_working_dir(arena);; folder = path_folder(arena, folder)) {
        if (folder_may_name_wrapper(path_join(arena, folder, ".cargo")))
            return true;
        if (strcmp(folder, "/") == 0)
            break;
    }
    return folder_may_name_wrapper(cargo_home(arena));
}

/* `build.rustc-wrapper = "tools/wrap" # /home/me/.cargo/config.toml`: a name with a slash is
 * relative to the folder that holds .cargo; where it comes from the command line, to this one. */
static const char *read_answer(struct arena *arena, struct text answer)
{
    ptrdiff_t open = text_find(answer, TEXT("= \""));
    ptrdiff_t close = text_find(answer, TEXT("\" # "));
    if (open < 0 || close < open + 3)
        return NULL;
    const char *name = arena_string(arena, text_slice(answer, (size_t)open + 3, (size_t)close));
    if (!strchr(name, '/'))
        return name;
    const char *origin =
        arena_string(arena, text_trim(text_slice(answer, (size_t)close + 4, answer.len)));
    if (origin[0] != '/')
        return path_absolute(arena, name);
    return path_join(arena, path_folder(arena, path_folder(arena, origin)), name);
}

static const char *ask(struct arena *arena, const struct cargo *cargo)
{
    struct cargo here = *cargo;
    here.manifest = NULL; /* configuration belongs to folders, not to manifests */
    struct arguments arguments;
    call_begin(arena, &here, "config", CARGO_COMMON_FLAGS, &arguments);
    arguments_add_all(arena, &arguments,
                      (const char *const[]){"get", "-Zunstable-options", "--show-origin",
                                            "build.rustc-wrapper", NULL});
    arguments_end(arena, &arguments);
    struct text answer;
    struct error ignored = {0};
    int status;
    if (!call_quietly(arena, &arguments, (const char *const[]){"RUSTC_BOOTSTRAP=1", NULL}, &answer,
                      &status, &ignored) ||
        status != 0)
        return NULL;
    return read_answer(arena, answer);
}

const char *configuration_wrapper(struct arena *arena, const struct cargo *cargo)
{
    /* An empty variable turns off what the files say. */
    const char *given = getenv("RUSTC_WRAPPER");
    if (given)
        return given[0] ? given : NULL;
    given = getenv("CARGO_BUILD_RUSTC_WRAPPER");
    if (given)
        return given[0] ? given : NULL;
    return any_may_name_wrapper(arena, cargo) ? ask(arena, cargo) : NULL;
}
