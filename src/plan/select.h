/* Matches functions against the user's selection.
 * In: the patterns of the command line, what a function is called.  Out: whether it is taken. */
#ifndef PIANO_PLAN_SELECT_H
#define PIANO_PLAN_SELECT_H

#include "plan/plan.h"

/* What a function can be called by. */
struct handle {
    struct text spellings[3]; /* "m::<T as Trait>::f", and then "m::T::f", "m::Trait::f" */
    size_t spelling_count;
    struct text module; /* "m", the inline modules included */
    struct text crate;
    struct text file; /* absolute */
    struct text real; /* the same with links followed; or empty */
};

/* The handle of a function of which only the crate and the qualified name are known. */
struct handle handle_named(struct arena *arena, struct text crate, struct text name);

/* The handle of a function of that crate. */
struct handle handle_of(struct arena *arena, struct text crate, const struct planned *planned);

enum pattern_kind {
    PATTERN_FUNCTION,
    PATTERN_EXACT,
    PATTERN_FILE,
    PATTERN_MODULE,
    PATTERN_SKIP,
    PATTERN_SHORT, /* skipped as well: one whole name, with the crate in front */
};

struct pattern {
    enum pattern_kind kind;
    const char *given; /* as the user wrote it */
    struct text text;  /* without a leading "./" or "crate::" */
    struct text path;  /* of a file: absolute, seen from here, or from the project */
    struct text real;  /* the same with links followed; or empty */
};

struct selection {
    struct pattern *at;
    size_t len, cap;
};

/* The patterns of a selector, made ready to match. */
struct selection selection_of(struct arena *arena, const struct selector *selector,
                              const char *project);

/* Whether the pattern names the function, with or without the crate in front. */
bool pattern_matches(const struct pattern *pattern, const struct handle *handle);

/* Whether the function is selected: some pattern matches it, or all patterns are skips; and no skip
 * matches it. */
bool selection_takes(const struct selection *selection, const struct handle *handle);

#endif
