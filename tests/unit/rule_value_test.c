/* The values that rules compute: truths, integers, times, durations, texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/reader.h"

/* Truths: f false, t true, o overflow */

static const char truths[] = "fto";

static void knows_three_truths(void **state)
{
    /* the row is the first operand, the column the second */
    static const char *const conjunctions[] = {"fff", "fto", "foo"};
    static const char *const disjunctions[] = {"fto", "ttt", "oto"};

    (void)state;
    for (int a = DG_FALSE; a <= DG_OVERFLOW; a++) {
        for (int b = DG_FALSE; b <= DG_OVERFLOW; b++) {
            enum dg_truth x = (enum dg_truth)a;
            enum dg_truth y = (enum dg_truth)b;

            assert_int_equal(truths[dg_and(x, y)], conjunctions[a][b]);
            assert_int_equal(truths[dg_or(x, y)], disjunctions[a][b]);
            assert_int_equal(dg_choose(DG_TRUE, x, y), x);
            assert_int_equal(dg_choose(DG_FALSE, x, y), y);
            assert_int_equal(dg_choose(DG_OVERFLOW, x, y), DG_OVERFLOW);
        }
    }
    assert_int_equal(dg_not(DG_FALSE), DG_TRUE);
    assert_int_equal(dg_not(DG_TRUE), DG_FALSE);
    assert_int_equal(dg_not(DG_OVERFLOW), DG_OVERFLOW);
}

static void passes_overflow_in_and_out_of_values(void **state)
{
    bool overflow = false;

    (void)state;
    assert_int_equal(dg_truth(true, &overflow), DG_TRUE);
    assert_int_equal(dg_truth(false, &overflow), DG_FALSE);
    assert_true(dg_true(DG_TRUE, &overflow));
    assert_false(dg_true(DG_FALSE, &overflow));
    assert_false(overflow);
    assert_false(dg_true(DG_OVERFLOW, &overflow));
    assert_true(overflow);
    assert_true(dg_true(DG_TRUE, &overflow));
    assert_true(overflow);
    assert_int_equal(dg_truth(true, &overflow), DG_OVERFLOW);
}

/* Integers */

static const struct {
    int64_t a, b, sum;
    bool overflow;
} sums[] = {
    {1, 2, 3, false},
    {-1, 1, 0, false},
    {INT64_MAX, 0, INT64_MAX, false},
    {INT64_MAX, 1, 0, true},
    {1, INT64_MAX, 0, true},
    {INT64_MAX - 1, 1, INT64_MAX, false},
    {INT64_MAX, INT64_MIN, -1, false},
    {INT64_MIN, 0, INT64_MIN, false},
    {INT64_MIN, -1, 0, true},
    {INT64_MIN + 1, -1, INT64_MIN, false},
    {INT64_MIN, INT64_MIN, 0, true},
    {INT64_MAX, INT64_MAX, 0, true},
};

static const struct {
    int64_t a, b, difference;
    bool overflow;
} differences[] = {
    {1, 2, -1, false},
    {0, INT64_MIN, 0, true},
    {-1, INT64_MIN, INT64_MAX, false},
    {INT64_MIN, 1, 0, true},
    {INT64_MIN, INT64_MIN, 0, false},
    {INT64_MIN, -1, INT64_MIN + 1, false},
    {INT64_MAX, -1, 0, true},
    {INT64_MAX, INT64_MAX, 0, false},
    {-2, INT64_MAX, 0, true},
    {-1, INT64_MAX, INT64_MIN, false},
};

static void computes_with_integers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        bool overflow = false;

        assert_true(dg_add(sums[i].a, sums[i].b, &overflow) == sums[i].sum);
        assert_int_equal(overflow, sums[i].overflow);
    }
    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        bool overflow = false;

        assert_true(dg_subtract(differences[i].a, differences[i].b, &overflow) ==
                    differences[i].difference);
        assert_int_equal(overflow, differences[i].overflow);
    }
}

