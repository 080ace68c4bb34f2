/* Where a project keeps its runs. */
#ifndef PIANO_CLI_PLACE_H
#define PIANO_CLI_PLACE_H

#include "cli/command.h"
#include "cli/groups.h"

/* The folder that holds the runs: --output-dir, else PIANO_RUNS_DIR, else target/piano/runs of
 * the project around the working folder. It need not exist. */
bool place_runs(const struct invocation *invocation, const struct place_options *options,
                const char **out, struct error *err);

#endif
