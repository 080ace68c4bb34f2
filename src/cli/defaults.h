/* Defaults from Cargo.toml: [package.metadata.piano] and, behind it, [workspace.metadata.piano].
 * A flag always wins. */
#ifndef PIANO_CLI_DEFAULTS_H
#define PIANO_CLI_DEFAULTS_H

#include "base/arena.h"
#include "base/error.h"
#include "cargo/project.h"
#include "cli/build.h"

/* Fill in what the command line left open: from the program's package, then from its workspace. A
 * wrong key or value is named with its line. */
bool defaults_apply(struct arena *arena, const struct project *project,
                    const struct package *package, struct build_options *options,
                    struct error *err);

#endif
