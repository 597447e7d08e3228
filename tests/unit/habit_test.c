/* What the arena remembers of producers: when the fast way pauses, when it is tried again, and that
 * no value depends on it. Documents are objects of six integers, in any order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/fast.h"
#include "runtime/reader_internal.h"

#define MEMBERS 6
#define VAIN 17  /* objects in another order after which the way pauses */
#define PAUSE 32 /* objects of a pause */
#define HOLD 8   /* objects of another shape that leave a place to its shape */

struct six {
    int64_t members[MEMBERS];
};

/* An object around a six. */
struct around {
    struct six six;
    int64_t z;
};

static const struct dg_property properties[] = {
    {.name = DG_TEXT("a"), .required = true}, {.name = DG_TEXT("b"), .required = true},
    {.name = DG_TEXT("c"), .required = true}, {.name = DG_TEXT("d"), .required = true},
    {.name = DG_TEXT("e"), .required = true}, {.name = DG_TEXT("f"), .required = true},
};
static const struct dg_property around_properties[] = {
    {.name = DG_TEXT("six"), .required = true},
    {.name = DG_TEXT("z"), .required = true},
};

static struct {
    unsigned tries; /* of the way */
    unsigned lookups;
} work;

static size_t six_lookup(const char *name, size_t length)
{
    work.lookups++;
    return length == 1 && *name >= 'a' && *name < 'a' + MEMBERS ? (size_t)(*name - 'a') : MEMBERS;
}

static size_t around_lookup(const char *name, size_t length)
{
    return length == 3 ? 0 : name[0] == 'z' ? 1 : 2;
}

static bool six_fast(struct dg_object *at)
{
    struct six *out = at->out;
    struct dg_fast in = dg_fast_begin(at);

    work.tries++;
    dg_fast_integer(&in, DG_MEMBER(0, "a"), &out->members[0], DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(1, "b"), &out->members[1], DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(2, "c"), &out->members[2], DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(3, "d"), &out->members[3], DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(4, "e"), &out->members[4], DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(5, "f"), &out->members[5], DG_ANY_INTEGER);
    return dg_fast_end(&in);
}

static const struct dg_shape six_shape = {.properties = properties,
                                          .count = MEMBERS,
                                          .lookup = six_lookup,
                                          .members = {0, SIZE_MAX},
                                          .size = sizeof(struct six),
                                          .fast = six_fast,
                                          .number = 3};
/* Another shape with the same place in the arena. */
static const struct dg_shape rival_shape = {.properties = properties,
                                            .count = MEMBERS,
                                            .lookup = six_lookup,
                                            .members = {0, SIZE_MAX},
                                            .size = sizeof(struct six),
                                            .fast = six_fast,
                                            .number = 3 + DG_HABITS};

static bool around_fast(struct dg_object *at)
{
    struct around *out = at->out;
    struct dg_fast in = dg_fast_begin(at);

    dg_fast_object(&in, DG_MEMBER(0, "six"), &out->six, &six_shape);
    dg_fast_integer(&in, DG_MEMBER(1, "z"), &out->z, DG_ANY_INTEGER);
    return dg_fast_end(&in);
}

static const struct dg_shape around_shape = {.properties = around_properties,
                                             .count = 2,
                                             .lookup = around_lookup,
                                             .members = {0, SIZE_MAX},
                                             .size = sizeof(struct around),
                                             .fast = around_fast,
                                             .number = 4};

static void read_six(struct dg_reader *in, const struct dg_shape *shape, struct six *out)
{
    struct dg_object at;

    dg_object_open(&at, in, shape, out);
    while (dg_object_next(&at)) {
        dg_read_integer(in, &out->members[at.property], DG_ANY_INTEGER);
    }
    dg_object_close(&at);
}

static void read_around(struct dg_reader *in, struct around *out)
{
    struct dg_object at;

    dg_object_open(&at, in, &around_shape, out);
    while (dg_object_next(&at)) {
        if (at.property == 0) {
            read_six(in, &six_shape, &out->six);
        } else {
            dg_read_integer(in, &out->z, DG_ANY_INTEGER);
        }
    }
    dg_object_close(&at);
}

/* Writes an object with members in that order, each with its place in the contract as its value. */
static void write_six(char out[64], const char *order)
{
    size_t length = 0;

    for (const char *name = order; *name != '\0'; name++) {
        length += (size_t)snprintf(out + length, 64 - length, "%c\"%c\":%d",
                                   name == order ? '{' : ',', *name, *name - 'a');
    }
    snprintf(out + length, 64 - length, "}");
}

static void assert_six(const struct six *six)
{
    for (int i = 0; i < MEMBERS; i++) {
        assert_int_equal(six->members[i], i);
    }
}

/* Reads an object of the shape, and asserts its value. Returns the tries of the way. */
static unsigned read_in_order(struct dg_arena *arena, const struct dg_shape *shape,
                              const char *order)
{
    static const struct dg_site site = {.schema = "#"};
    struct six six = {{-1}};
    struct dg_reader in;
    char json[64];

    write_six(json, order);
    memset(&work, 0, sizeof work);
    dg_arena_reset(arena);
    dg_reader_open(&in, &site, dg_text_of(json), arena, NULL);
    read_six(&in, shape, &six);
    assert_true(dg_reader_close(&in));
    assert_six(&six);
    /* A member is looked up once at most, and a try in vain is followed by another member. */
    assert_in_range(work.lookups, 0, MEMBERS);
    assert_in_range(work.tries, 0, MEMBERS + 1);
    return work.tries;
}