static void negates_integers(void **state)
{
    bool overflow = false;

    (void)state;
    assert_true(dg_negate(INT64_MAX, &overflow) == -INT64_MAX);
    assert_true(dg_negate(-5, &overflow) == 5);
    assert_false(overflow);
    assert_true(dg_negate(INT64_MIN, &overflow) == 0);
    assert_true(overflow);
    assert_true(dg_negate(1, &overflow) == -1);
    assert_true(overflow); /* *overflow stays set */
}

/* Times */

static struct dg_time time_of(const char *text)
{
    struct dg_time time;

    assert_true(dg_time_parse(&time, dg_text_of(text)));
    return time;
}

/* Groups of one instant, in order. */
static const char *const instants[][3] = {
    {"0000-01-01T00:00:00Z", "0000-01-01T01:00:00+01:00", "0000-01-01T00:00:00.0Z"},
    {"1969-12-31T23:59:59.9Z", "1969-12-31t23:59:59.900z", "1970-01-01T00:59:59.9000000000+01:00"},
    {"1969-12-31T23:59:59.9000000001Z", "1969-12-31T23:59:59.90000000010Z",
     "1969-12-31T22:59:59.9000000001-01:00"},
    {"1969-12-31T23:59:59.90000000010000000000000000000000001Z",
     "1969-12-31T23:59:59.900000000100000000000000000000000010Z",
     "1969-12-31t23:59:59.9000000001000000000000000000000000100z"},
    {"1969-12-31T23:59:59.9000000002Z", "1969-12-31T23:59:59.9000000002-00:00",
     "1969-12-31T23:59:59.90000000020+00:00"},
    {"1969-12-31T23:59:59.900000001Z", "1969-12-31T23:59:59.9000000010Z",
     "1969-12-31T23:59:59.900000001z"},
    {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2017-01-01T00:59:60.000+01:00"},
    {"2016-12-31T23:59:60.0000000001Z", "2017-01-01T00:00:00.0000000001Z",
     "2017-01-01T01:00:00.00000000010+01:00"},
    {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000000Z", "9999-12-31T23:59:59+00:00"},
};

static void compares_times(void **state)
{
    const size_t count = sizeof instants / sizeof instants[0];

    (void)state;
    for (size_t i = 0; i < 3 * count; i++) {
        for (size_t j = 0; j < 3 * count; j++) {
            int order =
                dg_time_compare(time_of(instants[i / 3][i % 3]), time_of(instants[j / 3][j % 3]));

            assert_int_equal((order > 0) - (order < 0), (i / 3 > j / 3) - (i / 3 < j / 3));
        }
    }
    assert_int_equal(
        dg_time_compare((struct dg_time){.seconds = 5}, time_of("1970-01-01T00:00:05Z")), 0);
    assert_true(dg_time_compare((struct dg_time){.seconds = 5},
                                time_of("1970-01-01T00:00:05.0000000001Z")) < 0);
}

/* The longest durations: INT64_MAX and INT64_MIN nanoseconds. */
#define MOST INT64_C(9223372036)
#define MOST_NANO 854775807
#define LEAST (-MOST - 1)
#define LEAST_NANO 145224192
#define FIRST INT64_C(-62135596800)
#define LAST INT64_C(253402300799)
#define LAST_NANO 999999999

struct span {
    int64_t seconds;
    int32_t nanos;
};

static const struct {
    struct span a, b, sum;
    bool overflow;
} durations[] = {
    {{1, 500000000}, {2, 500000000}, {4, 0}, false},
    {{-1, 500000000}, {0, 500000000}, {0, 0}, false},
    {{-1, 500000000}, {-1, 500000000}, {-1, 0}, false},
    {{MOST, MOST_NANO}, {0, 0}, {MOST, MOST_NANO}, false},
    {{MOST, MOST_NANO}, {0, 1}, {0, 0}, true},
    {{MOST, MOST_NANO - 1}, {0, 1}, {MOST, MOST_NANO}, false},
    {{MOST, 0}, {1, 0}, {0, 0}, true},
    {{MOST, 0}, {MOST, 0}, {0, 0}, true},
    {{LEAST, LEAST_NANO}, {0, 0}, {LEAST, LEAST_NANO}, false},
    {{LEAST, LEAST_NANO}, {-1, LAST_NANO}, {0, 0}, true},
    {{LEAST, LEAST_NANO + 1}, {-1, LAST_NANO}, {LEAST, LEAST_NANO}, false},
    {{LEAST, LAST_NANO}, {-1, 0}, {0, 0}, true},
    {{LEAST, LEAST_NANO}, {LEAST, LEAST_NANO}, {0, 0}, true},
    {{MOST, MOST_NANO}, {-MOST - 1, LAST_NANO - MOST_NANO + 1}, {0, 0}, false},
    {{INT64_MAX, LAST_NANO}, {0, 1}, {0, 0}, true},
};

static struct dg_duration duration_of(struct span span)
{
    return (struct dg_duration){span.seconds, span.nanos};
}

static struct dg_duration opposite(struct span span)
{
    return span.nanos == 0 ? (struct dg_duration){span.seconds == INT64_MIN ? 0 : -span.seconds, 0}
                           : (struct dg_duration){-span.seconds - 1, 1000000000 - span.nanos};
}

static void assert_duration(struct dg_duration found, struct span wanted)
{
    assert_true(found.seconds == wanted.seconds);
    assert_int_equal(found.nanos, wanted.nanos);
}

static void adds_durations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof durations / sizeof durations[0]; i++) {
        struct dg_duration a = duration_of(durations[i].a);
        bool overflow = false;

        assert_duration(dg_duration_add(a, duration_of(durations[i].b), &overflow),
                        durations[i].sum);
        assert_int_equal(overflow, durations[i].overflow);
        overflow = false;
        assert_duration(dg_duration_subtract(a, opposite(durations[i].b), &overflow),
                        durations[i].sum);
        assert_int_equal(overflow, durations[i].overflow);
    }
}

