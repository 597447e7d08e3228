/* The shortest decimal that reads back as the same double: the free-format algorithm of Steele and
 * White, as Burger and Dybvig describe it ("Printing Floating-Point Numbers Quickly and
 * Accurately"). */
#include <string.h>

#include "runtime/big.h"
#include "runtime/text.h"

#define FRACTION_BITS 52
#define EXPONENT_BIAS 1075 /* of the mantissa as an integer */
#define SMALLEST_EXPONENT (1 - EXPONENT_BIAS)
#define MOST_DIGITS 17

/* 0.ddd × 10^point */
struct digits {
    char digits[MOST_DIGITS];
    int count;
    int point;
};

/* A positive double, and the interval of decimals that read back as this double, as fractions of
 * `scale`. */
struct interval {
    struct dg_big value;
    struct dg_big below; /* half the way to the double before it */
    struct dg_big above; /* half the way to the double after it */
    struct dg_big scale;
    bool closed; /* a number half-way reads back as this double, whose mantissa is even */
};

static void interval_scale(struct interval *at, unsigned exponent)
{
    struct dg_big *parts[] = {&at->value, &at->below, &at->above};

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        dg_big_multiply_power_of_five(parts[i], exponent);
        dg_big_shift_left(parts[i], (int)exponent);
    }
}

/* Opens the interval of mantissa × 2^exponent. */
static void interval_open(struct interval *at, uint64_t mantissa, int exponent)
{
    /* The double before a power of two is only half as far away, except before the smallest one. */
    bool narrow = mantissa == UINT64_C(1) << FRACTION_BITS && exponent > SMALLEST_EXPONENT;
    int up = exponent > 0 ? exponent : 0;

    at->value = (struct dg_big){.count = 1, .words = {(uint32_t)(mantissa >> 32)}};
    dg_big_shift_left(&at->value, 32);
    dg_big_add(&at->value, &(struct dg_big){.count = 1, .words = {(uint32_t)mantissa}});
    at->below = at->above = at->scale = (struct dg_big){.count = 1, .words = {1}};
    dg_big_shift_left(&at->value, up + (narrow ? 2 : 1));
    dg_big_shift_left(&at->below, up);
    dg_big_shift_left(&at->above, up + (narrow ? 1 : 0));
    dg_big_shift_left(&at->scale, up - exponent + (narrow ? 2 : 1));
    at->closed = mantissa % 2 == 0;
}

/* Whether the end of the interval is beyond `scale`. */
static bool interval_reaches(const struct interval *at)
{
    struct dg_big end = at->value;
    int order;

    dg_big_add(&end, &at->above);
    order = dg_big_compare(&end, &at->scale);
    return order > 0 || (order == 0 && at->closed);
}

/* Divides by the power of ten that makes the value less than one. */
static int interval_normalize(struct interval *at, int bits)
{
    /* log10(2), rounded; the floor is exact for every exponent of a double. */
    int point = (bits >= 0 ? bits * 30103 : bits * 30103 - 99999) / 100000 + 1;

    if (point >= 0) {
        dg_big_multiply_power_of_five(&at->scale, (unsigned)point);
        dg_big_shift_left(&at->scale, point);
    } else {
        interval_scale(at, (unsigned)-point);
    }
    if (interval_reaches(at)) {
        dg_big_multiply_add(&at->scale, 10, 0);
        point++;
    }
    return point;
}

/* The next digit: the integral part of ten times the value; the value becomes the rest. */
static int interval_digit(struct interval *at)
{
    int digit = 0;

    dg_big_multiply_add(&at->value, 10, 0);
    dg_big_multiply_add(&at->below, 10, 0);
    dg_big_multiply_add(&at->above, 10, 0);
    while (dg_big_compare(&at->value, &at->scale) >= 0) {
        dg_big_subtract(&at->value, &at->scale);
        digit++;
    }
    return digit;
}