static void read_times(struct dg_arena *arena, const struct dg_shape *shape, const char *order,
                       unsigned times, bool tried)
{
    for (unsigned i = 0; i < times; i++) {
        assert_int_equal(read_in_order(arena, shape, order) > 0, tried);
    }
}

static void pauses_and_tries_again(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    for (int i = 0; i < 3; i++) {
        read_times(&arena, &six_shape, "fedcba", i == 0 ? VAIN : 1, true);
        read_times(&arena, &six_shape, "fedcba", PAUSE, false);
    }
}

static void ends_when_the_order_is_the_usual_one(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    read_times(&arena, &six_shape, "fedcba", VAIN, true);
    read_times(&arena, &six_shape, "abcdef", PAUSE, false);
    read_times(&arena, &six_shape, "abcdef", 100, true);
    assert_int_equal(work.lookups, 0);
    read_times(&arena, &six_shape, "fedcba", VAIN - 1, true);
    read_times(&arena, &six_shape, "abcdef", 1, true); /* one in order: all is forgotten */
    read_times(&arena, &six_shape, "fedcba", VAIN, true);
    read_times(&arena, &six_shape, "fedcba", 1, false);
}

static void remembers_nothing_of_the_usual_order(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    read_times(&arena, &six_shape, "abcdef", 100, true);
    read_times(&arena, &six_shape, "abcfde", 100, true); /* most members are foreseen */
    assert_int_equal(arena.learnt, 0);
}

static void forgets_with_a_new_arena(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) {
        struct dg_arena arena;

        memset(&arena, 0xA5, sizeof arena); /* habits that aren't in use are never read */
        dg_arena_init(&arena, NULL, 0, NULL);
        read_times(&arena, &six_shape, "fedcba", 1, true);
        dg_arena_free(&arena);
        assert_int_equal(arena.learnt, 0);
    }
}

static void shares_places(void **state)
{
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    read_times(&arena, &six_shape, "fedcba", VAIN, true);
    /* The place belongs to the other shape, which is still read. */
    for (int i = 0; i < PAUSE; i++) {
        read_times(&arena, &rival_shape, "fedcba", 1, true);
        read_times(&arena, &six_shape, "fedcba", 1, false);
    }
    /* After a while without it, the place is free. */
    read_times(&arena, &rival_shape, "fedcba", HOLD + VAIN, true);
    read_times(&arena, &rival_shape, "fedcba", PAUSE, false);
}

static void pauses_inside_another_object(void **state)
{
    static const struct dg_site site = {.schema = "#"};
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    for (int i = 0; i < 4 * PAUSE; i++) {
        bool usual = i >= 2 * PAUSE;
        struct around around = {.z = 0};
        struct dg_reader in;
        char six[64];
        char json[96];

        write_six(six, usual ? "abcdef" : "fedcba");
        snprintf(json, sizeof json, "{\"six\":%s,\"z\":7}", six);
        memset(&work, 0, sizeof work);
        dg_arena_reset(&arena);
        dg_reader_open(&in, &site, dg_text_of(json), &arena, NULL);
        read_around(&in, &around);
        assert_true(dg_reader_close(&in));
        assert_six(&around.six);
        assert_int_equal(around.z, 7);
        /* There are pauses with one try between them, until it finds the usual order. */
        assert_int_equal(work.tries == 0, i >= VAIN && i <= VAIN + 2 * PAUSE && i != VAIN + PAUSE);
    }
}

/* The next order; after the last one, the first one. */
static void permute(char *order)
{
    size_t at = MEMBERS - 1;
    size_t with = MEMBERS - 1;

    while (at > 0 && order[at - 1] >= order[at]) {
        at--;
    }
    for (size_t low = at, high = MEMBERS - 1; low < high; low++, high--) {
        char kept = order[low];

        order[low] = order[high];
        order[high] = kept;
    }
    if (at > 0) {
        for (with = at; order[with] < order[at - 1];) {
            with++;
        }
        char kept = order[with];

        order[with] = order[at - 1];
        order[at - 1] = kept;
    }
}

/* Each order after each kind of others: with whatever the arena remembers, the value is right, and
   the work has the bounds of read_in_order. */
static void reads_any_order_after_any_other(void **state)
{
    static const char *const between[] = {"abcdef", "fedcba", "badcfe", "acebdf"};
    char order[MEMBERS + 1] = "abcdef";
    struct dg_arena arena;

    (void)state;
    dg_arena_init(&arena, NULL, 0, NULL);
    for (unsigned i = 0; i < 720 * 5; i++) {
        read_in_order(&arena, &six_shape, order);
        for (unsigned k = 0; k < i / 720; k++) {
            read_in_order(&arena, k % 2 == 0 ? &six_shape : &rival_shape,
                          between[(i + k) % (sizeof between / sizeof between[0])]);
        }
        permute(order);
    }
    assert_string_equal(order, "abcdef");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pauses_and_tries_again),
        cmocka_unit_test(ends_when_the_order_is_the_usual_one),
        cmocka_unit_test(remembers_nothing_of_the_usual_order),
        cmocka_unit_test(forgets_with_a_new_arena),
        cmocka_unit_test(shares_places),
        cmocka_unit_test(pauses_inside_another_object),
        cmocka_unit_test(reads_any_order_after_any_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
