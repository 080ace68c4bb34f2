/* Option groups that several verbs share: each a struct and the table that fills it. */
#ifndef PIANO_CLI_GROUPS_H
#define PIANO_CLI_GROUPS_H

#include <math.h>

#include "cli/options.h"

/* Which functions are measured. */
struct select_options {
    const char *const *functions, *const *files, *const *modules, *const *skips;
    const char *const *dependencies;
    bool exact, skip_short;
};
extern const struct option select_option_table[7];

/* What cargo builds, and how; passed on to it. */
struct cargo_options {
    const char *package, *bin, *example, *test, *bench;
    bool lib;
    const char *const *features;
    bool all_features, no_default_features;
    bool release;
    const char *profile, *target;
    bool locked, offline, frozen;
    const char *jobs;
    const char *manifest_path;
    const char *const *config;
    bool quiet, verbose;
};
extern const struct option cargo_option_table[20];

/* How the instrumented program measures. */
struct measure_options {
    bool cpu_time, exact_time;
    const char *const *frames;
};
extern const struct option measure_option_table[3];

/* How the program is run. */
struct launch_options {
    double duration_s, kill_timeout_s;
    double repeat;
    bool ignore_exit_code;
    const char *output_dir;
};
#define LAUNCH_DEFAULTS                                                                            \
    {                                                                                              \
        .duration_s = INFINITY, .kill_timeout_s = 5, .repeat = 1                                   \
    }
extern const struct option launch_option_table[5];

/* The form of an answer. */
struct format_options {
    bool json, csv;
};
extern const struct option format_option_table[2];

/* A table of which not all rows are shown; `format` has options of its own. */
struct table_options {
    struct format_options format;
    bool all;
    double top; /* 0: as many as usual */
};
extern const struct option table_option_table[2];

/* Where runs are kept, for verbs that only read. */
struct place_options {
    const char *manifest_path;
    const char *runs_dir;
};
extern const struct option place_option_table[2];

#endif
