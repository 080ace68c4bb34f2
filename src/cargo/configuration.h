/* What the user has configured about how cargo calls rustc. */
#ifndef PIANO_CARGO_CONFIGURATION_H
#define PIANO_CARGO_CONFIGURATION_H

#include "base/arena.h"
#include "base/error.h"
#include "cargo/project.h"

/* The program that the user puts before rustc for every crate (RUSTC_WRAPPER,
 * build.rustc-wrapper), or NULL. A wrapper for workspace crates only needs no care of ours:
 * cargo goes on putting it there. */
const char *configuration_wrapper(struct arena *arena, const struct cargo *cargo);

#endif
