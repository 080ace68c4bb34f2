/* A set of names, each with a number.
 * In: texts.  Out: the number that was stored with an equal text. */
#ifndef PIANO_RUST_NAME_MAP_H
#define PIANO_RUST_NAME_MAP_H

#include "base/arena.h"
#include "base/text.h"

struct named {
    struct text name;
    size_t number;
};

/* Zero is empty. */
struct name_map {
    struct named *slots;
    size_t used, room; /* room is a power of two */
};

/* The number of `name`, or SIZE_MAX where it is not there. */
size_t name_map_find(const struct name_map *map, struct text name);

/* Store `name`, whose bytes must live as long as the map; true where it was not there before. */
bool name_map_add(struct arena *arena, struct name_map *map, struct text name, size_t number);

#endif
