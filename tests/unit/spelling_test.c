/* Writing of numbers and date-times: the shortest decimals, and instants as in RFC 3339. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/text.h"

static const char *number_text(double value)
{
    static char text[DG_NUMBER_BYTES + 1];
    size_t length;

    memset(text, '#', sizeof text);
    length = dg_number_write(value, text);
    assert_true(length < sizeof text);
    text[length] = '\0';
    return text;
}

/* The numbers of RFC 8785, appendix B, and other difficult ones. */
static const struct {
    uint64_t bits;
    const char *text;
} numbers[] = {
    {UINT64_C(0x0000000000000000), "0"},
    {UINT64_C(0x8000000000000000), "-0"},
    {UINT64_C(0x0000000000000001), "5e-324"},
    {UINT64_C(0x8000000000000001), "-5e-324"},
    {UINT64_C(0x7fefffffffffffff), "1.7976931348623157e+308"},
    {UINT64_C(0xffefffffffffffff), "-1.7976931348623157e+308"},
    {UINT64_C(0x4340000000000000), "9007199254740992"},
    {UINT64_C(0xc340000000000000), "-9007199254740992"},
    {UINT64_C(0x4430000000000000), "295147905179352830000"},
    {UINT64_C(0x44b52d02c7e14af5), "9.999999999999997e+22"},
    {UINT64_C(0x44b52d02c7e14af6), "1e+23"},
    {UINT64_C(0x44b52d02c7e14af7), "1.0000000000000001e+23"},
    {UINT64_C(0x444b1ae4d6e2ef4e), "999999999999999700000"},
    {UINT64_C(0x444b1ae4d6e2ef4f), "999999999999999900000"},
    {UINT64_C(0x444b1ae4d6e2ef50), "1e+21"},
    {UINT64_C(0x3eb0c6f7a0b5ed8c), "9.999999999999997e-7"},
    {UINT64_C(0x3eb0c6f7a0b5ed8d), "0.000001"},
    {UINT64_C(0x41b3de4355555553), "333333333.3333332"},
    {UINT64_C(0x41b3de4355555554), "333333333.33333325"},
    {UINT64_C(0x41b3de4355555555), "333333333.3333333"},
    {UINT64_C(0x41b3de4355555556), "333333333.3333334"},
    {UINT64_C(0x41b3de4355555557), "333333333.33333343"},
    {UINT64_C(0xbecbf647612f3696), "-0.0000033333333333333333"},
    {UINT64_C(0x43143ff3c1cb0959), "1424953923781206.2"},
    {UINT64_C(0x0010000000000000), "2.2250738585072014e-308"}, /* the smallest normal */
    {UINT64_C(0x000fffffffffffff), "2.225073858507201e-308"},
    {UINT64_C(0x3d30000000000000), "5.684341886080802e-14"}, /* a power of two: its nearest decimal
                                                                of 16 digits is another double */
    {UINT64_C(0x3ff0000000000000), "1"},
    {UINT64_C(0x3fb999999999999a), "0.1"},
    {UINT64_C(0x3fd3333333333334), "0.30000000000000004"},
    {UINT64_C(0x40c81c8000000000), "12345"},
    {UINT64_C(0xc05edccccccccccd), "-123.45"},
};

static void writes_known_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        double value;

        memcpy(&value, &numbers[i].bits, sizeof value);
        assert_string_equal(number_text(value), numbers[i].text);
    }
}

static void writes_no_infinity(void **state)
{
    char text[DG_NUMBER_BYTES];

    (void)state;
    assert_int_equal(dg_number_write((double)INFINITY, text), 0);
    assert_int_equal(dg_number_write(-(double)INFINITY, text), 0);
    assert_int_equal(dg_number_write((double)NAN, text), 0);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* The number of significant digits of a JSON number. */
static int significant(const char *text)
{
    int count = 0;
    int zeros = 0;

    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text == '0') {
            zeros += count > 0 ? 1 : 0;
        } else if (*text >= '1' && *text <= '9') {
            count += zeros + 1;
            zeros = 0;
        }
    }
    return count;
}

/* Whether one of the two nearest decimals with this number of digits reads back as the value.
   strtod and printf of glibc are exact, and the test runs in the C locale. */
static bool fits_in(double value, int digits)
{
    char text[64];
    char below[32];
    char above[32];
    unsigned long long whole = 0;
    int exponent;

    snprintf(text, sizeof text, "%.40e", fabs(value));
    exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10) - (digits - 1);
    for (int i = 0; i < digits; i++) {
        whole = whole * 10 + (unsigned long long)(text[i == 0 ? 0 : i + 1] - '0');
    }
    snprintf(below, sizeof below, "%llue%d", whole, exponent);
    snprintf(above, sizeof above, "%llue%d", whole + 1, exponent);
    return strtod(below, NULL) == fabs(value) || strtod(above, NULL) == fabs(value);
}

/* Asserts that the written decimal reads back with another reader, that no decimal of fewer digits
 * does, and that it is the nearest one of as many digits, if that one reads back. */
