#include "cargo/reach.h"

#include <string.h>

#include "cargo/call.h"

/* What is known of a package: which of its features and dependencies are on. */
struct state {
    bool active;
    bool *features, *dependencies;
};

struct resolver {
    struct arena *arena;
    const struct reach_request *request;
    struct state *states; /* of project->packages, by index */
    bool changed;
};

static bool is_proc_macro(const struct package *package)
{
    for (size_t i = 0; i < package->targets.len; i++) {
        if (package->targets.at[i].kind == TARGET_PROC_MACRO)
            return true;
    }
    return false;
}

static struct state *state_of(struct resolver *resolver, const struct package *package)
{
    return &resolver->states[package - resolver->request->project->packages.at];
}

static void turn_on(struct resolver *resolver, bool *what)
{
    if (!*what)
        resolver->changed = true;
    *what = true;
}

static void turn_on_feature(struct resolver *resolver, const struct package *package,
                            struct text name)
{
    for (size_t i = 0; i < package->features.len; i++) {
        if (text_equal(package->features.at[i].name, name))
            turn_on(resolver, &state_of(resolver, package)->features[i]);
    }
}

static bool is_linked(const struct resolver *resolver, const struct package *package,
                      const struct dependency *dependency)
{
    bool development = resolver->request->development && package == resolver->request->program;
    return dependency->kind == DEPENDENCY_NORMAL ||
           (development && dependency->kind == DEPENDENCY_DEV);
}

/* The dependency's package where it is one of the project's and goes into the program. */
static const struct package *target_of(const struct resolver *resolver,
                                       const struct package *package,
                                       const struct dependency *dependency)
{
    if (!is_linked(resolver, package, dependency))
        return NULL;
    const struct package *found = project_dependency(resolver->request->project, dependency);
    return found && !is_proc_macro(found) ? found : NULL;
}

/* "dep:alias", or the first half of "alias/feature". */
static void turn_on_dependency(struct resolver *resolver, const struct package *package,
                               struct text alias)
{
    for (size_t i = 0; i < package->dependencies.len; i++) {
        if (text_equal(package->dependencies.at[i].alias, alias))
            turn_on(resolver, &state_of(resolver, package)->dependencies[i]);
    }
}

/* The second half of "alias/feature", for a dependency that is on. */
static void turn_on_theirs(struct resolver *resolver, const struct package *package,
                           struct text alias, struct text feature)
{
    for (size_t i = 0; i < package->dependencies.len; i++) {
        const struct dependency *dependency = &package->dependencies.at[i];
        const struct package *target = target_of(resolver, package, dependency);
        if (target && state_of(resolver, package)->dependencies[i] &&
            text_equal(dependency->alias, alias))
            turn_on_feature(resolver, target, feature);
    }
}

/* One thing that a feature of the package turns on. */
static void apply(struct resolver *resolver, const struct package *package, struct text value)
{
    const char *slash = memchr(value.at, '/', value.len);
    if (text_starts(value, "dep:")) {
        turn_on_dependency(resolver, package, text_slice(value, strlen("dep:"), value.len));
    } else if (slash) {
        struct text alias = text_slice(value, 0, (size_t)(slash - value.at));
        struct text feature = text_slice(value, alias.len + 1, value.len);
        bool weak = text_ends(alias, "?");
        if (weak)
            alias.len--;
        else
            turn_on_dependency(resolver, package, alias);
        turn_on_theirs(resolver, package, alias, feature);
    } else {
        turn_on_feature(resolver, package, value);
    }
}

static void turn_on_package(struct resolver *resolver, const struct package *package,
                            const struct dependency *why)
{
    turn_on(resolver, &state_of(resolver, package)->active);
    if (why->default_features)
        turn_on_feature(resolver, package, TEXT("default"));
    for (size_t i = 0; i < why->features.len; i++)
        turn_on_feature(resolver, package, why->features.at[i]);
}

