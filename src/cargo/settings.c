#include "cargo/settings.h"

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

/* NULL where cargo would ask the system whose home this is. */
static const char *cargo_home(struct arena *arena)
{
    const char *home = getenv("CARGO_HOME");
    if (home && home[0])
        return home;
    home = getenv("HOME");
    return home ? path_join(arena, home, ".cargo") : NULL;
}

bool settings_may_say(struct arena *arena, const struct cargo *cargo, struct text words)
{
    if (cargo_has_flag(cargo, "--config"))
        return true;
    for (const char *folder = path_working_dir(arena);; folder = path_folder(arena, folder)) {
        if (folder_has(path_join(arena, folder, ".cargo"), words))
            return true;
        if (strcmp(folder, "/") == 0)
            break;
    }
    const char *home = cargo_home(arena);
    return !home || folder_has(home, words);
}

bool settings_ask(struct arena *arena, const struct cargo *cargo, const char *key, const char *how,
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

json_t *settings_table(struct arena *arena, const struct cargo *cargo, const char *key,
                       struct text words)
{
    struct text answer;
    if (!settings_may_say(arena, cargo, words) ||
        !settings_ask(arena, cargo, key, "--format=json", &answer))
        return NULL;
    json_t *document = json_loadb(answer.at, answer.len, 0, NULL);
    json_t *table = json_incref(json_object_get(document, key));
    json_decref(document);
    return table;
}

const char *settings_folder(struct arena *arena, struct text origin)
{
    const char *file = arena_string(arena, text_trim(origin));
    if (file[0] != '/')
        return path_working_dir(arena);
    return path_folder(arena, path_folder(arena, file));
}
