/* Packed states in blocks, found by open addressing.
 *
 * Memory is counted in units. A packed state has a piece of as many units as it needs; a piece that
 * is no longer needed is used for the next state of that size. A slot holds 24 bits of the digest,
 * so that few probes follow a reference, and the place of the piece. Digests are keyed: no input
 * can make them collide. Each shard grows by itself and by little, so that there is never a second
 * table as large as the first. */
#include "judge/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common/memory.h"

#define UNIT ((size_t)4)
/* A released piece holds the place of the next one. */
#define LEAST_UNITS (sizeof(uint64_t) / UNIT)
#define BLOCK_SHIFT 12 /* 16 KiB */
/* After the first blocks, many are allocated at once, 16 MiB in large pages, which the system
   provides in less time. Pages that no piece is in take no memory. */
#define FIRST_BLOCKS ((size_t)64)
#define SLAB_BLOCKS ((size_t)1024)
#define LARGE_PAGE ((size_t)2 * 1024 * 1024)
#define FIRST_SLOTS 4
/* Bytes of the digest of an id. */
#define ID_SIZE sizeof(((const struct dg_kept_digest *)NULL)->bytes)

/* Begins to load memory that is read soon. */
#if defined(__GNUC__)
#define PREFETCH(at) __builtin_prefetch(at)
#else
#define PREFETCH(at) ((void)0)
#endif

/* A slot: the tag, then the place; 0: free. */
#define PLACE_BITS 40
#define TAG_BITS 24

/* The units of the piece of a packed state. */
static size_t store_units(size_t size)
{
    size_t units = (size + UNIT - 1) / UNIT;

    return units < LEAST_UNITS ? LEAST_UNITS : units;
}

void store_open(struct store *store, const struct dg_states *states)
{
    size_t most = store_units(dg_states_packed_size(states));

    *store = (struct store){.states = states, .block_shift = BLOCK_SHIFT};
    while ((size_t)1 << store->block_shift <= most) {
        store->block_shift++;
    }
    store->next = 1; /* no piece is at the place 0 */
    store->spare = memory_new_array(most + 1, sizeof *store->spare);
}

/* Whether memory was allocated for the block with that index: it isn't inside a slab. */
static bool begins_memory(size_t index)
{
    return index < FIRST_BLOCKS || (index - FIRST_BLOCKS) % SLAB_BLOCKS == 0;
}

void store_close(struct store *store)
{
    for (size_t i = 0; i < STORE_SHARDS; i++) {
        free(store->shards[i].slots);
    }
    for (size_t i = 0; i < store->block_count; i++) {
        if (begins_memory(i)) {
            free(store->blocks[i]);
        }
    }
    free(store->blocks);
    free(store->spare);
}

/* Pieces */

static unsigned char *store_piece(const struct store *store, uint64_t place)
{
    size_t block = (size_t)(place >> store->block_shift);
    size_t unit = (size_t)(place - ((uint64_t)block << store->block_shift));

    return store->blocks[block] + unit * UNIT;
}

static unsigned char *new_slab(size_t size)
{
    unsigned char *slab = memory_block(size);

#if defined(MADV_HUGEPAGE)
    size_t before = (LARGE_PAGE - (uintptr_t)slab % LARGE_PAGE) % LARGE_PAGE;

    if (before < size) {
        (void)madvise(slab + before, size - before, MADV_HUGEPAGE); /* only a hint */
    }
#endif
    return slab;
}

/* The memory for the next block. */
static unsigned char *store_block(const struct store *store)
{
    size_t size = UNIT << store->block_shift;
    size_t index = store->block_count;

    if (index < FIRST_BLOCKS) {
        return memory_block(size);
    }
    return begins_memory(index) ? new_slab(SLAB_BLOCKS * size) : store->blocks[index - 1] + size;
}

static void store_add_block(struct store *store)
{
    /* The array doubles whenever its length is a power of 2. */
    if ((store->block_count & (store->block_count - 1)) == 0) {
        size_t capacity = store->block_count == 0 ? 1 : 2 * store->block_count;

        store->blocks = memory_grow(store->blocks, capacity * sizeof *store->blocks);
    }
    store->blocks[store->block_count] = store_block(store);
    store->block_count++;
}

/* A piece of that many units at a new place. */
static uint64_t store_extend(struct store *store, size_t units)
{
    uint64_t end = (uint64_t)store->block_count << store->block_shift;
    uint64_t place = store->next;

    if (place + units > end) {
        place = end == 0 ? place : end;
        store_add_block(store);
    }
    store->next = place + units;
    assert(store->next >> PLACE_BITS == 0);
    return place;
}