static void assert_shortest(double value)
{
    const char *text = number_text(value);
    int digits = significant(text);
    double back = strtod(text, NULL);
    char nearest[64];

    assert_true(dg_number_is_spelled(dg_text_of(text)));
    assert_memory_equal(&back, &value, sizeof value);
    back = dg_number_value(dg_text_of(text));
    assert_memory_equal(&back, &value, sizeof value);
    if (digits == 0) {
        return;
    }
    assert_false(digits > 1 && fits_in(value, digits - 1));
    snprintf(nearest, sizeof nearest, "%.*e", digits - 1, value);
    if (strtod(nearest, NULL) == value) {
        assert_int_equal(dg_number_compare(dg_text_of(text), dg_text_of(nearest)), 0);
    }
}

static void writes_the_shortest(void **state)
{
    uint64_t random = UINT64_C(88172645463325252);

    (void)state;
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double power = ldexp(1, exponent);

        assert_shortest(power);
        assert_shortest(nextafter(power, 0) > 0 ? nextafter(power, 0) : power);
        assert_shortest(nextafter(power, (double)INFINITY));
    }
    for (int i = 0; i < 50000; i++) {
        uint64_t bits = next_random(&random);
        double value;

        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) {
            assert_shortest(value);
        }
        value = (double)(int64_t)(bits >> 40) / 1000;
        assert_shortest(value);
    }
}

static void knows_numbers(void **state)
{
    static const char *const good[] = {"0", "-0", "10", "1.50", "-1e5", "1E+05", "0.0e-0"};
    static const char *const bad[] = {"",   "-",  "+1", "01", "1.",  ".5",  "1e",
                                      "1 ", " 1", "0x", "1,", "NaN", "1e+", "--1"};

    (void)state;
    assert_false(dg_number_is_spelled((struct dg_text){0}));
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(dg_number_is_spelled(dg_text_of(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(dg_number_is_spelled(dg_text_of(bad[i])));
    }
}

static const struct {
    int64_t seconds;
    uint32_t nanos;
    const char *text; /* NULL: none */
} times[] = {
    {0, 0, "1970-01-01T00:00:00Z"},
    {-1, 999999999, "1969-12-31T23:59:59.999999999Z"},
    {0, 1, "1970-01-01T00:00:00.000000001Z"},
    {0, 1000, "1970-01-01T00:00:00.000001Z"},
    {0, 120000, "1970-01-01T00:00:00.000120Z"},
    {0, 1000000, "1970-01-01T00:00:00.001Z"},
    {0, 500000000, "1970-01-01T00:00:00.500Z"},
    {951782400, 0, "2000-02-29T00:00:00Z"},
    {951868800, 0, "2000-03-01T00:00:00Z"},
    {951868799, 0, "2000-02-29T23:59:59Z"},
    {4107542399, 0, "2100-02-28T23:59:59Z"},
    {-62167219200, 0, "0000-01-01T00:00:00Z"},
    {-62167219201, 0, NULL},
    {-62162035201, 0, "0000-02-29T23:59:59Z"},
    {253402300799, 999999999, "9999-12-31T23:59:59.999999999Z"},
    {253402300800, 0, NULL},
    {INT64_MIN, 0, NULL},
    {INT64_MAX, 0, NULL},
    {0, 1000000000, NULL},
    {0, UINT32_MAX, NULL},
};

static void writes_known_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct dg_time time = {.seconds = times[i].seconds, .nanos = times[i].nanos};
        char text[DG_TIME_BYTES + 1] = {0};
        size_t length = dg_time_write(&time, text);

        assert_int_equal(length, times[i].text == NULL ? 0 : strlen(times[i].text));
        if (times[i].text != NULL) {
            text[length] = '\0';
            assert_string_equal(text, times[i].text);
        }
    }
}

static void writes_every_day(void **state)
{
    (void)state;
    for (int64_t day = -719528; day < 2932897; day++) { /* years 0000 to 9999 */
        struct dg_time time = {.seconds = day * 86400 + (day & 0xFFFF), .nanos = 1000};
        struct dg_time read;
        char text[DG_TIME_BYTES];
        size_t length = dg_time_write(&time, text);

        assert_true(dg_time_parse(&read, (struct dg_text){text, length}));
        assert_true(read.seconds == time.seconds && read.nanos == time.nanos);
    }
}

static void knows_utf8(void **state)
{
    (void)state;
    assert_true(dg_text_is_utf8((struct dg_text){0}));
    assert_true(dg_text_is_utf8((struct dg_text)DG_TEXT("a\0\xC3\xA9\xF0\x9F\x98\x80")));
    assert_false(dg_text_is_utf8((struct dg_text)DG_TEXT("a\xC3")));
    assert_false(dg_text_is_utf8((struct dg_text)DG_TEXT("\xED\xA0\x80")));
    assert_false(dg_text_is_utf8((struct dg_text)DG_TEXT("\xC0\x80z")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_known_numbers), cmocka_unit_test(writes_no_infinity),
        cmocka_unit_test(writes_the_shortest),  cmocka_unit_test(knows_numbers),
        cmocka_unit_test(writes_known_times),   cmocka_unit_test(writes_every_day),
        cmocka_unit_test(knows_utf8),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
