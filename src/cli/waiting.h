/* Times are those of the clock on the wall: how much of them was waiting, and where.
 * In: a profile.  Out: a line below its table, where the waiting is a good part of it. */
#ifndef PIANO_CLI_WAITING_H
#define PIANO_CLI_WAITING_H

#include "analysis/profile.h"
#include "base/arena.h"
#include "base/text.h"

/* Adds that line, with the names that the table has; none for a profile that has CPU time, which
 * tells more. */
void waiting_tell(struct arena *arena, const struct profile *profile, struct buffer *words);

#endif
