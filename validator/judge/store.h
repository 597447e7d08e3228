/* A store of packed states by the digests of their ids. */
#ifndef DG_VALIDATE_STORE_H
#define DG_VALIDATE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/contract.h"

#define STORE_SHARDS 256

/* The slots of the ids whose digests begin with the same byte. */
struct store_shard {
    uint64_t *slots;
    size_t capacity;
    size_t count; /* of taken slots */
};

/* All members are private. */
struct store {
    const struct dg_states *states;
    struct store_shard shards[STORE_SHARDS];
    unsigned char **blocks; /* memory for packed states, in blocks of one size */
    size_t block_count;
    unsigned block_shift; /* the size of a block is 1 << block_shift units */
    uint64_t next;        /* the first unit that was never used */
    uint64_t *spare;      /* the first released piece of each size, in units; 0: none */
    uint64_t *found;      /* the slot that was found */
    size_t found_units;   /* of its piece */
};

/* The states must have an `id`. */
void store_open(struct store *store, const struct dg_states *states);
void store_close(struct store *store);

/* Begins to load the memory in which store_exchange will search for the id. */
void store_expect(const struct store *store, const unsigned char *id);

/* Exchanges states: finds the latest state of the id that the packed state knows, and unpacks it
   into *before. Returns false if the store has none, and keeps the packed state. If it has one, the
   caller compares both and then calls store_replace. */
DG_CHECKED bool store_exchange(struct store *store, const unsigned char *packed, size_t size,
                               void *before);

/* Keeps a state instead of the one that store_exchange found. */
void store_replace(struct store *store, const unsigned char *packed, size_t size);

#endif
