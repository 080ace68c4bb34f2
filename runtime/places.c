/* The tables of a tree's nodes and functions.
 * In: a parent, and a function that it calls or that handed jobs over.  Out: the child node.
 *
 * The table of nodes uses open addressing. An entry is the node's address with 16 bits of the hash
 * above it, so that nodes that do not match need not be read. */
#include <string.h>

#include "runtime/places.h"

#define FIRST_PLACES 256
#define FIRST_FUNCTIONS 256
#define ADDRESS_BITS 48
#define ADDRESS_MASK (((uint64_t)1 << ADDRESS_BITS) - 1)

static uint32_t name_of(const struct piano_node *node)
{
    return node->flags & PIANO_NODE_HANDED ? PLACE_HANDED | (uint32_t)node->handed_by
                                           : node->function;
}

/* All bits matter: the low ones say where to begin, the uppermost ones are kept in the entry. A
 * node may have a million children. */
static uint64_t hash(const struct piano_node *parent, uint32_t name)
{
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t key = ((uint64_t)(uintptr_t)parent >> 6) * odd ^ name;
    key = (key ^ key >> 32) * odd;
    key = (key ^ key >> 29) * odd;
    return key ^ key >> 32;
}

static struct piano_node *node_at(uint64_t place)
{
    return (struct piano_node *)(uintptr_t)(place & ADDRESS_MASK);
}

struct piano_node *piano_places_find(const struct piano_own *own, const struct piano_node *parent,
                                     uint32_t name)
{
    if (!own->places)
        return NULL;
    uint64_t code = hash(parent, name);
    for (size_t i = code;; i++) {
        uint64_t place = own->places[i & (own->place_count - 1)];
        if (!place)
            return NULL;
        if ((place ^ code) >> ADDRESS_BITS)
            continue;
        struct piano_node *node = node_at(place);
        if (node->parent == parent && name_of(node) == name)
            return node;
    }
}

static void put(uint64_t *places, size_t count, struct piano_node *node)
{
    uint64_t code = hash(node->parent, name_of(node));
    size_t i = code & (count - 1);
    while (places[i])
        i = (i + 1) & (count - 1);
    places[i] = (code & ~ADDRESS_MASK) | (uint64_t)(uintptr_t)node;
}

static bool grow(struct piano_own *own)
{
    size_t count = own->place_count ? 2 * own->place_count : FIRST_PLACES;
    uint64_t *places = piano_platform_memory(count * sizeof *places);
    if (!places)
        return false;
    for (size_t i = 0; i < own->place_count; i++)
        if (own->places[i])
            put(places, count, node_at(own->places[i]));
    if (own->places)
        piano_platform_memory_free(own->places, own->place_count * sizeof *places);
    own->places = places;
    own->place_count = count;
    return true;
}

void piano_places_add(struct piano_own *own, struct piano_node *node)
{
    bool crowded = 4 * (own->places_used + 1) > 3 * own->place_count;
    if (crowded && !grow(own))
        return;
    put(own->places, own->place_count, node);
    own->places_used++;
}

struct by_function *piano_places_by_function(struct piano_own *own, uint32_t function)
{
    size_t count = own->by_function_count ? own->by_function_count : FIRST_FUNCTIONS;
    while (count <= function)
        count *= 2;
    if (count != own->by_function_count) {
        struct by_function *grown = piano_platform_memory(count * sizeof *grown);
        if (!grown)
            return NULL;
        if (own->by_function) {
            size_t bytes = own->by_function_count * sizeof *grown;
            memcpy(grown, own->by_function, bytes);
            piano_platform_memory_free(own->by_function, bytes);
        }
        own->by_function = grown;
        own->by_function_count = count;
    }
    return &own->by_function[function];
}
