/* Packed states: nothing is lost, and no byte outside is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/rule.h"

struct state {
    struct dg_kept_digest id;
    struct dg_kept_presence presence;
    struct dg_kept_boolean boolean;
    struct dg_kept_integer integer;
    struct dg_kept_integer constant;
    struct dg_kept_integer level;
    struct dg_kept_number number;
    struct dg_kept_time first;
    struct dg_kept_enum word;
    struct dg_kept_time second;
    struct dg_kept_digest container;
};

#define MEMBER(name, how)                                                                          \
    {                                                                                              \
        .kept = DG_KEPT_##how, .state = offsetof(struct state, name)                               \
    }
#define CONSTANT (-7)

static const struct dg_kept_member members[] = {
    MEMBER(id, TEXT),
    MEMBER(presence, PRESENCE),
    MEMBER(boolean, BOOLEAN),
    MEMBER(integer, INTEGER),
    {.kept = DG_KEPT_CONSTANT, .state = offsetof(struct state, constant), .constant = CONSTANT},
    MEMBER(level, LEVEL),
    MEMBER(number, NUMBER),
    MEMBER(first, TIME),
    MEMBER(word, ENUM),
    MEMBER(second, TIME),
    MEMBER(container, CONTAINER),
};
#define MEMBERS (sizeof members / sizeof members[0])
static const struct dg_states states = {
    .size = sizeof(struct state), .members = members, .member_count = MEMBERS, .has_id = true};

#define MOST 512
#define GUARD 0xA5

/* Packs and unpacks the state. Returns the size of the packed state. */
static size_t round_trip(const struct state *state)
{
    unsigned char packed[MOST + 1];
    size_t most = dg_states_packed_size(&states);
    struct state out;
    size_t size;

    assert_true(most <= MOST);
    memset(packed, GUARD, sizeof packed);
    size = dg_states_pack(&states, state, packed);
    assert_true(size <= most);
    assert_int_equal(packed[most], GUARD);
    memset(packed + size, 0xFF, sizeof packed - size); /* what follows isn't read */
    memset(&out, GUARD, sizeof out);
    assert_int_equal(dg_states_unpack(&states, packed, &out), size);
    assert_memory_equal(&out, state, sizeof out);
    if (state->id.known && state->id.presence == DG_VALUE) {
        assert_memory_equal(dg_states_packed_id(&states, packed), state->id.bytes, 16);
    } else {
        assert_null(dg_states_packed_id(&states, packed));
    }
    return size;
}

static struct dg_kept_presence *member_of(struct state *state, size_t i)
{
    return (void *)((char *)state + members[i].state);
}

/* A state without padding that isn't zero, so that states can be compared as memory. */
static void clear(struct state *state)
{
    memset(state, 0, sizeof *state);
}

static void mark(struct state *state, size_t i, enum dg_presence presence)
{
    member_of(state, i)->known = true;
    member_of(state, i)->presence = (unsigned char)presence;
    if (presence == DG_VALUE && members[i].kept == DG_KEPT_CONSTANT) {
        state->constant.value = CONSTANT;
    }
}

static void packs_what_is_not_there(void **unused)
{
    struct state state;

    (void)unused;
    clear(&state);
    assert_int_equal(round_trip(&state), (MEMBERS + 3) / 4);
    for (size_t i = 0; i < MEMBERS; i++) {
        mark(&state, i, i % 2 == 0 ? DG_NULL : DG_ABSENT);
    }
    assert_int_equal(round_trip(&state), (MEMBERS + 3) / 4);
}

static void packs_integers(void **unused)
{
    struct state state;

    (void)unused;
    clear(&state);
    mark(&state, 3, DG_VALUE);
    mark(&state, 5, DG_VALUE);
    for (unsigned bits = 0; bits < 64; bits++) {
        for (int64_t i = -2; i <= 2; i++) {
            uint64_t value = (UINT64_C(1) << bits) + (uint64_t)i;

            memcpy(&state.integer.value, &value, sizeof value);
            value = 0 - value;
            memcpy(&state.level.value, &value, sizeof value);
            round_trip(&state);
        }
    }
}

