/* piano build: an instrumented program from a project. */
#ifndef PIANO_CLI_BUILD_H
#define PIANO_CLI_BUILD_H

#include "cli/command.h"
#include "cli/groups.h"

/* Shared with `piano profile`. */
struct build_options {
    struct select_options select;
    struct cargo_options cargo;
    struct measure_options measure;
    bool list, list_skipped;
    const char *runs; /* the folder of runs that was named; NULL: as ever */
};

struct build_outcome {
    const char *program; /* the executable's absolute path; NULL where only a list was asked for */
    const char *folder;  /* where piano keeps things for the project */
};

/* Survey, build, and say what was found, built and left out on standard error. */
bool build_program(const struct invocation *invocation, const struct build_options *options,
                   struct build_outcome *out, struct error *err);

extern const struct command command_build;

#endif
