/* A table whose keys are pairs of pointers: open addressing, at most half full. */
#include "diff/diff_table.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/memory.h"

struct table_slot {
    bool used;
    const void *a;
    const void *b;
    const void *value;
};

struct diff_table {
    struct table_slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

static size_t table_hash(const void *a, const void *b)
{
    uint64_t hash = (uint64_t)(uintptr_t)a * 0x9E3779B97F4A7C15U;

    hash = (hash ^ (hash >> 29)) + (uint64_t)(uintptr_t)b;
    hash *= 0xBF58476D1CE4E5B9U;
    return (size_t)(hash ^ (hash >> 32));
}

static struct table_slot *table_find(const struct diff_table *table, const void *a, const void *b)
{
    size_t index = table_hash(a, b) & (table->capacity - 1);

    while (table->slots[index].used && (table->slots[index].a != a || table->slots[index].b != b)) {
        index = (index + 1) & (table->capacity - 1);
    }
    return &table->slots[index];
}

struct diff_table *diff_table_new(void)
{
    struct diff_table *table = memory_new(sizeof *table);

    table->capacity = 64;
    table->slots = memory_new_array(table->capacity, sizeof *table->slots);
    return table;
}

void diff_table_free(struct diff_table *table)
{
    free(table->slots);
    free(table);
}

static void table_grow(struct diff_table *table)
{
    struct table_slot *old = table->slots;
    size_t capacity = table->capacity;

    table->capacity = capacity * 2;
    table->slots = memory_new_array(table->capacity, sizeof *table->slots);
    for (size_t i = 0; i < capacity; i++) {
        if (old[i].used) {
            *table_find(table, old[i].a, old[i].b) = old[i];
        }
    }
    free(old);
}

const void **diff_table_at(struct diff_table *table, const void *a, const void *b)
{
    struct table_slot *slot;

    if (table->count * 2 >= table->capacity) {
        table_grow(table);
    }
    slot = table_find(table, a, b);
    if (!slot->used) {
        *slot = (struct table_slot){.used = true, .a = a, .b = b};
        table->count++;
    }
    return &slot->value;
}
