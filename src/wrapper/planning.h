/* A crate, read and planned: the same for the survey before the build and the wrapper in it. */
#ifndef PIANO_WRAPPER_PLANNING_H
#define PIANO_WRAPPER_PLANNING_H

#include "base/arena.h"
#include "base/error.h"
#include "plan/plan.h"
#include "rust/crate.h"
#include "wrapper/healing.h"

/* What decides about a crate beside its own text. */
struct planning {
    const char *folder;  /* piano's own */
    const char *project; /* the workspace's folder */
    const struct selector *selector;
};

struct planned_crate {
    const char *root;
    struct text name; /* as rustc knows it */
    bool tests;
    struct crate crate;
    struct healing healing;
    struct plan plan;
};

/* Read and plan the crate; its root, name and `tests` are given. */
bool planning_read(struct arena *arena, const struct planning *planning,
                   struct planned_crate *crate, struct error *err);

/* Plan again, after more was found not to compile. */
void planning_repeat(struct arena *arena, const struct planning *planning,
                     struct planned_crate *crate);

/* The environment variable that stands for what is measured in the crate, and its value; cargo
 * compiles the crate again when it changes. `start` is the program's settings, else NULL. */
const char *planning_variable(struct arena *arena, const char *root);
const char *planning_value(struct arena *arena, const struct plan *plan, const char *settings);

#endif
