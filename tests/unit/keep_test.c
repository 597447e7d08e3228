/* States of values: what is kept, packed and unpacked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/pack_internal.h"
#include "runtime/reader.h"
#include "runtime/rule_internal.h"

/* The bytes 00, 01, 02, … as a key. */
static const struct dg_digest_key counting = {
    {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)}};

static struct dg_time time_of(const char *text)
{
    struct dg_time time;

    assert_true(dg_time_parse(&time, dg_text_of(text)));
    return time;
}

enum color {
    OTHER,
    RED,
    GREEN
};

/* An object in another, with members of every kind. */
struct part {
    struct dg_opt_boolean boolean;
    struct dg_opt_integer integer;
    struct {
        enum dg_presence presence;
        struct dg_number value;
    } number;
    struct dg_opt_time time;
    enum dg_presence constant;
    struct {
        enum dg_presence presence;
        enum color value;
        struct dg_text text;
    } word;
    struct dg_opt_text text;
};
struct whole {
    enum dg_presence part_presence;
    struct part part;
};

/* A member of the state for each way to keep. */
struct state {
    struct dg_kept_presence presence;
    struct dg_kept_boolean boolean;
    struct dg_kept_integer integer;
    struct dg_kept_integer constant;
    struct dg_kept_integer level;
    struct dg_kept_number number;
    struct dg_kept_time time;
    struct dg_kept_enum enumerator;
    struct dg_kept_digest text;
    struct dg_kept_digest word;
    struct dg_kept_digest integer_digest;
    struct dg_kept_digest level_digest;
    struct dg_kept_digest container;
};
struct faults {
    uint64_t bits[DG_FAULT_WORDS(2)];
};

static const struct dg_text colors[] = {DG_TEXT("red"), DG_TEXT("green")};
static const struct dg_words color_words = {.words = colors, .count = 2};
static const int64_t numbers[] = {100, 200};
static const struct dg_words level_words = {.numbers = numbers, .count = 2};

static void digest_time(struct dg_digester *in, const void *value)
{
    dg_digest_time(in, value);
}

#define MEMBER(name, how, what, ...)                                                               \
    {                                                                                              \
        .kept = DG_KEPT_##how, .state = offsetof(struct state, name),                              \
        .value = offsetof(struct whole, part.what.value),                                          \
        .presence = offsetof(struct whole, part.what.presence),                                    \
        DG_KEPT_WITHIN(offsetof(struct whole, part_presence)),                                     \
        DG_RULE_READS(DG_RULE_PLACE(faults, bits, 0), DG_RULE_VALUE(faults, bits, 1)), __VA_ARGS__ \
    }
#define TEXT .text = offsetof(struct whole, part.word.text)

static const struct dg_kept_member members[] = {
    MEMBER(text, TEXT, text, .constant = 0),
    MEMBER(presence, PRESENCE, text, .constant = 0),
    MEMBER(boolean, BOOLEAN, boolean, .constant = 0),
    MEMBER(integer, INTEGER, integer, .constant = 0),
    {.kept = DG_KEPT_CONSTANT,
     .state = offsetof(struct state, constant),
     .presence = offsetof(struct whole, part.constant),
     DG_KEPT_WITHIN(offsetof(struct whole, part_presence)),
     DG_RULE_READS(DG_RULE_VALUE(faults, bits, 1)),
     .constant = -7},
    MEMBER(level, LEVEL, word, TEXT, .words = &level_words),
    {.kept = DG_KEPT_NUMBER,
     .state = offsetof(struct state, number),
     .value = offsetof(struct whole, part.number.value.value),
     .presence = offsetof(struct whole, part.number.presence),
     DG_KEPT_WITHIN(offsetof(struct whole, part_presence)),
     DG_RULE_READS(DG_RULE_VALUE(faults, bits, 1))},
    MEMBER(time, TIME, time, .constant = 0),
    MEMBER(enumerator, ENUM, word, TEXT),
    MEMBER(word, WORD, word, TEXT, .words = &color_words),
    MEMBER(integer_digest, INTEGER_DIGEST, integer, .constant = 0),
    MEMBER(level_digest, LEVEL_DIGEST, word, TEXT, .words = &level_words),
    MEMBER(container, CONTAINER, time, .digest = digest_time),
};
static const struct dg_states states = {
    .size = sizeof(struct state),
    .members = members,
    .member_count = sizeof members / sizeof members[0],
    .has_id = true,
};

static struct whole whole_of(enum dg_presence presence)
{
    struct whole whole = {.part_presence = DG_VALUE};
    struct part *part = &whole.part;

    part->boolean.presence = presence;
    part->boolean.value = true;
    part->integer.presence = presence;
    part->integer.value = INT64_MIN;
    part->number.presence = presence;
    part->number.value.value = 0.5;
    part->time.presence = presence;
    part->time.value = time_of("2024-01-01T00:00:00.1234567891Z");
    part->constant = presence;
    part->word.presence = presence;
    part->word.value = GREEN;
    part->text.presence = presence;
    part->text.value = dg_text_of("abc");
    return whole;
}

