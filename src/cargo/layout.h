/* Where cargo puts what it builds: "debug/server", "TRIPLE/release/examples/demo",
 * "debug/deps/tests-0123456789abcdef", all below its target folder. */
#ifndef PIANO_CARGO_LAYOUT_H
#define PIANO_CARGO_LAYOUT_H

#include "base/arena.h"

/* The folder of the profile that a program was built in: ".../debug". */
const char *layout_profile(struct arena *arena, const char *program);

/* The folder below that one in which the program lies, "examples" or "deps"; "" where it lies in
 * the profile's own. */
const char *layout_inner(struct arena *arena, const char *program);

#endif
