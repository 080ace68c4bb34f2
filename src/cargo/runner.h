/* What `cargo run` starts in the program's stead, with the program as its argument: qemu, sudo, a
 * script of the user's. */
#ifndef PIANO_CARGO_RUNNER_H
#define PIANO_CARGO_RUNNER_H

#include "base/arena.h"
#include "base/file.h"
#include "cargo/project.h"

/* The words of target.TRIPLE.runner or target.'cfg(…)'.runner in the configuration; none where
 * there is no runner. `target`: what the program was built for, or NULL: this platform. */
void runner_configured(struct arena *arena, const struct cargo *cargo, const char *target,
                       struct names *out);

/* The words of CARGO_TARGET_TRIPLE_RUNNER, which goes before the configuration. */
void runner_of_environment(struct arena *arena, const char *target, struct names *out);

#endif
