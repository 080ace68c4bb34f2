#include "wrapper/description.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

static json_t *list_out(const char *const *list)
{
    json_t *array = json_array();
    for (; list && *list; list++)
        json_array_append_new(array, json_string(*list));
    return array;
}

static json_t *crates_out(const struct description *description)
{
    json_t *array = json_array();
    for (size_t i = 0; i < description->crates.len; i++) {
        const struct described_crate *crate = &description->crates.at[i];
        json_array_append_new(array, json_pack("{s:s, s:b, s:b}", "root", crate->root, "tests",
                                               (int)crate->tests, "program", (int)crate->program));
    }
    return array;
}

static json_t *description_out(const struct description *description)
{
    const struct selector *selector = &description->selector;
    return json_pack("{s:s, s:s, s:s?, s:s, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:b, s:o}", "folder",
                     description->folder, "project", description->project, "users_wrapper",
                     description->users_wrapper, "start", description->start, "targets_named",
                     (int)description->targets_named, "shares_shim", (int)description->shares_shim,
                     "functions", list_out(selector->functions), "files", list_out(selector->files),
                     "modules", list_out(selector->modules), "skips", list_out(selector->skips),
                     "short_functions", list_out(selector->short_functions), "exact",
                     (int)selector->exact, "crates", crates_out(description));
}

bool description_write(struct arena *arena, const struct description *description,
                       const char **path, struct error *err)
{
    char *name = arena_printf(arena, "%s/" DESCRIPTION_PREFIX "XXXXXX", description->folder);
    int fd = mkstemp(name);
    if (fd < 0)
        return error_set(err, "cannot write to '%s': %s", description->folder, strerror(errno));
    FILE *file = fdopen(fd, "w");
    json_t *json = description_out(description);
    bool ok = file && json && json_dumpf(json, file, JSON_INDENT(1)) == 0;
    if (file ? fclose(file) != 0 : close(fd) != 0)
        ok = false;
    json_decref(json);
    if (!ok) {
        unlink(name);
        return error_set(err, "cannot write '%s'", name);
    }
    *path = name;
    return true;
}

static const char *const *list_in(struct arena *arena, const json_t *object, const char *key)
{
    const json_t *array = json_object_get(object, key);
    size_t len = json_array_size(array);
    if (len == 0)
        return NULL;
    const char **list = arena_many(arena, const char *, len + 1);
    for (size_t i = 0; i < len; i++)
        list[i] = arena_string(arena, text_of(json_string_value(json_array_get(array, i))));
    return list;
}

static void crates_in(struct arena *arena, const json_t *array, struct description *out)
{
    size_t i;
    json_t *entry;
    json_array_foreach(array, i, entry)
    {
        struct described_crate crate = {
            .root = json_string_in(arena, entry, "root"),
            .tests = json_is_true(json_object_get(entry, "tests")),
            .program = json_is_true(json_object_get(entry, "program")),
        };
        array_push(arena, &out->crates, crate);
    }
}

bool description_read(struct arena *arena, const char *path, struct description *out,
                      struct error *err)
{
    json_error_t reason;
    json_t *json = json_load_file(path, 0, &reason);
    if (!json)
        return error_set(err, "cannot read '%s': %s", path, reason.text);
    const char *users_wrapper = json_string_in(arena, json, "users_wrapper");
    struct description description = {
        .path = path,
        .folder = json_string_in(arena, json, "folder"),
        .project = json_string_in(arena, json, "project"),
        .users_wrapper = *users_wrapper ? users_wrapper : NULL,
        .start = json_string_in(arena, json, "start"),
        .targets_named = json_is_true(json_object_get(json, "targets_named")),
        .shares_shim = json_is_true(json_object_get(json, "shares_shim")),
        .selector =
            {
                .functions = list_in(arena, json, "functions"),
                .files = list_in(arena, json, "files"),
                .modules = list_in(arena, json, "modules"),
                .skips = list_in(arena, json, "skips"),
                .short_functions = list_in(arena, json, "short_functions"),
                .exact = json_is_true(json_object_get(json, "exact")),
            },
    };
    crates_in(arena, json_object_get(json, "crates"), &description);
    json_decref(json);
    *out = description;
    return true;
}

const char *description_settings(const struct description *description, bool program)
{
    return program ? description->start : description->shares_shim ? "shared" : NULL;
}

const struct described_crate *description_crate(const struct description *description,
                                                const char *root)
{
    for (size_t i = 0; i < description->crates.len; i++) {
        if (strcmp(description->crates.at[i].root, root) == 0)
            return &description->crates.at[i];
    }
    return NULL;
}
