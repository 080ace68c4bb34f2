/* A hash table from keys that live elsewhere to indices. */
#ifndef PIANO_ANALYSIS_TABLE_H
#define PIANO_ANALYSIS_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define TABLE_NONE UINT32_MAX

struct table_slot {
    uint64_t hash;
    uint32_t index_and_1; /* 0: the slot is free */
};

/* Zero is a valid, empty table. */
struct table {
    struct table_slot *slots;
    size_t len, cap;
};

/* Whether what stands at `index` has the key. */
typedef bool table_same(const void *key, uint32_t index);

/* The index that was added with this key, or TABLE_NONE. */
uint32_t table_find(const struct table *table, uint64_t hash, table_same *same, const void *key);

/* Add an index whose key is not in the table. */
void table_add(struct arena *arena, struct table *table, uint64_t hash, uint32_t index);

#endif
