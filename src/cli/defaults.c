#include "cli/defaults.h"

#include <jansson.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "cli/place.h"

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

/* `text` without blanks and quotes: "package . \"metadata\"" → "package.metadata". */
static void add_bare(struct buffer *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr(" \t\"'", text.at[i]))
            buffer_putc(out, text.at[i]);
    }
}

/* Whether a line of the manifest is where `wanted` ("package.metadata.piano.skip") is set: by its
 * own name below `header`, as a table, or within an inline table, whose name is a part of it. */
static bool sets(struct text header, struct text line, const char *wanted)
{
    struct text value = line, key;
    struct buffer path = {0};
    add_bare(&path, header);
    if (text_next(&value, '=', &key)) {
        buffer_putc(&path, '.');
        add_bare(&path, key);
    }
    size_t len = path.len;
    bool found = len && strcmp(path.at, wanted) == 0;
    if (!found && len && strncmp(path.at, wanted, len) == 0 && wanted[len] == '.')
        found = text_find(value, text_of(strrchr(wanted, '.') + 1)) >= 0;
    buffer_finish(&path);
    return found;
}

/* cargo gives the tables without their lines. 0: not found. */
static size_t find_line(struct arena *arena, const struct table *table, const char *key)
{
    struct text rest, line, header = {0};
    struct error ignored = {0};
    const char *wanted = arena_printf(arena, "%s.%s", table->name, key);
    if (!file_read(arena, table->manifest, &rest, &ignored))
        return 0;
    for (size_t number = 1; text_next(&rest, '\n', &line); number++) {
        line = text_trim(line);
        bool is_header = text_starts(line, "[");
        if (is_header) {
            size_t end = (size_t)(text_find(line, TEXT("]")) + 1);
            header = text_slice(line, 1, end ? end - 1 : line.len);
        }
        if (sets(header, is_header ? (struct text){0} : line, wanted))
            return number;
    }
    return 0;
}

static bool wrong(struct arena *arena, const struct table *table, const char *key,
                  const char *problem, struct error *err)
{
    size_t line = find_line(arena, table, key);
    const char *manifest = place_shown(arena, table->manifest);
    if (line)
        return error_set(err, "%s:%zu: '%s' in [%s] %s", manifest, line, key, table->name, problem);
    return error_set(err, "%s: '%s' in [%s] %s", manifest, key, table->name, problem);
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

/* Options that are being filled in. */
struct filling {
    struct arena *arena;
    struct build_options *options;
    bool decided[SETTING_COUNT]; /* by the command line, or by a table that comes before */
};

static void *field_of(const struct filling *filling, const struct setting *setting)
{
    return (char *)filling->options + setting->at;
}

/* --profile decides about release as well. */
static bool is_given(const struct filling *filling, const struct setting *setting)
{
    const void *field = field_of(filling, setting);
    if (setting->kind == SETTING_LIST)
        return *(const char *const *const *)field != NULL;
    const struct cargo_options *cargo = &filling->options->cargo;
    return *(const bool *)field || (field == &cargo->release && cargo->profile);
}

static bool apply_setting(struct filling *filling, const struct table *table,
                          const struct setting *setting, const json_t *value, struct error *err)
{
    struct arena *arena = filling->arena;
    void *field = field_of(filling, setting);
    bool *decided = &filling->decided[setting - settings];
    const char *const *list = setting->kind == SETTING_LIST ? read_list(arena, value) : NULL;
    if (setting->kind == SETTING_FLAG && !json_is_boolean(value))
        return wrong(arena, table, setting->key, "must be true or false", err);
    if (setting->kind == SETTING_LIST && !list)
        return wrong(arena, table, setting->key, "must be a string or a list of strings", err);
    if (!*decided && setting->kind == SETTING_FLAG)
        *(bool *)field = json_is_true(value);
    else if (!*decided)
        *(const char *const **)field = list;
    *decided = true;
    return true;
}

static bool apply_table(struct filling *filling, const struct table *table, const json_t *metadata,
                        struct error *err)
{
    struct arena *arena = filling->arena;
    const char *key;
    json_t *value;
    json_t *piano = json_object_get(metadata, "piano");
    if (piano && !json_is_object(piano))
        return error_set(err, "%s: [%s] must be a table of settings",
                         place_shown(arena, table->manifest), table->name);
    json_object_foreach(piano, key, value)
    {
        const struct setting *setting = find_setting(key);
        if (!setting)
            return wrong(arena, table, key, name_nearest(arena, key), err);
        if (!apply_setting(filling, table, setting, value, err))
            return false;
    }
    return true;
}

bool defaults_apply(struct arena *arena, const struct project *project,
                    const struct package *package, struct build_options *options, struct error *err)
{
    struct filling filling = {.arena = arena, .options = options};
    for (size_t i = 0; i < SETTING_COUNT; i++)
        filling.decided[i] = is_given(&filling, &settings[i]);
    struct table of_package = {package->manifest, "package.metadata.piano"};
    struct table of_workspace = {path_join(arena, project->root, "Cargo.toml"),
                                 "workspace.metadata.piano"};
    return apply_table(&filling, &of_package, package->metadata, err) &&
           apply_table(&filling, &of_workspace, project->metadata, err);
}
