/* piano report: what a run says, in one of its shapes. */
#ifndef PIANO_CLI_REPORT_H
#define PIANO_CLI_REPORT_H

#include "cli/command.h"
#include "cli/groups.h"

/* What to show and how. `piano profile` takes what is for people: its answer stands behind what the
 * program prints. */
struct report_options {
    struct table_options table;
    bool wide, error, threads, frames, tree, flame, folded, spawned, uncorrected;
    const char *sort, *callers, *callees;
};
extern const struct option report_option_table[10];

/* Whether what is asked for goes together. */
bool report_check(const struct report_options *options, struct error *err);

/* Show a run that was just recorded, by its id. */
bool report_show(const struct invocation *invocation, const char *folder, const char *run_id,
                 const struct report_options *options, struct error *err);

extern const struct command command_report;

#endif