/* All that follows at once from what is on in a package. */
static void follow(struct resolver *resolver, const struct package *package)
{
    struct state *state = state_of(resolver, package);
    for (size_t f = 0; f < package->features.len; f++) {
        const struct feature *feature = &package->features.at[f];
        for (size_t i = 0; state->features[f] && i < feature->turns_on.len; i++)
            apply(resolver, package, feature->turns_on.at[i]);
    }
    for (size_t d = 0; d < package->dependencies.len; d++) {
        const struct dependency *dependency = &package->dependencies.at[d];
        const struct package *target = target_of(resolver, package, dependency);
        if (!dependency->optional)
            turn_on(resolver, &state->dependencies[d]);
        if (target && state->dependencies[d])
            turn_on_package(resolver, target, dependency);
    }
}

/* "--features a,b/c d": of the package itself, of its dependencies, or "member/feature". */
static void apply_flag(struct resolver *resolver, const struct package *package, struct text list)
{
    struct text words, word;
    while (text_next(&list, ',', &words)) {
        while (text_next(&words, ' ', &word)) {
            const char *slash = memchr(word.at, '/', word.len);
            struct text before = text_slice(word, 0, slash ? (size_t)(slash - word.at) : 0);
            if (slash && text_equal(before, package->name))
                turn_on_feature(resolver, package, text_slice(word, before.len + 1, word.len));
            else if (word.len)
                apply(resolver, package, word);
        }
    }
}

static void begin(struct resolver *resolver, const struct package *package)
{
    const struct cargo *cargo = resolver->request->cargo;
    turn_on(resolver, &state_of(resolver, package)->active);
    if (!cargo_has_flag(cargo, "--no-default-features"))
        turn_on_feature(resolver, package, TEXT("default"));
    for (size_t i = 0; cargo_has_flag(cargo, "--all-features") && i < package->features.len; i++)
        turn_on_feature(resolver, package, package->features.at[i].name);
    for (const char *const *flag = cargo->flags; flag && flag[0] && flag[1]; flag++) {
        if (strcmp(flag[0], "--features") == 0 || strcmp(flag[0], "-F") == 0)
            apply_flag(resolver, package, text_of(flag[1]));
    }
}

/* Where no package is named, cargo builds for all that are chosen, and their features add up. */
static void begin_all(struct resolver *resolver)
{
    const struct project *project = resolver->request->project;
    begin(resolver, resolver->request->program);
    for (size_t i = 0; !resolver->request->package_named && i < project->chosen.len; i++)
        begin(resolver, &project->packages.at[project->chosen.at[i]]);
}

static void resolve(struct resolver *resolver)
{
    const struct project *project = resolver->request->project;
    do {
        resolver->changed = false;
        begin_all(resolver);
        for (size_t i = 0; i < project->packages.len; i++) {
            if (resolver->states[i].active)
                follow(resolver, &project->packages.at[i]);
        }
    } while (resolver->changed);
}

static void add(struct arena *arena, struct reached *reached, const struct package *package)
{
    for (size_t i = 0; i < reached->len; i++) {
        if (reached->at[i] == package)
            return;
    }
    array_push(arena, reached, package);
}

void reach_packages(struct arena *arena, const struct reach_request *request, struct reached *out)
{
    const struct project *project = request->project;
    struct resolver resolver = {
        .arena = arena,
        .request = request,
        .states = arena_many(arena, struct state, project->packages.len),
    };
    for (size_t i = 0; i < project->packages.len; i++) {
        const struct package *package = &project->packages.at[i];
        resolver.states[i].features = arena_many(arena, bool, package->features.len);
        resolver.states[i].dependencies = arena_many(arena, bool, package->dependencies.len);
    }
    resolve(&resolver);
    struct reached reached = {0};
    add(arena, &reached, request->program);
    for (size_t next = 0; next < reached.len; next++) {
        const struct package *package = reached.at[next];
        for (size_t d = 0; d < package->dependencies.len; d++) {
            const struct package *target =
                target_of(&resolver, package, &package->dependencies.at[d]);
            if (target && state_of(&resolver, package)->dependencies[d])
                add(arena, &reached, target);
        }
    }
    *out = reached;
}
