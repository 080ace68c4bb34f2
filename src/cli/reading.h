/* What the verbs that only read have in common. */
#ifndef PIANO_CLI_READING_H
#define PIANO_CLI_READING_H

#include "cli/command.h"
#include "cli/groups.h"
#include "run/store.h"

/* The runs folder for a verb that looks for the runs in `wanted` (NULL-terminated; may be
 * empty). Where these are all paths it need not be in a Cargo project. */
bool reading_folder(const struct invocation *invocation, const struct place_options *options,
                    const char *const *wanted, const char **out, struct error *err);

/* Tell of the run files that the list does not have, since this piano cannot read them. */
void reading_say_unread(const struct store_list *list);

#endif
