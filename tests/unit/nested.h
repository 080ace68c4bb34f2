/* Text that opens something over and over again: where time or size could grow with the square. */
#ifndef PIANO_TESTS_NESTED_H
#define PIANO_TESTS_NESTED_H

#include <string.h>

#include "base/text.h"

/* `open`, `depth` times, then `close`, as often. */
static inline struct text nested(struct arena *arena, const char *open, const char *close,
                                 size_t depth)
{
    size_t opening = strlen(open), closing = strlen(close);
    char *made = arena_alloc(arena, depth * (opening + closing) + 1);
    for (size_t i = 0; i < depth; i++) {
        memcpy(made + i * opening, open, opening);
        memcpy(made + depth * opening + i * closing, close, closing);
    }
    return (struct text){made, depth * (opening + closing)};
}

#endif
