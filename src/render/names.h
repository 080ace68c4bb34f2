/* The shortest names that still tell functions apart.
 * In: crates, qualified names and places.  Out: "parse", "Parser::parse", "lexer::parse",
 * "my_crate::lexer::parse", "parse (src/a.rs:3)": as much as it takes. */
#ifndef PIANO_RENDER_NAMES_H
#define PIANO_RENDER_NAMES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct full_name {
    struct text crate, name, file;
    uint32_t line;
};

/* One short name for each. A method keeps its type, whatever else is called like it. */
struct text *names_shorten(struct arena *arena, const struct full_name *names, size_t count);

#endif