static void packs_times(void **unused)
{
    static const int64_t seconds[] = {0,          1,          -1,           59,          86400,
                                      1767225600, 4102444800, -62167219200, 253402300799};
    static const uint32_t nanos[] = {0, 1, 999, 1000, 999000, 1000000, 999000000, 999999999};
    static const uint64_t rests[] = {0, 1, UINT64_C(999999999999999999)};
    struct state state;
    size_t count = sizeof seconds / sizeof seconds[0];

    (void)unused;
    clear(&state);
    mark(&state, 7, DG_VALUE);
    mark(&state, 9, DG_VALUE);
    for (size_t i = 0; i < count * count; i++) {
        state.first.seconds = seconds[i / count];
        state.second.seconds = seconds[i % count];
        for (size_t j = 0; j < sizeof nanos / sizeof nanos[0]; j++) {
            for (size_t k = 0; k < sizeof rests / sizeof rests[0]; k++) {
                state.first.nanos = nanos[j];
                state.second.nanos = nanos[j] / 3;
                state.second.rest = rests[k];
                round_trip(&state);
            }
        }
    }
}

static void packs_usual_times_in_few_bytes(void **unused)
{
    struct state state;

    (void)unused;
    clear(&state);
    mark(&state, 7, DG_VALUE);
    mark(&state, 9, DG_VALUE);
    state.first.seconds = 1767225600;
    state.first.nanos = 123000000;
    state.second.seconds = state.first.seconds + 86400;
    state.second.nanos = 999000000;
    assert_int_equal(round_trip(&state), (MEMBERS + 3) / 4 + 7 + 5);
}

/* Random states */

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

static void random_time(struct dg_kept_time *time)
{
    static const uint32_t units[] = {1000000000, 1000000, 1000, 1};
    uint32_t unit = units[random_bits() % 4];

    time->seconds = (int64_t)(random_bits() >> 25) - (INT64_C(1) << 38);
    time->nanos = (uint32_t)(random_bits() % 1000000000 / unit * unit);
    time->rest = random_bits() % 4 == 0 ? random_bits() % UINT64_C(1000000000000000000) : 0;
}

static void random_values(struct state *state)
{
    uint64_t bits = random_bits() >> random_bits() % 64;

    memcpy(&state->integer.value, &bits, sizeof bits);
    bits = random_bits();
    memcpy(&state->level.value, &bits, sizeof bits);
    memcpy(&state->number.value, &bits, sizeof bits);
    state->boolean.value = random_bits() % 2 == 0;
    random_bytes(state->id.bytes);
    random_bytes(state->container.bytes);
    state->word.value = (unsigned)(random_bits() >> random_bits() % 64);
    if (state->word.value == 0) {
        random_bytes(state->word.bytes);
    }
    random_time(&state->first);
    random_time(&state->second);
}

static const size_t sizes[] = {
    [DG_KEPT_PRESENCE] = sizeof(struct dg_kept_presence),
    [DG_KEPT_BOOLEAN] = sizeof(struct dg_kept_boolean),
    [DG_KEPT_INTEGER] = sizeof(struct dg_kept_integer),
    [DG_KEPT_CONSTANT] = sizeof(struct dg_kept_integer),
    [DG_KEPT_LEVEL] = sizeof(struct dg_kept_integer),
    [DG_KEPT_NUMBER] = sizeof(struct dg_kept_number),
    [DG_KEPT_TIME] = sizeof(struct dg_kept_time),
    [DG_KEPT_ENUM] = sizeof(struct dg_kept_enum),
    [DG_KEPT_TEXT] = sizeof(struct dg_kept_digest),
    [DG_KEPT_CONTAINER] = sizeof(struct dg_kept_digest),
};

static void packs_random_states(void **unused)
{
    struct state state;

    (void)unused;
    for (unsigned n = 0; n < 200000; n++) {
        clear(&state);
        random_values(&state);
        for (size_t i = 0; i < MEMBERS; i++) {
            uint64_t kind = random_bits() % 6;

            if (kind < 3) {
                memset(member_of(&state, i), 0, sizes[members[i].kept]);
            }
            if (kind > 0) {
                mark(&state, i, kind == 1 ? DG_ABSENT : kind == 2 ? DG_NULL : DG_VALUE);
            }
        }
        round_trip(&state);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_what_is_not_there),
        cmocka_unit_test(packs_integers),
        cmocka_unit_test(packs_times),
        cmocka_unit_test(packs_usual_times_in_few_bytes),
        cmocka_unit_test(packs_random_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
