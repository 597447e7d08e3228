/* The store of states, compared with an array: ids come and their states grow and shrink. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "judge/store.h"

struct state {
    struct dg_kept_digest id;
    struct dg_kept_integer integer;
    struct dg_kept_digest text;
};

#define MEMBER(name, how)                                                                          \
    {                                                                                              \
        .kept = DG_KEPT_##how, .state = offsetof(struct state, name)                               \
    }

static const struct dg_kept_member members[] = {
    MEMBER(id, TEXT),
    MEMBER(integer, INTEGER),
    MEMBER(text, TEXT),
};
static const struct dg_states states = {
    .size = sizeof(struct state), .members = members, .member_count = 3, .has_id = true};

static uint64_t random_state = UINT64_C(88172645463325252);

static uint64_t random_bits(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

static void random_bytes(unsigned char *bytes)
{
    for (size_t i = 0; i < 16; i++) {
        bytes[i] = (unsigned char)(random_bits() >> 32);
    }
}

/* Another state of the same id. */
static void change(struct state *state)
{
    struct dg_kept_digest id = state->id;
    uint64_t bits = random_bits() >> random_bits() % 64;

    memset(state, 0, sizeof *state);
    state->id = id;
    if (random_bits() % 2 == 0) {
        state->integer.known = true;
        state->integer.presence = DG_VALUE;
        memcpy(&state->integer.value, &bits, sizeof bits);
    }
    if (random_bits() % 2 == 0) {
        state->text.known = true;
        state->text.presence = DG_VALUE;
        random_bytes(state->text.bytes);
    }
}

static struct state *new_states(size_t count)
{
    struct state *list = calloc(count, sizeof *list);

    assert_non_null(list);
    for (size_t i = 0; i < count; i++) {
        list[i].id.known = true;
        list[i].id.presence = DG_VALUE;
        random_bytes(list[i].id.bytes);
    }
    return list;
}

/* Packed states have at most this size. */
#define MOST 128

static bool exchange(struct store *store, const struct state *now, struct state *before)
{
    unsigned char packed[MOST];

    assert_true(dg_states_packed_size(&states) <= sizeof packed);
    return store_exchange(store, packed, dg_states_pack(&states, now, packed), before);
}

static void replace(struct store *store, const struct state *now)
{
    unsigned char packed[MOST];

    store_replace(store, packed, dg_states_pack(&states, now, packed));
}

#define COUNT 20000

/* Keeps `turns` random states of the ids in the list. */
static void compare_with(struct state *list, unsigned turns)
{
    bool *kept = calloc(COUNT, sizeof *kept);
    struct store store;

    assert_non_null(kept);
    store_open(&store, &states);
    for (unsigned n = 0; n < turns; n++) {
        size_t i = random_bits() % COUNT;
        struct state now = list[i];
        struct state before;

        change(&now);
        store_expect(&store, now.id.bytes);
        assert_int_equal(exchange(&store, &now, &before), kept[i]);
        if (kept[i]) {
            assert_memory_equal(&before, &list[i], sizeof before);
            replace(&store, &now);
        }
        kept[i] = true;
        list[i] = now;
    }
    store_close(&store);
    free(kept);
}

static void keeps_the_latest_states(void **unused)
{
    struct state *list = new_states(COUNT);

    (void)unused;
    compare_with(list, 10 * COUNT);
    free(list);
}

/* Digests that differ only where neither the shard nor the slot looks. */
static void tells_similar_ids_apart(void **unused)
{
    struct state *list = new_states(COUNT);

    (void)unused;
    for (size_t i = 0; i < COUNT; i++) {
        memset(list[i].id.bytes, i % 3 == 0 ? 0 : 0xFF, i % 2 == 0 ? 4 : 8);
        list[i].id.bytes[15] = (unsigned char)i;
        list[i].id.bytes[14] = (unsigned char)(i >> 8);
    }
    compare_with(list, COUNT / 4);
    free(list);
}

static void keeps_states_in_little_memory(void **unused)
{
    struct state *list = new_states(COUNT);
    struct store store;
    struct state before;
    size_t slots = 0;
    uint64_t units;

    (void)unused;
    store_open(&store, &states);
    for (size_t i = 0; i < COUNT; i++) {
        assert_false(exchange(&store, &list[i], &before));
    }
    for (size_t i = 0; i < STORE_SHARDS; i++) {
        slots += store.shards[i].capacity;
    }
    assert_in_range(slots, COUNT, 2 * COUNT);
    assert_in_range(store.next, 5 * COUNT, 5 * COUNT + COUNT / 10); /* 17 bytes in 5 units */
    units = store.next;
    for (unsigned n = 0; n < 20; n++) {
        for (size_t i = 0; i < COUNT; i++) {
            struct state now = list[i];

            now.text.known = true;
            now.text.presence = n % 2 == 0 ? DG_VALUE : DG_NULL;
            assert_true(exchange(&store, &now, &before));
            replace(&store, &now);
        }
    }
    assert_in_range(store.next, units, 3 * units); /* released memory is used again */
    store_close(&store);
    free(list);
}

/* More memory than is allocated block by block. */
static void keeps_many_states(void **unused)
{
    enum {
        MANY = 600000
    };
    struct state *list = calloc(MANY, sizeof *list);
    struct store store;
    struct state before;

    (void)unused;
    assert_non_null(list);
    store_open(&store, &states);
    for (size_t i = 0; i < MANY; i++) {
        list[i].id.known = true;
        list[i].id.presence = DG_VALUE;
        random_bytes(list[i].id.bytes);
        assert_false(exchange(&store, &list[i], &before));
    }
    for (size_t i = 0; i < MANY; i++) {
        assert_true(exchange(&store, &list[i], &before));
        assert_memory_equal(&before, &list[i], sizeof before);
    }
    store_close(&store);
    free(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_latest_states),
        cmocka_unit_test(tells_similar_ids_apart),
        cmocka_unit_test(keeps_states_in_little_memory),
        cmocka_unit_test(keeps_many_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
