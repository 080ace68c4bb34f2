#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/memory.h"

/* Each block is twice the one before, from the first to the last: many arenas hold little, and all
 * of a block is zeroed. */
#define FIRST_BYTES ((size_t)8 * 1024)
#define BLOCK_BYTES ((size_t)256 * 1024)
#define ALIGNMENT 16

/* From here on a request gets a mapping of its own, in pages as large as there are: to fault small
 * ones in, one by one, took a third of the time of a large report. */
#define MAPPED_BYTES ((size_t)1024 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    bool mapped;
    _Alignas(ALIGNMENT) char data[];
};

static struct arena_block *map_block(size_t bytes)
{
    struct arena_block *block =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return NULL;
#ifdef MADV_HUGEPAGE
    madvise(block, bytes, MADV_HUGEPAGE);
#endif
    block->mapped = true;
    return block;
}

static struct arena_block *make_block(size_t size)
{
    size_t bytes = sizeof(struct arena_block) + size;
    struct arena_block *block = size >= MAPPED_BYTES ? map_block(bytes) : calloc(1, bytes);
    if (!block)
        memory_exhausted();
    block->size = size;
    return block;
}

static void free_block(struct arena_block *block)
{
    if (block->mapped)
        munmap(block, sizeof *block + block->size);
    else
        free(block);
}

static size_t usual_size(const struct arena *arena)
{
    size_t size = arena->blocks ? 2 * arena->blocks->size : FIRST_BYTES;
    return size < BLOCK_BYTES ? size : BLOCK_BYTES;
}

static struct arena_block *add_block(struct arena *arena, size_t bytes)
{
    size_t usual = usual_size(arena);
    struct arena_block *block = make_block(bytes > usual ? bytes : usual);
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
        free_block(block);
    }
}

/* Behind the first block, which keeps its free room. */
void arena_adopt(struct arena *arena, struct arena *other)
{
    struct arena_block **end = arena->blocks ? &arena->blocks->next : &arena->blocks;
    struct arena_block *rest = *end;
    *end = other->blocks;
    while (*end)
        end = &(*end)->next;
    *end = rest;
    other->blocks = NULL;
}