static void compares_durations(void **state)
{
    static const struct span ordered[] = {
        {LEAST, LEAST_NANO}, {-MOST, 0},       {-1, 0}, {-1, 500000000}, {0, 0}, {0, 1}, {1, 0},
        {MOST, 0},           {MOST, MOST_NANO}};
    const size_t count = sizeof ordered / sizeof ordered[0];

    (void)state;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            int order = dg_duration_compare(duration_of(ordered[i]), duration_of(ordered[j]));

            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static const struct {
    const char *time;
    struct span by, moved; /* moved: from 1970 */
    bool overflow;
} moves[] = {
    {"1970-01-01T00:00:00Z", {86400, 0}, {86400, 0}, false},
    {"1970-01-01T00:00:00.75Z", {0, 500000000}, {1, 250000000}, false},
    {"1970-01-01T00:00:00.25Z", {-1, 500000000}, {-1, 750000000}, false},
    {"1970-01-01T00:00:00.0000000009Z", {1, 0}, {1, 0}, false},
    {"2016-12-31T23:59:60Z", {0, 0}, {1483228800, 0}, false},
    {"9999-12-31T23:59:59Z", {0, LAST_NANO}, {LAST, LAST_NANO}, false},
    {"9999-12-31T23:59:59.000000001Z", {0, LAST_NANO}, {0, 0}, true},
    {"9999-12-31T23:59:59Z", {1, 0}, {0, 0}, true},
    {"0001-01-01T00:00:00Z", {0, 0}, {FIRST, 0}, false},
    {"0001-01-01T00:00:00Z", {-1, LAST_NANO}, {0, 0}, true},
    {"0001-01-01T00:00:00.000000001Z", {-1, LAST_NANO}, {FIRST, 0}, false},
    {"0000-12-31T23:59:59Z", {0, 0}, {0, 0}, true},
    {"0000-12-31T23:59:59Z", {1, 0}, {FIRST, 0}, false},
    {"0001-01-01T00:00:00Z", {MOST, 0}, {FIRST + MOST, 0}, false},
    {"9999-12-31T00:00:00Z", {MOST, 0}, {0, 0}, true},
};

static void moves_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        struct dg_time time = time_of(moves[i].time);
        bool overflow = false;
        struct dg_time moved = dg_time_add(time, duration_of(moves[i].by), &overflow);

        assert_true(moved.seconds == moves[i].moved.seconds);
        assert_int_equal(moved.nanos, moves[i].moved.nanos);
        assert_int_equal(moved.text.length, 0);
        assert_int_equal(overflow, moves[i].overflow);
        overflow = false;
        moved = dg_time_subtract(time, opposite(moves[i].by), &overflow);
        assert_true(moved.seconds == moves[i].moved.seconds);
        assert_int_equal(moved.nanos, moves[i].moved.nanos);
        assert_int_equal(overflow, moves[i].overflow);
    }
}

