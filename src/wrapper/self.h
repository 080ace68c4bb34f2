/* This very program. */
#ifndef PIANO_WRAPPER_SELF_H
#define PIANO_WRAPPER_SELF_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

/* Its absolute path. */
bool self_path(struct arena *arena, const char **out, struct error *err);

/* A number that no other build of piano has. */
bool self_id(uint64_t *out, struct error *err);

#endif
