#include "cargo/configuration.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cargo/settings.h"

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
    return path_join(
        arena, settings_folder(arena, text_slice(answer, (size_t)close + 4, answer.len)), name);
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
    return settings_may_say(arena, cargo, TEXT("wrapper")) &&
                   settings_ask(arena, cargo, "build.rustc-wrapper", "--show-origin", &answer)
               ? read_wrapper(arena, answer)
               : NULL;
}

static void add_string(struct arena *arena, const char *string, struct names *out)
{
    if (string && string[0])
        array_push(arena, out, text_of(arena_string(arena, text_of(string))));
}

void configuration_platforms(struct arena *arena, const struct cargo *cargo, struct names *out)
{
    *out = (struct names){0};
    for (const char *const *flag = cargo->flags; flag && *flag; flag++) {
        if (strcmp(*flag, "--target") == 0)
            add_string(arena, flag[1], out);
    }
    if (out->len == 0)
        add_string(arena, getenv("CARGO_BUILD_TARGET"), out);
    if (out->len)
        return;
    json_t *build = settings_table(arena, cargo, "build", TEXT("target"));
    json_t *target = json_object_get(build, "target"), *one;
    size_t i;
    add_string(arena, json_string_value(target), out);
    json_array_foreach(target, i, one)
    {
        add_string(arena, json_string_value(one), out);
    }
    json_decref(build);
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
            return path_join(arena,
                             settings_folder(arena, text_slice(line, (size_t)origin + 3, line.len)),
                             value);
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
        settings_ask(arena, cargo, "env", "--show-origin", &origins))
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
    *out = (struct configured_variables){0};
    json_t *table = settings_table(arena, cargo, "env", TEXT("env")), *given;
    const char *name;
    json_object_foreach(table, name, given)
    {
        add_variable(arena, cargo, name, given, out);
    }
    json_decref(table);
}