/* The longest durations from 1970, in both directions, and one nanosecond more. */
static void measures_as_far_as_it_goes(void)
{
    static const struct {
        const char *time;
        struct span since;
        bool overflow;
    } ends[] = {
        {"2262-04-11T23:47:16.854775807Z", {MOST, MOST_NANO}, false},
        {"2262-04-11T23:47:16.854775808Z", {0, 0}, true},
        {"1677-09-21T00:12:43.145224192Z", {LEAST, LEAST_NANO}, false},
        {"1677-09-21T00:12:43.145224191Z", {0, 0}, true},
        {"9999-12-31T23:59:59Z", {0, 0}, true},
        {"0001-01-01T00:00:00Z", {0, 0}, true},
    };

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        bool overflow = false;

        assert_duration(
            dg_time_since(time_of(ends[i].time), time_of("1970-01-01T00:00:00Z"), &overflow),
            ends[i].since);
        assert_int_equal(overflow, ends[i].overflow);
    }
}

static void measures_between_times(void **state)
{
    bool overflow = false;

    (void)state;
    assert_duration(dg_time_since(time_of("1970-01-02T00:00:00.25Z"),
                                  time_of("1970-01-01T00:00:00.5Z"), &overflow),
                    (struct span){86399, 750000000});
    assert_duration(dg_time_since(time_of("1970-01-01T00:00:00.5Z"),
                                  time_of("1970-01-02T00:00:00.25Z"), &overflow),
                    (struct span){-86400, 250000000});
    /* digits after the nanoseconds are ignored */
    assert_duration(dg_time_since(time_of("1970-01-01T00:00:00.0000000009Z"),
                                  time_of("1970-01-01T00:00:00.0000000001Z"), &overflow),
                    (struct span){0, 0});
    assert_false(overflow);
    measures_as_far_as_it_goes();
    assert_duration(dg_time_since((struct dg_time){.seconds = INT64_MAX},
                                  (struct dg_time){.seconds = -1}, &overflow),
                    (struct span){0, 0});
    assert_true(overflow);
}

/* Texts: compared with the simplest algorithms, on random texts of few letters, cut into random
 * parts */

static uint64_t random_state = 88172645463325252U;

static size_t random_below(size_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (size_t)(random_state % bound);
}

#define LONGEST 40
#define PARTS 4

struct cut {
    char bytes[LONGEST];
    size_t length;
    struct dg_text parts[PARTS];
};

static void cut_random(struct cut *cut, size_t longest, const char *letters)
{
    size_t begin = 0;

    cut->length = random_below(longest + 1);
    for (size_t i = 0; i < cut->length; i++) {
        cut->bytes[i] = letters[random_below(strlen(letters))];
    }
    for (size_t i = 0; i < PARTS; i++) {
        size_t left = cut->length - begin;
        size_t length = i + 1 == PARTS ? left : random_below(left + 1);

        /* an empty part may be nowhere */
        cut->parts[i] = (struct dg_text){length == 0 ? NULL : cut->bytes + begin, length};
        begin += length;
    }
}

static struct dg_parts parts_of(const struct cut *cut)
{
    return (struct dg_parts){cut->parts, PARTS};
}

