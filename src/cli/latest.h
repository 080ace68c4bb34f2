/* Remembers which programs were built, so that `piano run` knows what to run. */
#ifndef PIANO_CLI_LATEST_H
#define PIANO_CLI_LATEST_H

#include "base/arena.h"
#include "base/error.h"

/* Note that `program` (absolute) was built last. */
bool latest_set(const char *folder, const char *program, struct error *err);

/* The program built last, or the one of that name; an error where there is none any more. */
bool latest_get(struct arena *arena, const char *folder, const char *name, const char **out,
                struct error *err);

#endif