static struct state state_of(const struct whole *whole, const struct faults *faults)
{
    unsigned char packed[512];
    struct dg_history history = {.key = counting, .packed = packed};
    struct state state;

    assert_true(dg_states_packed_size(&states) <= sizeof packed);
    memset(packed, 0xA5, sizeof packed);
    memset(&state, 0xA5, sizeof state);
    dg_states_keep(&states, &history, whole, faults);
    assert_int_equal(dg_states_unpack(&states, packed, &state), history.length);
    return state;
}

static const struct faults good = {.bits = {0}};

/* Whether each member is known, and has that presence. */
static void assert_state(const struct state *state, bool known, enum dg_presence presence)
{
    const struct {
        bool known;
        unsigned char presence;
    } all[] = {
        {state->presence.known, state->presence.presence},
        {state->boolean.known, state->boolean.presence},
        {state->integer.known, state->integer.presence},
        {state->constant.known, state->constant.presence},
        {state->level.known, state->level.presence},
        {state->number.known, state->number.presence},
        {state->time.known, state->time.presence},
        {state->enumerator.known, state->enumerator.presence},
        {state->text.known, state->text.presence},
        {state->word.known, state->word.presence},
        {state->integer_digest.known, state->integer_digest.presence},
        {state->level_digest.known, state->level_digest.presence},
        {state->container.known, state->container.presence},
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_int_equal(all[i].known, known);
        assert_int_equal(all[i].presence, presence);
    }
    assert_int_equal(dg_states_know_all(&states, state), known);
}

static void keeps_values(void **unused)
{
    struct whole whole = whole_of(DG_VALUE);
    struct state state = state_of(&whole, &good);
    unsigned char digest[16];
    struct dg_digester in;

    (void)unused;
    assert_state(&state, true, DG_VALUE);
    assert_true(state.boolean.value);
    assert_true(state.integer.value == INT64_MIN);
    assert_int_equal(state.constant.value, -7);
    assert_int_equal(state.level.value, 200);
    assert_true(state.number.value > 0.25 && state.number.value < 0.75);
    assert_int_equal(dg_kept_time_compare(
                         state.time, dg_kept_time_of(time_of("2024-01-01T00:00:00.1234567891Z"))),
                     0);
    assert_int_equal(state.enumerator.value, GREEN);
    assert_true(dg_kept_is_text(&state.text, dg_text_of("abc"), &counting));
    assert_true(dg_kept_is_text(&state.word, dg_text_of("green"), &counting));
    dg_digest_begin(&in, &counting);
    dg_digest_integer(&in, INT64_MIN);
    dg_digest_end(&in, digest);
    assert_memory_equal(state.integer_digest.bytes, digest, sizeof digest);
    dg_digest_begin(&in, &counting);
    dg_digest_integer(&in, 200);
    dg_digest_end(&in, digest);
    assert_memory_equal(state.level_digest.bytes, digest, sizeof digest);
    dg_digest_begin(&in, &counting);
    dg_digest_time(&in, &whole.part.time.value);
    dg_digest_end_short(&in, digest);
    assert_memory_equal(state.container.bytes, digest, sizeof digest);
}

static void keeps_presence(void **unused)
{
    static const struct state nothing = {.presence = {0}};
    struct whole whole = whole_of(DG_NULL);
    struct state state = state_of(&whole, &good);

    (void)unused;
    assert_state(&state, true, DG_NULL);
    assert_false(state.boolean.value);
    assert_int_equal(state.integer.value, nothing.integer.value);
    assert_memory_equal(state.text.bytes, nothing.text.bytes, sizeof nothing.text.bytes);
    whole = whole_of(DG_VALUE);
    whole.part_presence = DG_NULL; /* the object that contains the members */
    state = state_of(&whole, &good);
    assert_state(&state, true, DG_ABSENT);
}

static void keeps_nothing_that_failed(void **unused)
{
    struct whole whole = whole_of(DG_VALUE);
    struct faults faults = {.bits = {2}};
    struct state state = state_of(&whole, &faults);

    (void)unused;
    assert_state(&state, false, DG_ABSENT);
    faults.bits[0] = 1; /* in the object, but not in the member */
    state = state_of(&whole, &faults);
    assert_state(&state, true, DG_VALUE);
    faults.bits[1] = 1; /* the object has the wrong type or is missing */
    state = state_of(&whole, &faults);
    assert_false(state.text.known);
    assert_true(state.constant.known); /* the constant needs no value */
    assert_false(dg_states_know_all(&states, &state));
}

static void merges_what_is_not_known(void **unused)
{
    struct whole whole = whole_of(DG_VALUE);
    struct state old = state_of(&whole, &good);
    struct faults faults = {.bits = {0, 1}};
    struct state state = state_of(&whole, &faults);

    (void)unused;
    state.constant.value = 8;
    dg_states_merge(&states, &state, &old);
    assert_state(&state, true, DG_VALUE);
    assert_int_equal(state.constant.value, 8);
    assert_true(state.integer.value == INT64_MIN);
    assert_true(dg_kept_is_text(&state.text, dg_text_of("abc"), &counting));
}

static struct dg_kept_time kept(const char *text)
{
    struct whole whole = whole_of(DG_VALUE);

