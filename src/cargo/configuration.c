#include "cargo/configuration.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "cargo/call.h"

/* Hardly any configuration says what is asked for, and asking cargo costs more than looking: what a
 * file then has in it. */
static bool file_has(const char *folder, const char *name, struct text words)
{
    struct arena scratch = {0};
    struct error ignored = {0};
    struct text text;
    const char *path = path_join(&scratch, folder, name);
    bool has = file_exists(path) && file_read(&scratch, path, &text, &ignored) &&
               (text_find(text, words) >= 0 || text_find(text, TEXT("include")) >= 0);
    arena_finish(&scratch);
    return has;
}

static bool folder_has(const char *folder, struct text words)
{
    return file_has(folder, "config.toml", words) || file_has(folder, "config", words);
}

static const char *cargo_home(struct arena *arena)
{
    const char *home = getenv("CARGO_HOME");
    if (home && home[0])
        return home;
    home = getenv("HOME");
    return path_join(arena, home ? home : "/", ".cargo");
}

static bool is_worth_asking(struct arena *arena, const struct cargo *cargo, struct text words)
{
    for (const char *const *flag = cargo->flags; flag && *flag; flag++) {
        if (strcmp(*flag, "--config") == 0)
            return true;
    }
    for (const char *folder = path_working_dir(arena);; folder = path_folder(arena, folder)) {
        if (folder_has(path_join(arena, folder, ".cargo"), words))
            return true;
        if (strcmp(folder, "/") == 0)
            break;
    }
    return folder_has(cargo_home(arena), words);
}

static bool ask(struct arena *arena, const struct cargo *cargo, const char *key, const char *how,
                struct text *answer)
{
    struct cargo here = *cargo;
    here.manifest = NULL; /* configuration belongs to folders, not to manifests */
    struct arguments arguments;
    call_begin(arena, &here, "config", CARGO_COMMON_FLAGS, &arguments);
    arguments_add_all(arena, &arguments,
                      (const char *const[]){"get", "-Zunstable-options", how, key, NULL});
    arguments_end(arena, &arguments);
    struct error ignored = {0};
    int status;
    return call_quietly(arena, &arguments, (const char *const[]){"RUSTC_BOOTSTRAP=1", NULL}, answer,
                        &status, &ignored) &&
           status == 0;
}

/* Of a value that comes from a file, the folder that holds .cargo; else the one here. */
static const char *folder_of(struct arena *arena, struct text origin)
{
    const char *file = arena_string(arena, text_trim(origin));
    if (file[0] != '/')
        return path_working_dir(arena);
    return path_folder(arena, path_folder(arena, file));
}

/* `build.rustc-wrapper = "tools/wrap" # /home/me/.cargo/config.toml`: a name with a slash is a
 * relative path. */
static const char *read_wrapper(struct arena *arena, struct text answer)
{
    ptrdiff_t open = text_find(answer, TEXT("= \""));
    ptrdiff_t close = text_find(answer, TEXT("\" # "));
    if (open < 0 || close < open + 3)
        return NULL;
    const char *name = arena_string(arena, text_slice(answer, (size_t)open + 3, (size_t)close));
    if (!strchr(name, '/'))
        return name;
    return path_join(arena, folder_of(arena, text_slice(answer, (size_t)close + 4, answer.len)),
                     name);
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
    struct text answer;
    return is_worth_asking(arena, cargo, TEXT("wrapper")) &&
                   ask(arena, cargo, "build.rustc-wrapper", "--show-origin", &answer)
               ? read_wrapper(arena, answer)
               : NULL;
}

/* `env.NAME.value = "data" # /home/me/project/.cargo/config.toml` */
static const char *relative_value(struct arena *arena, const char *name, const char *value,
                                  struct text origins)
{
    const char *begins = arena_printf(arena, "env.%s.value = ", name);
    struct text line;
    while (text_next(&origins, '\n', &line)) {
        ptrdiff_t origin = text_find(line, TEXT(" # "));
        if (text_starts(line, begins) && origin >= 0)
            return path_join(
                arena, folder_of(arena, text_slice(line, (size_t)origin + 3, line.len)), value);
    }
    return value;
}

static void add_variable(struct arena *arena, const struct cargo *cargo, const char *name,
                         const json_t *given, struct configured_variables *out)
{
    const json_t *whole = json_is_object(given) ? json_object_get(given, "value") : given;
    const char *value = json_string_value(whole);
    struct text origins;
    if (!value)
        return;
    if (json_is_true(json_object_get(given, "relative")) &&
        ask(arena, cargo, "env", "--show-origin", &origins))
        value = relative_value(arena, name, value, origins);
    struct configured_variable variable = {
        .name = arena_string(arena, text_of(name)),
        .value = arena_string(arena, text_of(value)),
        .forced = json_is_true(json_object_get(given, "force")),
    };
    array_push(arena, out, variable);
}

void configuration_variables(struct arena *arena, const struct cargo *cargo,
                             struct configured_variables *out)
{
    struct text answer;
    *out = (struct configured_variables){0};
    if (!is_worth_asking(arena, cargo, TEXT("env")) ||
        !ask(arena, cargo, "env", "--format=json", &answer))
        return;
    json_t *document = json_loadb(answer.at, answer.len, 0, NULL);
    const char *name;
    json_t *given;
    json_object_foreach(json_object_get(document, "env"), name, given)
        add_variable(arena, cargo, name, given, out);
    json_decref(document);
}
