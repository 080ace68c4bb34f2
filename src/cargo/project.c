#include "cargo/project.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cargo/call.h"
#include "cargo/metadata.h"

static bool find_manifest(struct arena *arena, const struct cargo *cargo, const char **out,
                          struct error *err)
{
    if (cargo->manifest) {
        const char *manifest = path_absolute(arena, cargo->manifest);
        if (!file_exists(manifest))
            return error_set(err,
                             "there is no '%s': --manifest-path takes the path of a "
                             "Cargo.toml",
                             cargo->manifest);
        *out = manifest;
        return true;
    }
    const char *here = path_working_dir(arena);
    for (const char *folder = here;; folder = path_folder(arena, folder)) {
        const char *manifest = path_join(arena, folder, "Cargo.toml");
        if (file_exists(manifest)) {
            *out = manifest;
            return true;
        }
        if (strcmp(folder, "/") == 0)
            break;
    }
    return error_set(err,
                     "there is no Cargo project here: no Cargo.toml in '%s' or a folder above it.\n"
                     "Go to your project's folder, or name it with --manifest-path.",
                     here);
}

static bool same_file(const char *a, const char *b)
{
    struct stat one, other;
    return strcmp(a, b) == 0 || (stat(a, &one) == 0 && stat(b, &other) == 0 &&
                                 one.st_dev == other.st_dev && one.st_ino == other.st_ino);
}

static bool ask(struct arena *arena, const struct cargo *cargo, struct metadata *out,
                struct error *err)
{
    struct arguments arguments;
    call_begin(arena, cargo, "metadata", CARGO_COMMON_FLAGS, &arguments);
    arguments_add_all(arena, &arguments,
                      (const char *const[]){"--no-deps", "--format-version", "1", NULL});
    arguments_end(arena, &arguments);
    struct text json;
    return call_capture(arena, &arguments, NULL, &json, err) &&
           metadata_read(arena, json, out, err);
}

static size_t package_at(const struct project *project, const char *manifest)
{
    size_t i = 0;
    while (i < project->packages.len && strcmp(project->packages.at[i].manifest, manifest) != 0)
        i++;
    return i;
}

static size_t package_here(const struct project *project)
{
    size_t i = 0;
    while (i < project->packages.len &&
           !same_file(project->packages.at[i].manifest, project->manifest))
        i++;
    return i;
}

/* As cargo does: in the workspace's own folder its default members, elsewhere that package. */
static void choose(struct arena *arena, const struct metadata *metadata, struct project *project)
{
    size_t here = package_here(project);
    bool at_root = same_file(path_join(arena, project->root, "Cargo.toml"), project->manifest);
    if (here < project->packages.len && !at_root) {
        array_push(arena, &project->chosen, here);
        return;
    }
    for (size_t i = 0; i < project->packages.len; i++) {
        if (metadata_is_default(metadata, project->packages.at[i].manifest))
            array_push(arena, &project->chosen, i);
    }
}

/* The package with that manifest, which may belong to another workspace: then ask for that. */
static bool meet(struct arena *arena, const struct cargo *cargo, const char *manifest,
                 struct project *project, size_t *out, struct error *err)
{
    *out = package_at(project, manifest);
    /* One that is missing is for cargo to report, if it is needed at all. */
    if (*out < project->packages.len || !file_exists(manifest))
        return true;
    struct cargo elsewhere = *cargo;
    elsewhere.manifest = manifest;
    struct metadata metadata;
    if (!ask(arena, &elsewhere, &metadata, err))
        return false;
    array_push(arena, &project->documents, metadata.document);
    metadata_add_packages(arena, &metadata, false, project);
    *out = package_at(project, manifest);
    return true;
}

/* Follow path dependencies out of the workspace. */
static bool add_outsiders(struct arena *arena, const struct cargo *cargo, struct project *project,
                          struct error *err)
{
    struct {
        size_t *at;
        size_t len, cap;
    } queue = {0};
    for (size_t i = 0; i < project->packages.len; i++)
        array_push(arena, &queue, i);
    for (size_t next = 0; next < queue.len; next++) {
        struct package package = project->packages.at[queue.at[next]];
        for (size_t d = 0; d < package.dependencies.len; d++) {
            size_t found;
            if (!package.member && package.dependencies.at[d].kind == DEPENDENCY_DEV)
                continue;
            if (!meet(arena, cargo, package.dependencies.at[d].manifest, project, &found, err))
                return false;
            bool queued = found == project->packages.len;
            for (size_t i = 0; i < queue.len && !queued; i++)
                queued = queue.at[i] == found;
            if (!queued)
                array_push(arena, &queue, found);
        }
    }
    return true;
}

bool project_load(struct arena *arena, const struct cargo *cargo, struct project *out,
                  struct error *err)
{
    struct project project = {0};
    struct metadata metadata;
    if (!find_manifest(arena, cargo, &project.manifest, err) || !ask(arena, cargo, &metadata, err))
        return false;
    array_push(arena, &project.documents, metadata.document);
    project.root = metadata.root;
    project.target_directory = metadata.target_directory;
    project.metadata = metadata_of_workspace(&metadata);
    metadata_add_packages(arena, &metadata, true, &project);
    choose(arena, &metadata, &project);
    if (!add_outsiders(arena, cargo, &project, err)) {
        project_finish(&project);
        return false;
    }
    *out = project;
    return true;
}

void project_finish(struct project *project)
{
    for (size_t i = 0; i < project->documents.len; i++)
        json_decref(project->documents.at[i]);
    project->documents.len = 0;
}

const struct package *project_package(const struct project *project, struct text name)
{
    for (size_t i = 0; i < project->packages.len; i++) {
        if (text_equal(project->packages.at[i].name, name))
            return &project->packages.at[i];
    }
    return NULL;
}
