/* Asking cargo for the configuration of the folder here and those above it. */
#ifndef PIANO_CARGO_SETTINGS_H
#define PIANO_CARGO_SETTINGS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "cargo/project.h"

/* Whether a file of configuration, or a flag, may say something of what has `words` in its name. */
bool settings_may_say(struct arena *arena, const struct cargo *cargo, struct text words);

/* What `cargo config get KEY` prints with "--format=json" or "--show-origin"; false where nothing
 * is set, or where cargo cannot tell. */
bool settings_ask(struct arena *arena, const struct cargo *cargo, const char *key, const char *how,
                  struct text *answer);

/* The table `key`, for json_decref, where it may say something of what has `words` in its name;
 * else NULL. */
json_t *settings_table(struct arena *arena, const struct cargo *cargo, const char *key,
                       struct text words);

/* The folder that a relative path counts from, by what "--show-origin" says behind the value: of a
 * file the one that holds .cargo, else the one here. */
const char *settings_folder(struct arena *arena, struct text origin);

#endif
