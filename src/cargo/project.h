/* A Cargo project, as cargo itself describes it.
 * In: a folder or a manifest.  Out: its packages, their targets, and where cargo builds.
 * Nothing is resolved: no lock file is read or written and no network asked. */
#ifndef PIANO_CARGO_PROJECT_H
#define PIANO_CARGO_PROJECT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

struct json_t; /* of jansson */

/* How the user calls cargo; all zero is the plain call. */
struct cargo {
    const char *toolchain;    /* "+nightly", or NULL */
    const char *manifest;     /* of --manifest-path, or NULL: look here and in the folders above */
    const char *const *flags; /* for cargo build, a value after its flag: "--features", "a,b",
                                 "--release", …; NULL-terminated, or NULL */
};

#define TARGET_KINDS(X)                                                                            \
    X(BIN, "bin")                                                                                  \
    X(LIB, "lib")                                                                                  \
    X(EXAMPLE, "example")                                                                          \
    X(TEST, "test")                                                                                \
    X(BENCH, "bench")                                                                              \
    X(PROC_MACRO, "proc-macro")                                                                    \
    X(BUILD_SCRIPT, "custom-build")

enum target_kind {
#define TARGET_KIND_NAME(name, words) TARGET_##name,
    TARGET_KINDS(TARGET_KIND_NAME)
#undef TARGET_KIND_NAME
};

/* "bin", "example", …; static. */
const char *target_kind_words(enum target_kind kind);

struct target {
    enum target_kind kind;
    struct text name;
    const char *root; /* absolute path of its lib.rs, main.rs, … */
    int edition;      /* 2015, 2018, … */
    bool runs;        /* what is built can be run: not a library that is an example */
    bool dylib;       /* a library for Rust programs to load, too */
};

enum dependency_kind { DEPENDENCY_NORMAL, DEPENDENCY_DEV, DEPENDENCY_BUILD };

struct dependency {
    enum dependency_kind kind;
    struct text name;
    struct text alias;    /* what the package that depends on it calls it */
    const char *manifest; /* absolute path of its Cargo.toml where it is named by path, or NULL */
    bool optional;        /* only there where a feature asks for it */
    bool default_features;
    struct names features; /* that it is to have */
};

/* [features]: a name, and what it turns on: "other", "dep:x", "x/feature", "x?/feature". */
struct feature {
    struct text name;
    struct names turns_on;
};

struct package {
    struct text name, version;
    const char *manifest; /* absolute */
    const char *folder;   /* absolute */
    bool member;          /* of the workspace, rather than a path dependency outside it */
    struct text default_run;
    ARRAY(struct target) targets;
    ARRAY(struct dependency) dependencies; /* those with a path */
    ARRAY(struct feature) features;
    const struct json_t *metadata; /* [package.metadata], or NULL */
};

struct project {
    const char *manifest;           /* the Cargo.toml that was found */
    const char *root;               /* the workspace's folder, or the package's */
    const char *target_directory;   /* cargo's, honouring the user's configuration */
    bool has_build_folder;          /* what is intermediate goes elsewhere: build.build-dir */
    ARRAY(struct package) packages; /* the workspace's, then path dependencies outside it */
    ARRAY(size_t) chosen; /* indexes of the packages that cargo means here when none is named */
    const struct json_t *metadata;    /* [workspace.metadata], or NULL */
    ARRAY(struct json_t *) documents; /* what the metadata above points into */
};

/* Find and read the project. Where cargo has told the user what is wrong with a manifest, the
 * error is `shown` with EXIT_BUILD. Strings live in the arena. */
bool project_load(struct arena *arena, const struct cargo *cargo, struct project *out,
                  struct error *err);
void project_finish(struct project *project);

/* The package of that name, or NULL. */
const struct package *project_package(const struct project *project, struct text name);

/* The package that a dependency means, or NULL where it comes from elsewhere. One that is named by
 * version may have been replaced by the workspace's own in a [patch] table. */
const struct package *project_dependency(const struct project *project,
                                         const struct dependency *dependency);

#endif
