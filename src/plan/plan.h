/* Decides the fate of every function.
 * In: a crate and the user's selection.  Out: measured, or a reason why not, for each. */
#ifndef PIANO_PLAN_PLAN_H
#define PIANO_PLAN_PLAN_H

#include "base/arena.h"
#include "base/error.h"
#include "rust/crate.h"

/* What the user asked for; all zero selects everything. A function is selected when any of
 * `functions`, `files` or `modules` matches it (or all three are empty) and no `skips` does, and it
 * is none of `short_functions`. "CRATE::" before a name means the functions of that crate. */
struct selector {
    const char *const *functions; /* substrings of the qualified name; NULL-terminated, or NULL */
    const char *const *files;     /* paths below the project, or their last parts */
    const char *const *modules;   /* a module's name or path */
    const char *const *skips;     /* substrings of the qualified name */
    const char *const *short_functions; /* "CRATE::name", whole: functions to skip like these */
    bool exact; /* `functions` name the whole qualified name, or its last parts */
};

#define FATES(X)                                                                                   \
    X(MEASURED, "measured")                                                                        \
    X(CONST_FN, "const fn")                                                                        \
    X(EXTERN_FN, "extern fn")                                                                      \
    X(NAKED_FN, "naked fn")                                                                        \
    X(GEN_FN, "gen fn")                                                                            \
    X(ALLOCATOR_FN, "method of an allocator")                                                      \
    X(MACRO_BODY, "its body is a macro's argument")                                                \
    X(MACRO_TOKENS, "its text is a macro's argument")                                              \
    X(MACRO_CONST, "a macro may make it const")                                                    \
    X(UNBALANCED, "the brackets of its file do not pair up")                                       \
    X(NOT_UTF8, "its file is not UTF-8")                                                           \
    X(HEALED, "did not compile when instrumented")                                                 \
    X(NOT_SELECTED, "not selected")                                                                \
    X(TEST_FN, "test code")

enum fate {
#define FATE_NAME(name, words) FATE_##name,
    FATES(FATE_NAME)
#undef FATE_NAME
};

/* "const fn", "extern fn", …; static. */
const char *fate_words(enum fate fate);

struct planned {
    const struct function *function;
    const struct source_file *file;
    struct text name; /* qualified within the crate: module::Type::method */
    enum fate fate;
};

struct plan {
    struct text crate;               /* as rustc knows it */
    ARRAY(struct planned) functions; /* every function of the crate, file by file, in order */
    size_t measured;                 /* how many have FATE_MEASURED */
    size_t measured_files;           /* files with at least one */
};

/* Functions that earlier builds found not to compile, by qualified name. */
struct healed {
    const struct text *names;
    size_t len;
    bool whole_crate;
};

struct plan_options {
    struct text crate; /* as rustc knows it */
    const struct selector *selector;
    const struct healed *healed; /* may be NULL */
    const char *project;         /* folder that `selector.files` are relative to */
    bool tests;                  /* test code is compiled: a test harness is being built */
};

/* Decide all functions of a crate. Names point into the arena. */
void plan_make(struct arena *arena, const struct crate *crate, const struct plan_options *options,
               struct plan *out);

/* A pattern that the user gave and that matches no function. */
struct unmatched {
    const char *flag;    /* "--fn", "--file", "--mod" or "--skip" */
    const char *pattern; /* as the user gave it */
    struct text nearest; /* what exists and looks most like it, or empty */
};

struct unmatched_list {
    struct unmatched *at;
    size_t len, cap;
};

/* The patterns that match nothing in any of these plans. */
void plan_unmatched(struct arena *arena, const struct plan *plans, size_t count,
                    const struct plan_options *options, struct unmatched_list *out);

/* A number that changes when what is measured in this crate changes, and only then. */
uint64_t plan_hash(const struct plan *plan);

#endif