static uint64_t store_take(struct store *store, size_t units)
{
    uint64_t place = store->spare[units];

    if (place == 0) {
        return store_extend(store, units);
    }
    memcpy(&store->spare[units], store_piece(store, place), sizeof place);
    return place;
}

static void store_release(struct store *store, uint64_t place, size_t units)
{
    memcpy(store_piece(store, place), &store->spare[units], sizeof place);
    store->spare[units] = place;
}

static const unsigned char *store_id(const struct store *store, const unsigned char *packed)
{
    return dg_states_packed_id(store->states, packed);
}

/* Slots */

static uint64_t slot_tag(const unsigned char *id)
{
    return (uint64_t)id[1] << 16 | (uint64_t)id[2] << 8 | id[3];
}

static uint64_t slot_place(uint64_t slot)
{
    return slot & ((UINT64_C(1) << PLACE_BITS) - 1);
}

/* The slot at which the search for a tag begins. */
static size_t slot_home(const struct store_shard *shard, uint64_t tag)
{
    return (size_t)(tag * shard->capacity >> TAG_BITS);
}

static size_t slot_after(const struct store_shard *shard, size_t at)
{
    return at + 1 == shard->capacity ? 0 : at + 1;
}

/* The first free slot for a tag. There is one. */
static uint64_t *shard_free(const struct store_shard *shard, uint64_t tag)
{
    size_t at = slot_home(shard, tag);

    while (shard->slots[at] != 0) {
        at = slot_after(shard, at);
    }
    return &shard->slots[at];
}

/* At most seven eighths of the slots are taken. */
static bool shard_is_full(const struct store_shard *shard)
{
    return (shard->count + 1) * 8 > shard->capacity * 7;
}

static void shard_grow(struct store_shard *shard)
{
    struct store_shard grown = {.capacity = shard->capacity + shard->capacity / 2 + FIRST_SLOTS,
                                .count = shard->count};

    grown.slots = memory_new_array(grown.capacity, sizeof *grown.slots);
    for (size_t i = 0; i < shard->capacity; i++) {
        if (shard->slots[i] != 0) {
            *shard_free(&grown, shard->slots[i] >> PLACE_BITS) = shard->slots[i];
        }
    }
    free(shard->slots);
    *shard = grown;
}

/* States */

/* The slot of an id, or the free slot where the search for it ended. */
static uint64_t *store_find(const struct store *store, const struct store_shard *shard,
                            const unsigned char *id)
{
    uint64_t tag = slot_tag(id);
    size_t at = slot_home(shard, tag);

    while (shard->slots[at] != 0) {
        uint64_t slot = shard->slots[at];

        if (slot >> PLACE_BITS == tag &&
            memcmp(store_id(store, store_piece(store, slot_place(slot))), id, ID_SIZE) == 0) {
            break;
        }
        at = slot_after(shard, at);
    }
    return &shard->slots[at];
}

/* Copies the packed state into a piece of its own. Returns its place. */
static uint64_t store_copy(struct store *store, const unsigned char *packed, size_t size)
{
    uint64_t place = store_take(store, store_units(size));

    memcpy(store_piece(store, place), packed, size);
    return place;
}

void store_expect(const struct store *store, const unsigned char *id)
{
    const struct store_shard *shard = &store->shards[id[0]];

    if (shard->capacity > 0) {
        PREFETCH(&shard->slots[slot_home(shard, slot_tag(id))]);
    }
}

bool store_exchange(struct store *store, const unsigned char *packed, size_t size, void *before)
{
    const unsigned char *id = store_id(store, packed);
    struct store_shard *shard = &store->shards[id[0]];
    uint64_t *found = shard->capacity == 0 ? NULL : store_find(store, shard, id);

    if (found != NULL && *found != 0) {
        const unsigned char *latest = store_piece(store, slot_place(*found));

        store->found = found;
        store->found_units = store_units(dg_states_unpack(store->states, latest, before));
        return true;
    }
    if (found == NULL || shard_is_full(shard)) {
        shard_grow(shard);
        found = shard_free(shard, slot_tag(id));
    }
    *found = slot_tag(id) << PLACE_BITS | store_copy(store, packed, size);
    shard->count++;
    return false;
}

void store_replace(struct store *store, const unsigned char *packed, size_t size)
{
    uint64_t place = slot_place(*store->found);

    if (store_units(size) == store->found_units) {
        memcpy(store_piece(store, place), packed, size);
        return;
    }
    *store->found =
        slot_tag(store_id(store, packed)) << PLACE_BITS | store_copy(store, packed, size);
    store_release(store, place, store->found_units);
}