/* Takes digits until the rest may be dropped or rounded up. */
static void interval_digits(struct interval *at, struct digits *out)
{
    bool low = false;
    bool high = false;

    while (!low && !high) {
        int digit = interval_digit(at);
        int order = dg_big_compare(&at->value, &at->below);

        low = order < 0 || (order == 0 && at->closed);
        high = interval_reaches(at);
        if (low && high) { /* the nearer one; of two that are equally near, the even one */
            dg_big_shift_left(&at->value, 1);
            order = dg_big_compare(&at->value, &at->scale);
            high = order > 0 || (order == 0 && digit % 2 == 1);
        }
        out->digits[out->count++] = (char)('0' + digit + (high ? 1 : 0));
    }
}

static int number_bits(uint64_t value)
{
    int bits = 0;

    for (; value != 0; value >>= 1) {
        bits++;
    }
    return bits;
}

/* The digits of the double with those bits, which is finite and not zero. */
static struct digits digits_of(uint64_t bits)
{
    int exponent = (int)(bits >> FRACTION_BITS & 0x7FF);
    uint64_t mantissa = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    struct digits out = {.count = 0};
    struct interval at;

    if (exponent == 0) {
        exponent = 1; /* a subnormal */
    } else {
        mantissa |= UINT64_C(1) << FRACTION_BITS;
    }
    exponent -= EXPONENT_BIAS;
    interval_open(&at, mantissa, exponent);
    out.point = interval_normalize(&at, number_bits(mantissa) - 1 + exponent);
    interval_digits(&at, &out);
    return out;
}

/* The spelling */

struct spelling {
    char *buffer;
    size_t length;
};

static void spell_bytes(struct spelling *out, const char *bytes, int count)
{
    memcpy(out->buffer + out->length, bytes, (size_t)count);
    out->length += (size_t)count;
}

static void spell_zeros(struct spelling *out, int count)
{
    memset(out->buffer + out->length, '0', (size_t)count);
    out->length += (size_t)count;
}

/* d.ddde±x */
static void spell_exponent(struct spelling *out, const struct digits *digits)
{
    int exponent = digits->point - 1;
    int size = exponent < 0 ? -exponent : exponent;
    char text[] = {(char)('0' + size / 100), (char)('0' + size / 10 % 10), (char)('0' + size % 10)};
    int begin = size >= 100 ? 0 : size >= 10 ? 1 : 2;

    spell_bytes(out, digits->digits, 1);
    if (digits->count > 1) {
        spell_bytes(out, ".", 1);
        spell_bytes(out, digits->digits + 1, digits->count - 1);
    }
    spell_bytes(out, exponent < 0 ? "e-" : "e+", 2);
    spell_bytes(out, text + begin, 3 - begin);
}

static void spell_digits(struct spelling *out, const struct digits *digits)
{
    int point = digits->point;
    int whole = point < digits->count ? point : digits->count; /* digits before the point */

    if (point > 21 || point < -5) {
        spell_exponent(out, digits);
        return;
    }
    if (point <= 0) {
        spell_bytes(out, "0.", 2);
        spell_zeros(out, -point);
        spell_bytes(out, digits->digits, digits->count);
        return;
    }
    spell_bytes(out, digits->digits, whole);
    spell_zeros(out, point - whole);
    if (whole < digits->count) {
        spell_bytes(out, ".", 1);
        spell_bytes(out, digits->digits + whole, digits->count - whole);
    }
}

size_t dg_number_write(double value, char buffer[DG_NUMBER_BYTES])
{
    struct spelling out = {buffer, 0};
    struct digits digits;
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    if (bits >> 63 != 0) {
        bits &= UINT64_MAX >> 1;
        spell_bytes(&out, "-", 1);
    }
    if (bits >> FRACTION_BITS == 0x7FF) {
        return 0;
    }
    if (bits == 0) {
        spell_zeros(&out, 1);
        return out.length;
    }
    digits = digits_of(bits);
    spell_digits(&out, &digits);
    return out.length;
}
