/* Where a project keeps what piano makes. */
#ifndef PIANO_CLI_PLACE_H
#define PIANO_CLI_PLACE_H

#include "cli/command.h"
#include "cli/groups.h"

/* An absolute path as one who types in the working folder would write it. */
const char *place_shown(struct arena *arena, const char *path);

/* The folder of everything piano makes for the project around the working folder: piano/ in
 * cargo's target folder. It need not exist. */
bool place_folder(const struct invocation *invocation, const char *manifest_path, const char **out,
                  struct error *err);

/* The folder of runs that the user named: on the command line, or as PIANO_RUNS_DIR. */
bool place_named_runs(struct arena *arena, const char *output_dir, const char **out);

/* The folder that holds the runs: `output_dir` of the command line, else PIANO_RUNS_DIR, else runs/
 * in place_folder. Absolute; it need not exist. */
bool place_runs(const struct invocation *invocation, const char *manifest_path,
                const char *output_dir, const char **out, struct error *err);

#endif
