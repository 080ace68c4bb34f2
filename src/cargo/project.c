#include "cargo/project.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cargo/call.h"
#include "cargo/metadata.h"

const char *target_kind_words(enum target_kind kind)
{
    static const char *const words[] = {
#define TARGET_KIND_WORDS(name, words) words,
        TARGET_KINDS(TARGET_KIND_WORDS)
#undef TARGET_KIND_WORDS
    };
    return words[kind];
}

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

static void question(struct arena *arena, const struct cargo *cargo, struct arguments *out)
{
    call_begin(arena, cargo, "metadata", CARGO_COMMON_FLAGS, out);
    arguments_add_all(arena, out,
                      (const char *const[]){"--no-deps", "--format-version", "1", NULL});
    arguments_end(arena, out);
}

static bool ask(struct arena *arena, const struct cargo *cargo, struct metadata *out,
                struct error *err)
{
    struct arguments line;
    struct text json;
    question(arena, cargo, &line);
    return call_capture(arena, &line, &json, err) && metadata_read(arena, json, out, err);
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

/* Another workspace's packages. Something in it that the program does not need may be broken: then
 * what it does need is not measured, and cargo says whatever there is to say. */
static void add_workspace(struct arena *arena, const struct cargo *cargo, const char *manifest,
                          struct project *project)
{
    struct cargo elsewhere = *cargo;
    struct arguments line;
    struct text json;
    struct metadata metadata;
    struct error ignored = {0};
    int status = 0;
    elsewhere.manifest = manifest;
    question(arena, &elsewhere, &line);
    if (!call_quietly(arena, &line, NULL, &json, &status, &ignored) || status != 0 ||
        !metadata_read(arena, json, &metadata, &ignored))
        return;
    array_push(arena, &project->documents, metadata.document);
    metadata_add_packages(arena, &metadata, false, project);
}

/* The package with that manifest, which may belong to another workspace. */
static size_t meet(struct arena *arena, const struct cargo *cargo, const char *manifest,
                   struct project *project)
{
    if (package_at(project, manifest) == project->packages.len)
        add_workspace(arena, cargo, manifest, project);
    return package_at(project, manifest);
}

/* Follow path dependencies out of the workspace. */
static void add_outsiders(struct arena *arena, const struct cargo *cargo, struct project *project)
{
    ARRAY(size_t) queue = {0};
    for (size_t i = 0; i < project->packages.len; i++)
        array_push(arena, &queue, i);
    for (size_t next = 0; next < queue.len; next++) {
        struct package package = project->packages.at[queue.at[next]];
        for (size_t d = 0; d < package.dependencies.len; d++) {
            const struct dependency *dependency = &package.dependencies.at[d];
            if (!dependency->manifest || (!package.member && dependency->kind == DEPENDENCY_DEV))
                continue;
            size_t found = meet(arena, cargo, dependency->manifest, project);
            bool queued = found == project->packages.len;
            for (size_t i = 0; i < queue.len && !queued; i++)
                queued = queue.at[i] == found;
            if (!queued)
                array_push(arena, &queue, found);
        }
    }
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
    project.has_build_folder = metadata.has_build_folder;
    project.metadata = metadata_of_workspace(&metadata);
    metadata_add_packages(arena, &metadata, true, &project);
    choose(arena, &metadata, &project);
    add_outsiders(arena, cargo, &project);
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

const struct package *project_dependency(const struct project *project,
                                         const struct dependency *dependency)
{
    if (!dependency->manifest) {
        const struct package *named = project_package(project, dependency->name);
        return named && named->member ? named : NULL;
    }
    size_t found = package_at(project, dependency->manifest);
    return found < project->packages.len ? &project->packages.at[found] : NULL;
}
