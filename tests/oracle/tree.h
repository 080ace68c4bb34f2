/* The functions of a file as the compiler's own parser sees them.
 * In: `rustc -Zunpretty=ast-tree`, line by line.  Out: each function with a body, in the order in
 * which they end. */
#ifndef PIANO_ORACLE_TREE_H
#define PIANO_ORACLE_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

/* A line from 1 and a column in characters from 1; line 0 is nowhere. */
struct position {
    uint32_t line, column;
};

struct range {
    struct position start, end;
};

struct tree_function {
    struct text name;
    struct range returns, body;
    struct position inner_end; /* of the last inner attribute or doc of its body */
    bool inner_line;           /* … which is a `//!` line */
    bool is_const, is_async, is_unsafe, is_extern, in_impl, in_trait;
};

struct tree {
    struct arena *arena;
    ARRAY(struct tree_function) functions;
    struct tree_state *state;
};

struct tree tree_open(struct arena *arena);
void tree_line(void *tree, struct text line); /* a line_fn */

#endif
