/* The crates of a survey, shared by those who fill it and those who build from it. */
#ifndef PIANO_WRAPPER_SURVEYED_H
#define PIANO_WRAPPER_SURVEYED_H

#include "wrapper/planning.h"
#include "wrapper/survey.h"

/* Add a crate unless it is there. */
void surveyed_add(struct arena *arena, struct survey *survey, const struct package *package,
                  const struct target *target);

/* Add all targets of that kind. */
void surveyed_add_targets(struct arena *arena, struct survey *survey, const struct package *package,
                          enum target_kind kind);

/* Whether crate `index` is compiled as a test harness, and whether it is a program. */
bool surveyed_is_test(const struct survey *survey, size_t index);
bool surveyed_is_program(const struct survey *survey, size_t index);

/* What decides about the survey's crates. */
struct planning surveyed_planning(const struct survey *survey, const struct project *project,
                                  const struct build_request *request);

/* The plans of all crates, in their order. */
struct plan *surveyed_plans(struct arena *arena, const struct survey *survey);

/* What stands for the crate's selection (see planning.h); `start` is the programs' settings. */
const char *surveyed_value(struct arena *arena, const struct survey *survey, size_t index,
                           const char *start);

/* What the user is told of a function that is not measured. */
struct skipped surveyed_skipped(struct arena *arena, const struct project *project,
                                const struct surveyed_crate *crate, const struct planned *planned,
                                const char *reason);

#endif
