/* Vectors of this project: JSON texts with their findings, date-times, numbers. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "lines.h"

static void judge_json(const char *expected, const char *text)
{
    char bytes[1024];
    struct dg_text json = {bytes, 0};
    struct heard heard;
    struct dg_opt_json out;

    assert_true(strlen(text) < sizeof bytes);
    json.length = heard_bytes(text, bytes);
    heard_init(&heard);
    heard_decode(heard_read_json, &out, json, &heard);
    if (strcmp(heard.count == 0 ? "ok" : heard.words, expected) != 0) {
        print_error("%s\n", text);
    }
    assert_string_equal(heard.count == 0 ? "ok" : heard.words, expected);
}

static void reads_json(void **state)
{
    assert_true(lines_each(*state, "json.txt", judge_json) > 150);
}

static void judge_time(const char *expected, const char *text)
{
    char bytes[256];
    char found[64] = "no";
    struct dg_text in = {bytes, heard_bytes(text, bytes)};
    char *exact = malloc(in.length + 1);
    struct dg_time time;

    assert_non_null(exact);
    memcpy(exact, bytes, in.length);
    in.data = exact;
    if (dg_time_parse(&time, in)) {
        snprintf(found, sizeof found, "%lld %u", (long long)time.seconds, (unsigned)time.nanos);
        assert_ptr_equal(time.text.data, in.data);
        assert_int_equal(time.text.length, in.length);
    } else {
        assert_int_equal(time.seconds, 0);
        assert_int_equal(time.nanos, 0);
        assert_null(time.text.data);
    }
    if (strcmp(found, expected) != 0) {
        print_error("%s\n", text);
    }
    assert_string_equal(found, expected);
    free(exact);
}

static void reads_date_times(void **state)
{
    assert_true(lines_each(*state, "date-times.txt", judge_time) > 50);
}

/* strtod of glibc rounds correctly, and the test runs in the C locale. */
static void assert_nearest(const char *text)
{
    double wanted = strtod(text, NULL);
    double found = dg_number_value(dg_text_of(text));

    if (memcmp(&wanted, &found, sizeof found) != 0) {
        print_error("%.60s: %a, not %a\n", text, found, wanted);
    }
    assert_memory_equal(&found, &wanted, sizeof found);
}

static void judge_number(const char *expected, const char *text)
{
    char found[32] = "none";
    int64_t value;

    if (dg_number_integer(dg_text_of(text), &value)) {
        snprintf(found, sizeof found, "%lld", (long long)value);
    } else {
        assert_int_equal(value, 0);
    }
    if (strcmp(found, expected) != 0) {
        print_error("%s\n", text);
    }
    assert_string_equal(found, expected);
    assert_nearest(text);
}

static void reads_numbers(void **state)
{
    assert_true(lines_each(*state, "numbers.txt", judge_number) > 30);
}

static const char *const hard[] = {
    "0.1",
    "123456789012345678",
    "9007199254740993",
    "9007199254740992.999999999999999999999",
    "9007199254740993.00000000000000000001",
    "1e22",
    "1e23",
    "8.5e22",
    "5e-324",
    "2.4703282292062327208e-324",
    "2.4703282292062328e-324",
    "2.2250738585072011e-308",
    "2.2250738585072014e-308",
    "2.225073858507201136057409796709131975934819546351645648023426109724822222021076945516e-308",
    "4.9406564584124654e-324",
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
    "1797693134862315807937289714053034150799341327100378269361737789804449682927647509466490179775"
    "87"
    "2070963302864166928879109465555478519404026306574886715058206819089020007083836762738548458177"
    "11"
    "5317644757302700698555713669596228429148198608349364752927190741684443655107043427115596995080"
    "93"
    "042880177904174497792",
    "6631236846766476317643e-3",
    "0.000000000000000000000000000000000000000000000000000000001e57",
    "100000000000000000000000000000000000000000000000000000000e-57",
    "-1e-400",
    "-1e400",
    "1e99999999999999999999",
    "1e-99999999999999999999",
};

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Tests the decimal exactly half-way between two neighbours, and those just beside it. A long
   double has the bits for that on machines where it is longer than a double. */
static void assert_half_way(double value)
{
    long double middle = ((long double)value + (long double)nextafter(value, INFINITY)) / 2;
    char text[1200];

    snprintf(text, sizeof text, "%.1100Le", middle);
    assert_nearest(text);
    *(strchr(text, 'e') - 1) = '1';
    assert_nearest(text);
    snprintf(text, sizeof text, "%.1100Le", nextafterl(middle, 0));
    assert_nearest(text);
}

static void rounds_numbers_correctly(void **state)
{
    uint64_t random = UINT64_C(88172645463325252);

    (void)state;
    for (size_t i = 0; i < sizeof hard / sizeof hard[0]; i++) {
        assert_nearest(hard[i]);
    }
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = next_random(&random);
        char text[1200];
        double value;

        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) {
            continue;
        }
        snprintf(text, sizeof text, "%.*e", (int)(next_random(&random) % 25), value);
        assert_nearest(text);
        snprintf(text, sizeof text, "%llu%llue%d", (unsigned long long)(bits | 1),
                 (unsigned long long)next_random(&random), (int)(next_random(&random) % 700) - 380);
        assert_nearest(text);
        if (i % 50 == 0) {
            snprintf(text, sizeof text, "%.800e", value);
            assert_nearest(text);
            assert_half_way(value);
        }
    }
}

struct comparison {
    const char *a;
    const char *b;
    int sign;
};

