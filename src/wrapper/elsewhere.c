#include "wrapper/elsewhere.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "cargo/call.h"
#include "cargo/metadata.h"
#include "rewrite/handing.h"
#include "wrapper/planning.h"
#include "wrapper/surveyed.h"

/* All packages of the resolved project. That may use the network and write the lock file, as the
 * build will have to anyway. */
static bool resolve(struct arena *arena, const struct cargo *cargo, struct project *out,
                    struct error *err)
{
    struct arguments line;
    call_begin(arena, cargo, "metadata", CARGO_RESOLVE_FLAGS, &line);
    arguments_add_all(arena, &line, (const char *const[]){"--format-version", "1", NULL});
    arguments_end(arena, &line);
    struct text json;
    struct metadata metadata;
    if (!call_capture(arena, &line, &json, err) || !metadata_read(arena, json, &metadata, err))
        return false;
    metadata_add_packages(arena, &metadata, false, out);
    for (size_t i = 0; i < out->packages.len; i++)
        out->packages.at[i].metadata = NULL;
    json_decref(metadata.document);
    return true;
}

static bool no_dependency(struct arena *arena, const struct project *project, const char *name,
                          struct error *err)
{
    struct text *names = arena_many(arena, struct text, project->packages.len);
    for (size_t i = 0; i < project->packages.len; i++)
        names[i] = project->packages.at[i].name;
    size_t near = nearest_index(text_of(name), names, project->packages.len);
    if (near == SIZE_MAX)
        return error_set(
            err, "the program depends on no crate '%s': 'cargo tree' lists those it does", name);
    return error_set(err, "the program depends on no crate '%s'; did you mean '%.*s'?", name,
                     TEXT_ARG(names[near]));
}

/* Adds every version of the package with that name. */
static bool add_named(struct arena *arena, const struct project *project, const char *name,
                      struct survey *survey, struct error *err)
{
    bool found = false;
    for (size_t i = 0; i < project->packages.len; i++) {
        const struct package *package = &project->packages.at[i];
        if (!text_is(package->name, name))
            continue;
        surveyed_add_targets(arena, survey, package, TARGET_LIB);
        found = true;
    }
    return found || no_dependency(arena, project, name, err);
}

bool elsewhere_add(struct arena *arena, const struct build_request *request, struct survey *survey,
                   struct error *err)
{
    const char *const *name = request->dependencies;
    if (!name || !*name)
        return true;
    struct project *resolved = arena_new(arena, struct project);
    if (!resolve(arena, request->cargo, resolved, err))
        return false;
    for (; *name; name++) {
        if (!add_named(arena, resolved, *name, survey, err))
            return false;
    }
    return true;
}

/* Builds of another profile or platform have results of their own. */
static uint64_t kind_of_build(struct arena *arena, const struct cargo *cargo)
{
    struct arguments line;
    call_begin(arena, cargo, "clean", CARGO_CLEAN_FLAGS, &line);
    uint64_t hash = 0;
    for (size_t i = 0; i < line.len; i++)
        hash = text_hash_after(hash, text_of(line.at[i]));
    return hash;
}

/* Crates that run jobs are compiled with the shim. Where it is shared it is another crate, which
 * cargo does not know of: they must be made anew. */
static void want_handing(const struct survey *survey, json_t *object)
{
    const char *package;
    for (size_t i = 0; survey->shares_shim && (package = handing_package(i)); i++) {
        if (!json_object_get(object, package))
            json_object_set_new(object, package, json_string("shared"));
    }
}

static json_t *wanted(struct arena *arena, const struct survey *survey)
{
    json_t *object = json_object();
    for (size_t i = 0; i < survey->crates.len; i++) {
        const struct surveyed_crate *crate = &survey->crates.at[i];
        if (crate->elsewhere)
            json_object_set_new(object, arena_string(arena, crate->package->name),
                                json_string(surveyed_value(arena, survey, i, NULL)));
    }
    want_handing(survey, object);
    return object;
}

/* What cargo builds and where. */
struct site {
    const struct cargo *cargo;
    const struct project *project;
    const char *folder;
};

/* `*known` tells whether it is a package of this project at all. */
static bool forget(struct arena *arena, const struct site *site, const char *package, bool *known,
                   struct error *err)
{
    struct arguments line;
    call_begin(arena, site->cargo, "clean", CARGO_CLEAN_FLAGS, &line);
    if (!call_into(arena, site->project, site->folder, &line, err))
        return false;
    arguments_add_all(arena, &line, (const char *const[]){"-p", package, NULL});
    arguments_end(arena, &line);
    struct text words;
    int status;
    if (!call_quietly(arena, &line, NULL, &words, &status, err))
        return false;
    *known = status == 0;
    return true;
}

/* Forget what was built otherwise than `now`. Projects may share a build folder: what only another
 * one depends on stays as it is, and is noted in `now` as such. */
static bool forget_changed(struct arena *arena, const struct site *site, const json_t *before,
                           json_t *now, struct error *err)
{
    json_t *all = json_object();
    json_object_update(all, (json_t *)before);
    json_object_update(all, now);
    bool ok = true;
    const char *name;
    json_t *value;
    json_object_foreach(all, name, value)
    {
        json_t *built = json_object_get(before, name);
        bool known = true;
        if (json_equal(built, json_object_get(now, name)))
            continue;
        ok = forget(arena, site, name, &known, err);
        if (!ok)
            break;
        if (!known)
            json_object_set(now, name, built);
    }
    json_decref(all);
    return ok;
}

static bool store(const char *path, const json_t *json, struct error *err)
{
    return json_dump_file(json, path, JSON_INDENT(1)) == 0 ||
           error_set(err, "cannot write '%s'", path);
}

bool elsewhere_refresh(struct arena *arena, const struct project *project,
                       const struct build_request *request, const struct survey *survey,
                       struct error *err)
{
    const struct site site = {request->cargo, project, survey->folder};
    const char *path = arena_printf(arena, "%s/dependencies-%016" PRIx64 ".json", survey->folder,
                                    kind_of_build(arena, request->cargo));
    json_t *before = json_load_file(path, 0, NULL);
    json_t *now = wanted(arena, survey);
    bool ok = true;
    if (!json_equal(before, now) && (before || json_object_size(now)))
        ok = forget_changed(arena, &site, before, now, err) && store(path, now, err);
    json_decref(before);
    json_decref(now);
    return ok;
}