    whole.part.time.value = time_of(text);
    return state_of(&whole, &good).time;
}

static void keeps_27_digits_of_a_second(void **state)
{
    static const char *const ordered[] = {
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00.000000000000000000000000001Z",
        "2024-01-01T00:00:00.00000000000000000000000001Z",
        "2024-01-01T00:00:00.000000000999999999999999999Z",
        "2024-01-01T00:00:00.000000001Z",
        "2024-01-01T00:00:00.1Z",
        "2024-01-01T00:00:01Z",
    };
    struct dg_kept_time out;

    (void)state;
    for (size_t i = 0; i < sizeof ordered / sizeof ordered[0]; i++) {
        for (size_t j = 0; j < sizeof ordered / sizeof ordered[0]; j++) {
            struct dg_kept_time a = kept(ordered[i]);
            struct dg_kept_time b = kept(ordered[j]);
            int order = dg_kept_time_compare(a, b);

            assert_true(a.known && a.presence == DG_VALUE);
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
    assert_true(kept(ordered[3]).rest == UINT64_C(999999999999999999));
    assert_true(kept("2024-01-01T00:00:00.0000000000000000000000000010000Z").known);
    assert_false(kept("2024-01-01T00:00:00.0000000000000000000000000001Z").known);
    out = dg_kept_time_of(time_of("2024-01-01T00:00:00.5Z"));
    assert_true(out.known && out.presence == DG_VALUE && out.nanos == 500000000);
}

static void keeps_texts(void **unused)
{
    static const struct dg_digest_key other = {{1, 2}};
    struct whole whole = whole_of(DG_VALUE);
    struct dg_kept_digest a = state_of(&whole, &good).text;
    struct dg_kept_digest b;

    (void)unused;
    whole.part.text.value = dg_text_of("abd");
    b = state_of(&whole, &good).text;
    assert_true(dg_kept_digest_equal(&a, &a));
    assert_false(dg_kept_digest_equal(&a, &b));
    assert_true(dg_kept_is_text(&a, dg_text_of("abc"), &counting));
    assert_false(dg_kept_is_text(&a, dg_text_of("abd"), &counting));
    assert_false(dg_kept_is_text(&a, dg_text_of("abc"), &other));
}

static struct dg_kept_enum kept_color(enum color value, const char *text)
{
    struct whole whole = whole_of(DG_VALUE);

    whole.part.word.value = value;
    whole.part.word.text = dg_text_of(text);
    return state_of(&whole, &good).enumerator;
}

static void keeps_enumerators(void **unused)
{
    struct dg_kept_enum a = kept_color(RED, "");
    struct dg_kept_enum b = kept_color(GREEN, "");

    (void)unused;
    assert_true(dg_kept_enum_equal(&a, &a));
    assert_false(dg_kept_enum_equal(&a, &b));
    a = kept_color(OTHER, "x");
    b = kept_color(OTHER, "y");
    assert_false(dg_kept_enum_equal(&a, &b));
    b = kept_color(OTHER, "x");
    assert_true(dg_kept_enum_equal(&a, &b));
}

#define MANY 67

/* More members than fit into a group of bits. */
static void keeps_many_members(void **state)
{
    static struct dg_kept_member row[MANY];
    struct dg_opt_integer values[MANY];
    struct dg_kept_integer now[MANY];
    unsigned char packed[4096];
    unsigned char again[4096];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        row[i] = (struct dg_kept_member){
            .kept = DG_KEPT_INTEGER,
            .state = (uint32_t)(i * sizeof *now),
            .value = (uint32_t)(i * sizeof *values + offsetof(struct dg_opt_integer, value)),
            .presence = (uint32_t)(i * sizeof *values + offsetof(struct dg_opt_integer, presence)),
        };
    }
    for (size_t count = 0; count <= MANY; count++) {
        const struct dg_states some = {.size = sizeof now, .members = row, .member_count = count};
        struct dg_history history = {.key = counting, .packed = packed};

        assert_true(dg_states_packed_size(&some) <= sizeof packed);
        for (size_t i = 0; i < MANY; i++) {
            values[i].presence = (enum dg_presence)(i * 7 % 5 % 3);
            values[i].value = (int64_t)(i * i * i * i) - 1000;
        }
        dg_states_keep(&some, &history, values, NULL);
        assert_int_equal(dg_states_unpack(&some, packed, now), history.length);
        for (size_t i = 0; i < count; i++) {
            assert_true(now[i].known);
            assert_int_equal(now[i].presence, values[i].presence);
            assert_true(now[i].presence != DG_VALUE || now[i].value == values[i].value);
        }
        assert_int_equal(dg_states_pack(&some, now, again), history.length);
        assert_memory_equal(packed, again, history.length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_values),
        cmocka_unit_test(keeps_presence),
        cmocka_unit_test(keeps_nothing_that_failed),
        cmocka_unit_test(merges_what_is_not_known),
        cmocka_unit_test(keeps_27_digits_of_a_second),
        cmocka_unit_test(keeps_texts),
        cmocka_unit_test(keeps_enumerators),
        cmocka_unit_test(keeps_many_members),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