static struct dg_text whole_of(const struct cut *cut)
{
    return (struct dg_text){cut->bytes, cut->length};
}

static bool at_place(const struct cut *text, size_t place, const struct cut *part)
{
    return place + part->length <= text->length &&
           memcmp(text->bytes + place, part->bytes, part->length) == 0;
}

static bool naive_contains(const struct cut *text, const struct cut *part)
{
    for (size_t i = 0; i + part->length <= text->length; i++) {
        if (at_place(text, i, part)) {
            return true;
        }
    }
    return false;
}

static int naive_order(const struct cut *a, const struct cut *b)
{
    for (size_t i = 0; i < a->length && i < b->length; i++) {
        if (a->bytes[i] != b->bytes[i]) {
            return (unsigned char)a->bytes[i] < (unsigned char)b->bytes[i] ? -1 : 1;
        }
    }
    return (a->length > b->length) - (a->length < b->length);
}

static void assert_texts(const struct cut *text, const struct cut *part)
{
    bool contains = naive_contains(text, part);
    bool starts = at_place(text, 0, part);
    bool ends = text->length >= part->length && at_place(text, text->length - part->length, part);
    int order = naive_order(text, part);
    int found = dg_parts_compare(parts_of(text), parts_of(part));

    assert_int_equal(dg_parts_contain(parts_of(text), parts_of(part)), contains);
    assert_int_equal(dg_text_contains(whole_of(text), whole_of(part)), contains);
    assert_int_equal(dg_parts_start(parts_of(text), parts_of(part)), starts);
    assert_int_equal(dg_text_starts(whole_of(text), whole_of(part)), starts);
    assert_int_equal(dg_parts_end(parts_of(text), parts_of(part)), ends);
    assert_int_equal(dg_text_ends(whole_of(text), whole_of(part)), ends);
    assert_int_equal((found > 0) - (found < 0), order);
    found = dg_text_compare(whole_of(text), whole_of(part));
    assert_int_equal((found > 0) - (found < 0), order);
    assert_int_equal(dg_parts_size(parts_of(text)), text->length);
}

static void searches_as_the_simplest_way_does(void **state)
{
    static const char *const letters[] = {"a", "ab", "ab", "abc"};
    size_t found = 0;

    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        struct cut text;
        struct cut part;

        cut_random(&text, LONGEST, letters[i % 4]);
        cut_random(&part, i % 3 == 0 ? LONGEST : 8, letters[i % 4]);
        found += naive_contains(&text, &part) ? 1 : 0;
        assert_texts(&text, &part);
    }
    assert_in_range(found, 20000, 180000); /* both results occur */
}

/* The length of texts for which simple searches compare each letter with each other one: they would
 * take longer than a test may. */
#define MANY ((size_t)4 << 20)

static void searches_hostile_texts(void **state)
{
    char *text = malloc(MANY);
    char *part = malloc(MANY / 2);

    (void)state;
    assert_non_null(text);
    assert_non_null(part);
    memset(text, 'a', MANY);
    memset(part, 'a', MANY / 2);
    assert_true(dg_text_contains((struct dg_text){text, MANY}, (struct dg_text){part, MANY / 2}));
    for (size_t i = 0; i < 3; i++) { /* begin, middle and end */
        size_t place = i * (MANY / 2 - 1) / 2;

        part[place] = 'b';
        assert_false(
            dg_text_contains((struct dg_text){text, MANY}, (struct dg_text){part, MANY / 2}));
        part[place] = 'a';
    }
    part[0] = 'c';
    part[MANY / 2 - 1] = 'b';
    assert_false(dg_text_contains((struct dg_text){text, MANY}, (struct dg_text){part, MANY / 2}));
    for (size_t i = 0; i < MANY;
         i++) { /* the text often contains all letters of the part except the last */
        text[i] = i % 2 == 0 ? 'a' : 'b';
    }
    memcpy(part, text, MANY / 2);
    part[MANY / 2 - 1] = 'a';
    assert_false(dg_text_contains((struct dg_text){text, MANY}, (struct dg_text){part, MANY / 2}));
    free(text);
    free(part);
}