static const struct comparison comparisons[] = {
    {"0", "-0", 0},
    {"0", "0.00e7", 0},
    {"1", "1.0", 0},
    {"10", "1e1", 0},
    {"0.001", "1e-3", 0},
    {"1", "2", -1},
    {"-1", "1", -1},
    {"-1", "-2", 1},
    {"-1", "0", -1},
    {"0", "1e-400", -1},
    {"9", "10", -1},
    {"99", "100", -1},
    {"1.5", "1.50000000000000000000000001", -1},
    {"123", "12.4e1", -1},
    {"1e400", "1e401", -1},
    {"-1e400", "-1e401", 1},
    {"9007199254740992", "9007199254740993", -1},
    /* Exponents of more than 64 bits. */
    {"1e1000000000000000000", "1e1000000000000000001", -1},
    {"1e-1000000000000000000", "1e-1000000000000000001", 1},
    {"-1e99999999999999999999999", "-1e100000000000000000000000", 1},
    {"10e999999999999999999", "1e1000000000000000000", 0},
    {"0.001e1000000000000000005", "1e1000000000000000002", 0},
    {"0.001e1000000000000000005", "1e1000000000000000001", 1},
    {"100e-100000000000000000000000000000002", "1e-100000000000000000000000000000000", 0},
    {"100e-100000000000000000000000000000003", "1e-100000000000000000000000000000000", -1},
    {"1e0000000000000000000000005", "1E+5", 0},
    {"1e12345678901234567890123456789012345678901", "1.0e12345678901234567890123456789012345678901",
     0},
    {"1e12345678901234567890123456789012345678901", "2e12345678901234567890123456789012345678901",
     -1},
    {"9e12345678901234567890123456789012345678900", "1e12345678901234567890123456789012345678901",
     -1},
    {"1e1000000000000000000", "1e-1000000000000000000", 1},
    {"1e1000000000000000000", "9e999999999999999999", 1},
    {"1", "1e-1000000000000000000", 1},
    {"1", "1e1000000000000000000", -1},
};

static void compares_numbers_exactly(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
        struct dg_text a = dg_text_of(comparisons[i].a);
        struct dg_text b = dg_text_of(comparisons[i].b);
        int found = dg_number_compare(a, b);

        assert_int_equal(found < 0 ? -1 : found > 0, comparisons[i].sign);
        assert_int_equal(dg_number_compare(b, a), -found);
    }
}

static const struct {
    const char *number;
    const char *divisor;
    bool multiple;
} multiples[] = {
    {"0", "0.01", true},
    {"-0.0e9", "7", true},
    {"7", "7", true},
    {"-21", "7", true},
    {"20", "7", false},
    {"1", "1e1", false},
    {"10", "1e1", true},
    {"19.99", "0.01", true},
    {"19.995", "0.01", false},
    {"0.3", "0.1", true},
    {"1e308", "0.1", true},
    {"1e308", "0.5", true},
    {"1e308", "0.123456789", false},
    {"1e-308", "1", false},
    {"1E999999999999999999999", "1024", true},
    {"1e999999999999999999999", "3", false},
    {"3e999999999999999999999", "3", true},
    {"1e-999999999999999999999", "1e-9", false},
    {"1e3", "625", false},
    {"1e4", "625", true},
    {"5e3", "625", true},
    {"9007199254740993", "3", true},
    {"9007199254740992", "3", false},
    {"123456789012345678901234567890", "30", true},
    {"123456789012345678901234567891", "30", false},
    {"999999999999999999e18", "999999999999999999", true},
    {"999999999999999998", "999999999999999999", false},
    {"1.50", "0.5", true},
    {"0.0001", "1e-4", true},
};

static void knows_multiples(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof multiples / sizeof multiples[0]; i++) {
        assert_int_equal(dg_number_is_multiple(dg_text_of(multiples[i].number),
                                               dg_text_of(multiples[i].divisor)),
                         multiples[i].multiple);
    }
    assert_true(dg_number_is_divisor(dg_text_of("0.000000000000000001")));
    assert_true(dg_number_is_divisor(dg_text_of("123456789012345678e-30")));
    assert_false(dg_number_is_divisor(dg_text_of("1234567890123456789")));
    assert_false(dg_number_is_divisor(dg_text_of("0.0")));
    assert_false(dg_number_is_divisor(dg_text_of("-1")));
    assert_false(dg_number_is_divisor(dg_text_of("1e1000000001")));
    assert_false(dg_number_is_divisor(dg_text_of("1e-1000000001")));
}

static void counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(dg_text_code_points((struct dg_text){0}), 0);
    assert_int_equal(dg_text_code_points(dg_text_of("abc")), 3);
    assert_int_equal(dg_text_code_points(dg_text_of("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z")), 4);
    assert_int_equal(dg_text_code_points(dg_text_of("\xFF\xC3\xE2\x82z")), 5);
}

static void compares_texts(void **state)
{
    struct dg_text none = dg_text_of(NULL);

    (void)state;
    assert_true(dg_text_equal(none, dg_text_of("")));
    assert_true(dg_text_equal(dg_text_of("ab"), (struct dg_text){"abc", 2}));
    assert_false(dg_text_equal(dg_text_of("ab"), dg_text_of("ac")));
    assert_false(dg_text_equal(dg_text_of("ab"), dg_text_of("abc")));
}

int main(int count, char **arguments)
{
    void *folder = count == 2 ? arguments[1] : "vectors";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(reads_json, folder),
        cmocka_unit_test_prestate(reads_date_times, folder),
        cmocka_unit_test_prestate(reads_numbers, folder),
        cmocka_unit_test(rounds_numbers_correctly),
        cmocka_unit_test(compares_numbers_exactly),
        cmocka_unit_test(knows_multiples),
        cmocka_unit_test(counts_code_points),
        cmocka_unit_test(compares_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
