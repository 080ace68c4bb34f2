/* Which functions --skip-short leaves out: an earlier run tells. */
#ifndef PIANO_CLI_SHORT_H
#define PIANO_CLI_SHORT_H

#include "base/arena.h"
#include "base/error.h"
#include "run/run.h"

/* Whether it was recorded so. */
bool short_is_left_out(const struct run *run);

/* Those that runs in the folder tell of: of each function the newest that measured it, as far back
 * as one that measured all. As struct selector wants them, NULL where there are none. Says how many
 * they are. */
bool short_find(struct arena *arena, const char *runs, const char *const **out, struct error *err);

#endif
