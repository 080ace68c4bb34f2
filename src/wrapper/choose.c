#include "wrapper/choose.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "base/nearest.h"

struct choice {
    const struct package *package;
    const struct target *target;
};
struct choices {
    struct choice *at;
    size_t len, cap;
};

struct packages {
    const struct package **at;
    size_t len, cap;
};

/* "name@1.2.3", "name:1.2.3" or a pattern like "name-*". */
static bool is_called(struct arena *arena, const struct package *package, const char *spec)
{
    struct text pattern = {spec, strcspn(spec, "@:")};
    return fnmatch(arena_string(arena, pattern), arena_string(arena, package->name), 0) == 0;
}

/* Whichever way cargo names a package: also "path+file:///folder#1.2.3" and
 * "file:///folder#name@1.2.3". Whether there is that version is cargo's to say. */
static bool is_named(struct arena *arena, const struct package *package, const char *spec)
{
    const char *scheme = strstr(spec, "file://");
    if (!scheme)
        return is_called(arena, package, spec);
    const char *folder = scheme + strlen("file://"), *end = folder + strcspn(folder, "#?");
    const char *hash = strchr(end, '#');
    bool has_name = hash && !isdigit((unsigned char)hash[1]);
    return text_is((struct text){folder, (size_t)(end - folder)}, package->folder) &&
           (!has_name || is_called(arena, package, hash + 1));
}

static struct packages members(struct arena *arena, const struct project *project)
{
    struct packages members = {0};
    for (size_t i = 0; i < project->packages.len; i++) {
        if (project->packages.at[i].member)
            array_push(arena, &members, &project->packages.at[i]);
    }
    return members;
}

/* "a, b, c" */
static const char *join(struct arena *arena, const struct text *names, size_t count)
{
    struct buffer buffer = {0};
    for (size_t i = 0; i < count; i++)
        buffer_printf(&buffer, "%s%.*s", i ? ", " : "", TEXT_ARG(names[i]));
    const char *made = arena_string(arena, buffer_text(&buffer));
    buffer_finish(&buffer);
    return made;
}

static bool no_package(struct arena *arena, const struct packages *members, const char *spec,
                       struct error *err)
{
    struct text *names = arena_many(arena, struct text, members->len);
    for (size_t i = 0; i < members->len; i++)
        names[i] = members->at[i]->name;
    size_t near = nearest_index(text_of(spec), names, members->len);
    if (near == SIZE_MAX)
        return error_set(err, "this workspace has no package '%s'; it has: %s", spec,
                         join(arena, names, members->len));
    return error_set(err, "this workspace has no package '%s'; did you mean '%.*s'?", spec,
                     TEXT_ARG(names[near]));
}

static bool find_packages(struct arena *arena, const struct project *project,
                          const struct build_request *request, struct packages *out,
                          struct error *err)
{
    const struct packages all = members(arena, project);
    for (size_t i = 0; request->package && i < all.len; i++) {
        if (is_named(arena, all.at[i], request->package))
            array_push(arena, out, all.at[i]);
    }
    if (request->package)
        return out->len || no_package(arena, &all, request->package, err);
    for (size_t i = 0; i < project->chosen.len; i++)
        array_push(arena, out, &project->packages.at[project->chosen.at[i]]);
    return true;
}

/* Of a library its unit tests are one; macros that are a library have them too. */
static bool is_program(const struct target *target, enum target_kind kind)
{
    if (kind == TARGET_LIB)
        return target->kind == TARGET_LIB || target->kind == TARGET_PROC_MACRO;
    return target->kind == kind && target->runs;
}

static struct choices programs(struct arena *arena, const struct packages *packages,
                               enum target_kind kind, const char *name)
{
    struct choices choices = {0};
    for (size_t i = 0; i < packages->len; i++) {
        const struct package *package = packages->at[i];
        for (size_t t = 0; t < package->targets.len; t++) {
            const struct target *target = &package->targets.at[t];
            struct choice choice = {package, target};
            if (is_program(target, kind) && (!name || text_is(target->name, name)))
                array_push(arena, &choices, choice);
        }
    }
    return choices;
}

static const char *packages_of(struct arena *arena, const struct choices *choices)
{
    struct text *names = arena_many(arena, struct text, choices->len);
    for (size_t i = 0; i < choices->len; i++)
        names[i] = choices->at[i].package->name;
    return join(arena, names, choices->len);
}

