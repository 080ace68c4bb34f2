#include "cli/defaults.h"

#include <jansson.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"

enum setting_kind { SETTING_FLAG, SETTING_LIST };

struct setting {
    const char *key;
    enum setting_kind kind;
    size_t at; /* in struct build_options */
};

static const struct setting settings[] = {
    {"skip", SETTING_LIST, offsetof(struct build_options, select.skips)},
    {"dep", SETTING_LIST, offsetof(struct build_options, select.dependencies)},
    {"frame", SETTING_LIST, offsetof(struct build_options, measure.frames)},
    {"release", SETTING_FLAG, offsetof(struct build_options, cargo.release)},
    {"cpu-time", SETTING_FLAG, offsetof(struct build_options, measure.cpu_time)},
    {"exact-time", SETTING_FLAG, offsetof(struct build_options, measure.exact_time)},
};
#define SETTING_COUNT (sizeof settings / sizeof *settings)

/* Where the settings of one table stand, for errors. */
struct table {
    const char *manifest;
    const char *name; /* "package.metadata.piano" */
};

/* cargo gives the table without its lines: the first line of the manifest that begins with the
 * key, below a header that ends like the table's name. */
static size_t find_line(struct arena *arena, const struct table *table, const char *key)
{
    struct text rest, line;
    struct error none = {0};
    bool inside = false;
    if (!file_read(arena, table->manifest, &rest, &none))
        return 0;
    for (size_t number = 1; text_next(&rest, '\n', &line); number++) {
        line = text_trim(line);
        if (text_starts(line, "["))
            inside = text_find(line, text_of(table->name)) == 1;
        else if (inside && text_starts(line, key))
            return number;
    }
    return 0;
}

static bool wrong(struct arena *arena, const struct table *table, const char *key,
                  const char *problem, struct error *err)
{
    size_t line = find_line(arena, table, key);
    if (line)
        return error_set(err, "%s:%zu: '%s' in [%s] %s", table->manifest, line, key, table->name,
                         problem);
    return error_set(err, "%s: '%s' in [%s] %s", table->manifest, key, table->name, problem);
}

static const struct setting *find_setting(const char *key)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        if (strcmp(settings[i].key, key) == 0)
            return &settings[i];
    }
    return NULL;
}

static const char *name_nearest(struct arena *arena, const char *key)
{
    struct text keys[SETTING_COUNT];
    for (size_t i = 0; i < SETTING_COUNT; i++)
        keys[i] = text_of(settings[i].key);
    size_t nearest = nearest_index(text_of(key), keys, SETTING_COUNT);
    return nearest == SIZE_MAX
               ? "is no setting of piano's: skip, dep, frame, release, cpu-time and exact-time are"
               : arena_printf(arena, "is no setting of piano's: did you mean '%s'?",
                              settings[nearest].key);
}

/* A string, or an array of them, as a list. */
static const char *const *read_list(struct arena *arena, const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : 1;
    const char **list = arena_many(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *word =
            json_string_value(json_is_array(value) ? json_array_get(value, i) : value);
        if (!word)
            return NULL;
        list[i] = arena_string(arena, text_of(word));
    }
    return list;
}

static bool apply_setting(struct arena *arena, const struct table *table,
                          const struct setting *setting, const json_t *value,
                          struct build_options *options, struct error *err)
{
    void *field = (char *)options + setting->at;
    if (setting->kind == SETTING_FLAG) {
        if (!json_is_boolean(value))
            return wrong(arena, table, setting->key, "must be true or false", err);
        *(bool *)field |= json_is_true(value);
        return true;
    }
    const char *const *list = read_list(arena, value);
    if (!list)
        return wrong(arena, table, setting->key, "must be a string or a list of strings", err);
    if (!*(const char *const **)field)
        *(const char *const **)field = list;
    return true;
}

static bool apply_table(struct arena *arena, const struct table *table, const json_t *metadata,
                        struct build_options *options, struct error *err)
{
    const char *key;
    json_t *value;
    json_object_foreach(json_object_get(metadata, "piano"), key, value)
    {
        const struct setting *setting = find_setting(key);
        if (!setting)
            return wrong(arena, table, key, name_nearest(arena, key), err);
        if (!apply_setting(arena, table, setting, value, options, err))
            return false;
    }
    return true;
}

static const struct package *chosen_package(const struct project *project, const char *name)
{
    if (name)
        return project_package(project, text_of(name));
    return project->chosen.len == 1 ? &project->packages.at[project->chosen.at[0]] : NULL;
}

bool defaults_apply(struct arena *arena, const struct project *project,
                    struct build_options *options, struct error *err)
{
    /* `release` of the manifest must not meet a profile of the command line. */
    bool release = options->cargo.release;
    const struct package *package = chosen_package(project, options->cargo.package);
    if (package) {
        struct table table = {package->manifest, "package.metadata.piano"};
        if (!apply_table(arena, &table, package->metadata, options, err))
            return false;
    }
    struct table table = {path_join(arena, project->root, "Cargo.toml"),
                          "workspace.metadata.piano"};
    if (!apply_table(arena, &table, project->metadata, options, err))
        return false;
    if (options->cargo.profile)
        options->cargo.release = release;
    return true;
}
