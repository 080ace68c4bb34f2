/* Where a project keeps what piano makes. */
#ifndef PIANO_CLI_PLACE_H
#define PIANO_CLI_PLACE_H

#include "cargo/project.h"
#include "cli/command.h"
#include "cli/groups.h"

/* An absolute path as one who types in the working folder would write it. */
const char *place_shown(struct arena *arena, const char *path);

/* The folder of everything piano makes for the project around the working folder: piano/ in
 * cargo's target folder. It need not exist. */
bool place_folder(const struct invocation *invocation, const char *manifest_path, const char **out,
                  struct error *err);

/* The same of a project that is loaded. */
const char *place_of_project(struct arena *arena, const struct project *project);

/* The folder that holds the runs: `output_dir` of the command line (NULL: not given), else
 * PIANO_RUNS_DIR, else runs/ in `folder`, piano's own. Absolute; it need not exist. */
const char *place_runs_below(struct arena *arena, const char *folder, const char *output_dir);

/* The same, with piano's own folder that of the project around the working folder. */
bool place_runs(const struct invocation *invocation, const char *manifest_path,
                const char *output_dir, const char **out, struct error *err);

#endif
