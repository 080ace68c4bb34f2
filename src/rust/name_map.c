#include "rust/name_map.h"

/* The slot that holds `name`, or the empty one where it would go. */
static struct named *slot_of(const struct name_map *map, struct text name)
{
    size_t i = text_hash(name) & (map->room - 1);
    while (map->slots[i].name.at && !text_equal(map->slots[i].name, name))
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

static void grow(struct arena *arena, struct name_map *map)
{
    struct name_map bigger = {.used = map->used, .room = map->room ? map->room * 2 : 16};
    bigger.slots = arena_many(arena, struct named, bigger.room);
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].name.at)
            *slot_of(&bigger, map->slots[i].name) = map->slots[i];
    *map = bigger;
}

size_t name_map_find(const struct name_map *map, struct text name)
{
    if (map->used == 0)
        return SIZE_MAX;
    const struct named *slot = slot_of(map, name);
    return slot->name.at ? slot->number : SIZE_MAX;
}

bool name_map_add(struct arena *arena, struct name_map *map, struct text name, size_t number)
{
    if (map->used * 2 >= map->room)
        grow(arena, map);
    struct named *slot = slot_of(map, name);
    if (slot->name.at)
        return false;
    *slot = (struct named){name, number};
    map->used++;
    return true;
}
