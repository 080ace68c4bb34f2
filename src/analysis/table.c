#include "analysis/table.h"

/* Spread: callers' hashes may differ in few bits. */
static size_t first_slot(const struct table *table, uint64_t hash)
{
    return (size_t)((hash * 0x9E3779B97F4A7C15u) >> 32) & (table->cap - 1);
}

uint32_t table_find(const struct table *table, uint64_t hash, table_same *same, const void *key)
{
    if (table->cap == 0)
        return TABLE_NONE;
    size_t at = first_slot(table, hash);
    for (; table->slots[at].index_and_1; at = (at + 1) & (table->cap - 1)) {
        const struct table_slot *slot = &table->slots[at];
        if (slot->hash == hash && same(key, slot->index_and_1 - 1))
            return slot->index_and_1 - 1;
    }
    return TABLE_NONE;
}

static void put(struct table *table, struct table_slot slot)
{
    size_t at = first_slot(table, slot.hash);
    while (table->slots[at].index_and_1)
        at = (at + 1) & (table->cap - 1);
    table->slots[at] = slot;
}

static void grow(struct arena *arena, struct table *table)
{
    struct table larger = {.len = table->len, .cap = table->cap ? table->cap * 2 : 64};
    larger.slots = arena_many(arena, struct table_slot, larger.cap);
    for (size_t i = 0; i < table->cap; i++)
        if (table->slots[i].index_and_1)
            put(&larger, table->slots[i]);
    *table = larger;
}

void table_add(struct arena *arena, struct table *table, uint64_t hash, uint32_t index)
{
    if (table->len * 3 >= table->cap * 2)
        grow(arena, table);
    put(table, (struct table_slot){hash, index + 1});
    table->len++;
}
