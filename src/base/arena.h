/* Memory that is freed all at once: what a stage makes lives until the arena is finished.
 * Running out of memory ends the program with a sentence; no caller checks for NULL. */
#ifndef PIANO_BASE_ARENA_H
#define PIANO_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* Zero is a valid, empty arena. */
struct arena {
    struct arena_block *blocks;
};

/* `bytes` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* Free everything; the arena is empty and usable again. */
void arena_finish(struct arena *arena);

/* What `other` holds lives as long as `arena` from now on; `other` is empty and usable again. */
void arena_adopt(struct arena *arena, struct arena *other);

#define arena_new(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define arena_many(arena, type, count) ((type *)arena_alloc(arena, sizeof(type) * (count)))

/* A growable array in an arena: `struct { T *at; size_t len, cap; }`, zero is empty.
 * Growing copies, so a pointer into the array lives until the next push. */
#define ARRAY(type)                                                                                \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t len, cap;                                                                           \
    }
#define array_push(arena, array, ...)                                                              \
    do {                                                                                           \
        if ((array)->len == (array)->cap)                                                          \
            (array)->at = arena_grow(arena, (array)->at, &(array)->cap, sizeof *(array)->at);      \
        (array)->at[(array)->len++] = __VA_ARGS__;                                                 \
    } while (0)

/* A copy of `at` with at least twice the room; `*cap` counts elements. For array_push. */
void *arena_grow(struct arena *arena, void *at, size_t *cap, size_t element_bytes);

#endif
