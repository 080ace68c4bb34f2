#include "cli/groups.h"

#define FIELD(type, field) offsetof(struct type, field)

const struct option select_option_table[] = {
    {"fn", 0, OPTION_LIST, FIELD(select_options, functions), "PATTERN",
     "measure functions whose name contains PATTERN (repeatable)"},
    {"exact", 0, OPTION_FLAG, FIELD(select_options, exact), NULL,
     "take the patterns of --fn as whole names"},
    {"file", 0, OPTION_LIST, FIELD(select_options, files), "PATH",
     "measure the functions of a file (repeatable)"},
    {"mod", 0, OPTION_LIST, FIELD(select_options, modules), "NAME",
     "measure the functions of a module (repeatable)"},
    {"skip", 0, OPTION_LIST, FIELD(select_options, skips), "PATTERN",
     "do not measure functions whose name contains PATTERN (repeatable)"},
    {"skip-short", 0, OPTION_FLAG, FIELD(select_options, skip_short), NULL,
     "do not measure functions that took less time, in an earlier run, than "
     "measuring them"},
    {"dep", 0, OPTION_LIST, FIELD(select_options, dependencies), "CRATE",
     "measure the functions of this dependency as well (repeatable)"},
};

const struct option cargo_option_table[] = {
    {"package", 'p', OPTION_TEXT, FIELD(cargo_options, package), "NAME", "package to build"},
    {"lib", 0, OPTION_FLAG, FIELD(cargo_options, lib), NULL, "the library's unit tests"},
    {"bin", 0, OPTION_TEXT, FIELD(cargo_options, bin), "NAME", "binary to build"},
    {"example", 0, OPTION_TEXT, FIELD(cargo_options, example), "NAME", "example to build"},
    {"test", 0, OPTION_TEXT, FIELD(cargo_options, test), "NAME", "test program to build"},
    {"bench", 0, OPTION_TEXT, FIELD(cargo_options, bench), "NAME", "benchmark to build"},
    {"features", 'F', OPTION_LIST, FIELD(cargo_options, features), "LIST", "features to activate"},
    {"all-features", 0, OPTION_FLAG, FIELD(cargo_options, all_features), NULL,
     "activate all features"},
    {"no-default-features", 0, OPTION_FLAG, FIELD(cargo_options, no_default_features), NULL,
     "do not activate the default features"},
    {"release", 'r', OPTION_FLAG, FIELD(cargo_options, release), NULL, "build with optimizations"},
    {"profile", 0, OPTION_TEXT, FIELD(cargo_options, profile), "NAME", "cargo profile to build"},
    {"target", 0, OPTION_TEXT, FIELD(cargo_options, target), "TRIPLE", "platform to build for"},
    {"locked", 0, OPTION_FLAG, FIELD(cargo_options, locked), NULL, "keep Cargo.lock as it is"},
    {"offline", 0, OPTION_FLAG, FIELD(cargo_options, offline), NULL, "do not use the network"},
    {"frozen", 0, OPTION_FLAG, FIELD(cargo_options, frozen), NULL, "--locked and --offline"},
    {"jobs", 'j', OPTION_TEXT, FIELD(cargo_options, jobs), "N", "compilers to run at once"},
    {"manifest-path", 0, OPTION_TEXT, FIELD(cargo_options, manifest_path), "PATH",
     "the project's Cargo.toml"},
    {"config", 0, OPTION_LIST, FIELD(cargo_options, config), "KEY=VALUE",
     "override a setting of cargo's configuration"},
    {"quiet", 'q', OPTION_FLAG, FIELD(cargo_options, quiet), NULL, "say nothing of the build"},
    {"verbose", 'v', OPTION_FLAG, FIELD(cargo_options, verbose), NULL,
     "let cargo show the compilers' command lines"},
};

const struct option measure_option_table[] = {
    {"cpu-time", 0, OPTION_FLAG, FIELD(measure_options, cpu_time), NULL,
     "measure each thread's CPU time as well"},
    {"exact-time", 0, OPTION_FLAG, FIELD(measure_options, exact_time), NULL,
     "time every call, even of functions that take less than timing them"},
    {"frame", 0, OPTION_LIST, FIELD(measure_options, frames), "NAME",
     "let each call of this function be a frame, for report --frames (repeatable)"},
};

const struct option launch_option_table[] = {
    {"duration", 0, OPTION_NUMBER, FIELD(launch_options, duration_s), "SECONDS",
     "ask the program to stop (SIGTERM) after SECONDS"},
    {"kill-timeout", 0, OPTION_NUMBER, FIELD(launch_options, kill_timeout_s), "SECONDS",
     "and kill it if it still runs after SECONDS more (5)"},
    {"repeat", 0, OPTION_NUMBER, FIELD(launch_options, repeat), "N",
     "run it N times; 'piano diff' compares the medians"},
    {"ignore-exit-code", 0, OPTION_FLAG, FIELD(launch_options, ignore_exit_code), NULL,
     "exit 0 however the program ends"},
    {"output-dir", 0, OPTION_TEXT, FIELD(launch_options, output_dir), "FOLDER",
     "keep the run in this folder"},
};

const struct option format_option_table[] = {
    {"json", 0, OPTION_FLAG, FIELD(format_options, json), NULL, "write JSON"},
    {"csv", 0, OPTION_FLAG, FIELD(format_options, csv), NULL, "write CSV"},
};

const struct option table_option_table[] = {
    {"all", 0, OPTION_FLAG, FIELD(table_options, all), NULL,
     "show every row, not only the largest"},
    {"top", 0, OPTION_AMOUNT, FIELD(table_options, top), "N", "show the N largest rows"},
};

const struct option place_option_table[] = {
    {"manifest-path", 0, OPTION_TEXT, FIELD(place_options, manifest_path), "PATH",
     "the project's Cargo.toml"},
    {"output-dir", 0, OPTION_TEXT, FIELD(place_options, runs_dir), "FOLDER",
     "the folder that holds the runs"},
};
