#include "cargo/metadata.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"

static struct text text_at(struct arena *arena, const json_t *object, const char *key)
{
    return text_of(json_string_in(arena, object, key));
}

static bool lists(const json_t *array, const char *word)
{
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)array, i, entry)
    {
        const char *value = json_string_value(entry);
        if (value && strcmp(value, word) == 0)
            return true;
    }
    return false;
}

/* cargo calls a library by its crate types: lib, rlib, dylib, cdylib, staticlib. */
static enum target_kind kind_of(const json_t *target)
{
    const json_t *kinds = json_object_get(target, "kind");
    for (int kind = TARGET_BIN; kind <= TARGET_BUILD_SCRIPT; kind++) {
        if (lists(kinds, target_kind_words((enum target_kind)kind)))
            return (enum target_kind)kind;
    }
    return TARGET_LIB;
}

static struct target read_target(struct arena *arena, const json_t *from)
{
    enum target_kind kind = kind_of(from);
    return (struct target){
        .kind = kind,
        .name = text_at(arena, from, "name"),
        .root = text_at(arena, from, "src_path").at,
        .edition = atoi(text_at(arena, from, "edition").at),
        .runs = kind == TARGET_BIN || kind == TARGET_TEST || kind == TARGET_BENCH ||
                (kind == TARGET_EXAMPLE && lists(json_object_get(from, "crate_types"), "bin")),
        .dylib = lists(json_object_get(from, "crate_types"), "dylib"),
    };
}

static enum dependency_kind dependency_kind(struct text kind)
{
    if (text_is(kind, "dev"))
        return DEPENDENCY_DEV;
    return text_is(kind, "build") ? DEPENDENCY_BUILD : DEPENDENCY_NORMAL;
}

static struct names read_names(struct arena *arena, const json_t *array)
{
    struct names names = {0};
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)array, i, entry)
    {
        const char *name = json_string_value(entry);
        if (name)
            array_push(arena, &names, arena_text(arena, text_of(name)));
    }
    return names;
}

static struct dependency read_dependency(struct arena *arena, const json_t *from)
{
    struct text path = text_at(arena, from, "path");
    struct text rename = text_at(arena, from, "rename");
    struct text name = text_at(arena, from, "name");
    return (struct dependency){
        .kind = dependency_kind(text_at(arena, from, "kind")),
        .name = name,
        .alias = rename.len ? rename : name,
        .manifest = path.len ? path_join(arena, path.at, "Cargo.toml") : NULL,
        .optional = json_is_true(json_object_get(from, "optional")),
        .default_features = json_is_true(json_object_get(from, "uses_default_features")),
        .features = read_names(arena, json_object_get(from, "features")),
    };
}

static void read_features(struct arena *arena, json_t *features, struct package *out)
{
    const char *name;
    json_t *turns_on;
    json_object_foreach(features, name, turns_on)
    {
        struct feature feature = {
            .name = arena_text(arena, text_of(name)),
            .turns_on = read_names(arena, turns_on),
        };
        array_push(arena, &out->features, feature);
    }
}

static struct package read_package(struct arena *arena, const json_t *from, bool member)
{
    struct package package = {
        .name = text_at(arena, from, "name"),
        .version = text_at(arena, from, "version"),
        .manifest = text_at(arena, from, "manifest_path").at,
        .member = member,
        .default_run = text_at(arena, from, "default_run"),
        .metadata = json_object_get(from, "metadata"),
    };
    package.folder = path_folder(arena, package.manifest);
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(from, "targets"), i, entry)
        array_push(arena, &package.targets, read_target(arena, entry));
    json_array_foreach(json_object_get(from, "dependencies"), i, entry)
        array_push(arena, &package.dependencies, read_dependency(arena, entry));
    read_features(arena, json_object_get(from, "features"), &package);
    return package;
}

bool metadata_read(struct arena *arena, struct text json, struct metadata *out, struct error *err)
{
    json_error_t reason;
    json_t *document = json_loadb(json.at, json.len, 0, &reason);
    if (!document)
        return error_set(err,
                         "cannot understand what 'cargo metadata' says: %s (line %d): see what it "
                         "does, and which cargo is first in PATH",
                         reason.text, reason.line);
    *out = (struct metadata){
        .document = document,
        .root = text_at(arena, document, "workspace_root").at,
        .target_directory = text_at(arena, document, "target_directory").at,
    };
    struct text build_folder = text_at(arena, document, "build_directory");
    out->has_build_folder = build_folder.len && !text_is(build_folder, out->target_directory);
    return true;
}

static bool knows(const struct project *project, const char *manifest)
{
    for (size_t i = 0; i < project->packages.len; i++) {
        if (strcmp(project->packages.at[i].manifest, manifest) == 0)
            return true;
    }
    return false;
}

void metadata_add_packages(struct arena *arena, const struct metadata *metadata, bool member,
                           struct project *project)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(metadata->document, "packages"), i, entry)
    {
        struct package package = read_package(arena, entry, member);
        if (!knows(project, package.manifest))
            array_push(arena, &project->packages, package);
    }
}

bool metadata_is_default(const struct metadata *metadata, const char *manifest)
{
    const json_t *defaults = json_object_get(metadata->document, "workspace_default_members");
    if (!defaults)
        return true;
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(metadata->document, "packages"), i, entry)
    {
        const char *path = json_string_value(json_object_get(entry, "manifest_path"));
        const char *id = json_string_value(json_object_get(entry, "id"));
        if (path && id && strcmp(path, manifest) == 0)
            return lists(defaults, id);
    }
    return false;
}

const struct json_t *metadata_of_workspace(const struct metadata *metadata)
{
    return json_object_get(metadata->document, "metadata");
}
