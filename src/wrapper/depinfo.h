/* The list of files that a crate was made from, which rustc writes for cargo.
 * In: the list with the mirror's paths.  Out: the list as it would be without piano, and the
 * environment variables on which the result also depends. */
#ifndef PIANO_WRAPPER_DEPINFO_H
#define PIANO_WRAPPER_DEPINFO_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "wrapper/mirror.h"

/* The repaired text. `variable` (or NULL) and its value are added as rustc notes env!(). */
struct text depinfo_restore(struct arena *arena, struct text text, const struct mirror *mirror,
                            const char *variable, const char *value);

/* The same for a file, in place; one that does not exist is fine. */
bool depinfo_repair(const char *path, const struct mirror *mirror, const char *variable,
                    const char *value, struct error *err);

#endif
