#include "base/arena.h"
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Large enough that calloc() takes it from the system, which hands out zeros. */
#define BLOCK_BYTES ((size_t)256 * 1024)
#define ALIGNMENT 16

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    _Alignas(ALIGNMENT) char data[];
};

static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    struct arena_block *block = calloc(1, sizeof *block + size);
    if (!block)
        memory_exhausted();
    block->size = size;
    /* A large request gets a block of its own behind the first, which keeps its free room. */
    if (arena->blocks && bytes > BLOCK_BYTES / 4) {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    } else {
        block->next = arena->blocks;
        arena->blocks = block;
    }
    return block;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    if (bytes > SIZE_MAX / 2)
        memory_exhausted();
    bytes = (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < bytes)
        block = add_block(arena, bytes);
    void *at = block->data + block->used;
    block->used += bytes;
    return at;
}

void *arena_grow(struct arena *arena, void *at, size_t *cap, size_t element_bytes)
{
    size_t grown = *cap ? *cap * 2 : 8;
    if (grown > SIZE_MAX / 2 / element_bytes)
        memory_exhausted();
    void *copy = arena_alloc(arena, grown * element_bytes);
    if (*cap)
        memcpy(copy, at, *cap * element_bytes);
    *cap = grown;
    return copy;
}

void arena_finish(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