static void counts_and_orders_code_points(void **state)
{
    static const struct dg_text parts[] = {
        DG_TEXT("\xC3\xA9"), {NULL, 0}, DG_TEXT("\xE2\x82\xAC\xF0\x9F\x98\x80"), DG_TEXT("z")};

    (void)state;
    assert_int_equal(dg_parts_size((struct dg_parts){parts, 4}), 4);
    assert_int_equal(dg_parts_size((struct dg_parts){NULL, 0}), 0);
    /* U+FFFF comes before U+10000, whose UTF-16 comes before it */
    assert_true(dg_text_compare(dg_text_of("\xEF\xBF\xBF"), dg_text_of("\xF0\x90\x80\x80")) < 0);
    assert_true(dg_text_compare(dg_text_of("z"), dg_text_of("\xC3\xA9")) < 0);
    assert_true(dg_parts_contain((struct dg_parts){NULL, 0}, (struct dg_parts){NULL, 0}));
    assert_int_equal(dg_parts_compare((struct dg_parts){NULL, 0}, (struct dg_parts){parts + 1, 1}),
                     0);
}

/* Enumerators and entries */

static void spells_enumerators(void **state)
{
    static const struct dg_text words[] = {DG_TEXT("10"), DG_TEXT("-20")};
    static const int64_t numbers[] = {10, -20};
    static const struct dg_words enumerators = {.words = words, .numbers = numbers, .count = 2};
    struct dg_text received = dg_text_of("3e1");

    (void)state;
    assert_true(dg_text_equal(dg_word_text(&enumerators, 1, received), words[0]));
    assert_true(dg_text_equal(dg_word_text(&enumerators, 2, received), words[1]));
    assert_true(dg_text_equal(dg_word_text(&enumerators, 0, received), received));
    assert_true(dg_text_equal(dg_word_text(&enumerators, 3, received), received));
    assert_true(dg_word_number(&enumerators, 1, received) == 10);
    assert_true(dg_word_number(&enumerators, 2, received) == -20);
    assert_true(dg_word_number(&enumerators, 0, received) == 30);
    assert_true(dg_word_number(&enumerators, 0, dg_text_of("1.5")) == 0);
    assert_true(dg_word_number(&enumerators, 0, dg_text_of("9223372036854775808")) == 0);
    assert_true(dg_word_number(&enumerators, 0, dg_text_of("x")) == 0);
    assert_true(dg_word_number(&enumerators, 0, (struct dg_text){0}) == 0);
}

static void finds_entries(void **state)
{
    struct {
        struct dg_text key;
        int value;
    } entries[] = {{DG_TEXT("a"), 1}, {DG_TEXT(""), 2}, {DG_TEXT("ab"), 3}};
    const void *none = &none;

    (void)state;
    assert_ptr_equal(dg_entry_find(entries, 3, sizeof entries[0], dg_text_of("ab"), none),
                     &entries[2]);
    assert_ptr_equal(dg_entry_find(entries, 3, sizeof entries[0], (struct dg_text){0}, none),
                     &entries[1]);
    assert_ptr_equal(dg_entry_find(entries, 3, sizeof entries[0], dg_text_of("b"), none), none);
    assert_ptr_equal(dg_entry_find(NULL, 0, sizeof entries[0], dg_text_of("b"), none), none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_three_truths),
        cmocka_unit_test(passes_overflow_in_and_out_of_values),
        cmocka_unit_test(computes_with_integers),
        cmocka_unit_test(negates_integers),
        cmocka_unit_test(compares_times),
        cmocka_unit_test(adds_durations),
        cmocka_unit_test(compares_durations),
        cmocka_unit_test(moves_times),
        cmocka_unit_test(measures_between_times),
        cmocka_unit_test(searches_as_the_simplest_way_does),
        cmocka_unit_test(searches_hostile_texts),
        cmocka_unit_test(counts_and_orders_code_points),
        cmocka_unit_test(spells_enumerators),
        cmocka_unit_test(finds_entries),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