static struct text *target_names(struct arena *arena, const struct choices *choices)
{
    struct text *names = arena_many(arena, struct text, choices->len);
    for (size_t i = 0; i < choices->len; i++)
        names[i] = choices->at[i].target->name;
    return names;
}

static const char *targets_of(struct arena *arena, const struct choices *choices)
{
    return join(arena, target_names(arena, choices), choices->len);
}

static bool none_named(struct arena *arena, const struct project *project,
                       const struct packages *packages, const struct build_request *request,
                       struct error *err)
{
    const char *kind = target_kind_words(request->kind);
    /* Without -p cargo looks but at a part of the workspace. */
    const struct packages all = members(arena, project);
    struct choices elsewhere = programs(arena, &all, request->kind, request->target);
    if (elsewhere.len)
        return error_set(err,
                         "there is no %s '%s' here, but in another package; name it with -p: %s",
                         kind, request->target, packages_of(arena, &elsewhere));
    struct choices there = programs(arena, packages, request->kind, NULL);
    if (there.len == 0)
        return error_set(
            err,
            "there is no %s '%s' here, nor any other: 'piano help build' tells what can be named",
            kind, request->target);
    struct text *names = target_names(arena, &there);
    size_t near = nearest_index(text_of(request->target), names, there.len);
    if (near != SIZE_MAX)
        return error_set(err, "there is no %s '%s'; did you mean '%.*s'?", kind, request->target,
                         TEXT_ARG(names[near]));
    return error_set(err, "there is no %s '%s'; there are: %s", kind, request->target,
                     join(arena, names, there.len));
}

/* A project without a binary, or without a library, may still have something that runs. */
static bool none_of_kind(struct arena *arena, const struct packages *packages,
                         enum target_kind wanted, struct error *err)
{
    struct buffer others = {0};
    for (enum target_kind kind = TARGET_BIN; kind <= TARGET_BENCH; kind++) {
        struct choices there = programs(arena, packages, kind, NULL);
        if (there.len)
            buffer_printf(&others, "\n  --%s: %s%s", target_kind_words(kind),
                          kind == TARGET_LIB ? "the unit tests of " : "",
                          targets_of(arena, &there));
    }
    if (others.len == 0)
        error_set(err, "there is no program here to build: no package is meant.\n"
                       "Name one with -p, or make one with 'cargo new'.");
    else
        error_set(err, "there is no %s here, but one of these can be named:%.*s",
                  wanted == TARGET_LIB ? "library" : "binary", TEXT_ARG(buffer_text(&others)));
    buffer_finish(&others);
    return false;
}

static bool several(struct arena *arena, const struct build_request *request,
                    const struct choices *choices, struct error *err)
{
    if (request->target)
        return error_set(err, "several packages have a %s '%s'; name one of them with -p: %s",
                         target_kind_words(request->kind), request->target,
                         packages_of(arena, choices));
    if (request->kind == TARGET_LIB)
        return error_set(err, "several packages have a library; name one of them with -p: %s",
                         packages_of(arena, choices));
    return error_set(err, "there are several binaries here; name one of them with --bin: %s",
                     targets_of(arena, choices));
}

/* Where exactly one package says which of its binaries is meant, that is it. */
static bool by_default_run(const struct build_request *request, const struct choices *choices,
                           struct choice *out)
{
    size_t found = 0;
    if (request->target || request->kind != TARGET_BIN)
        return false;
    for (size_t i = 0; i < choices->len; i++) {
        const struct choice *choice = &choices->at[i];
        if (choice->package->default_run.len &&
            text_equal(choice->package->default_run, choice->target->name)) {
            *out = *choice;
            found++;
        }
    }
    return found == 1;
}

bool choose_program(struct arena *arena, const struct project *project,
                    const struct build_request *request, const struct package **package,
                    const struct target **target, struct error *err)
{
    struct packages packages = {0};
    if (!find_packages(arena, project, request, &packages, err))
        return false;
    struct choices choices = programs(arena, &packages, request->kind, request->target);
    if (choices.len == 0)
        return request->target ? none_named(arena, project, &packages, request, err)
                               : none_of_kind(arena, &packages, request->kind, err);
    struct choice chosen = choices.at[0];
    if (choices.len > 1 && !by_default_run(request, &choices, &chosen))
        return several(arena, request, &choices, err);
    *package = chosen.package;
    *target = chosen.target;
    return true;
}
