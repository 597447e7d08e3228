/* The double nearest to a decimal number: one operation on two exact doubles if possible, else a
 * quotient of big integers. */
#include <float.h>
#include <string.h>

#include "runtime/big.h"
#include "runtime/decimal.h"

#define MANTISSA_BITS 53
#define LARGEST_BINARY_EXPONENT 1023
#define SMALLEST_BINARY_EXPONENT (-1022) /* of a normal double */

/* 0.ddd × 10^point is infinite if point is above LARGEST_POINT, and rounds to zero below
 * SMALLEST_POINT. */
#define LARGEST_POINT 309
#define SMALLEST_POINT (-324)

/* No double, and no point half-way between two doubles, has more than 767 significant digits:
   further digits only make the number a little larger. */
#define DIGITS_THAT_COUNT 768

/* The double m × 2^(exponent - 52), or m × 2^-1074 below the normal doubles. */
static double value_assemble(uint64_t m, int exponent)
{
    const uint64_t hidden = UINT64_C(1) << (MANTISSA_BITS - 1);
    uint64_t bits = m; /* a subnormal; if rounding made it 2^52, it is the first normal double */
    double value;

    if (exponent >= SMALLEST_BINARY_EXPONENT) {
        if (m == hidden << 1) {
            m = hidden;
            exponent++;
        }
        bits =
            ((uint64_t)(exponent + LARGEST_BINARY_EXPONENT) << (MANTISSA_BITS - 1)) | (m - hidden);
    }
    if (exponent > LARGEST_BINARY_EXPONENT) {
        bits = (uint64_t)(2 * LARGEST_BINARY_EXPONENT + 1) << (MANTISSA_BITS - 1);
    }
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The double nearest to a / b × 2^exponent, ties to even. Changes a and b. */
static double value_divide(struct dg_big *a, struct dg_big *b, int exponent)
{
    int shift = dg_big_bits(a) - dg_big_bits(b);
    int wanted = MANTISSA_BITS;
    uint64_t m = 0;
    int rest;

    dg_big_shift_left(shift > 0 ? b : a, shift > 0 ? shift : -shift);
    if (dg_big_compare(a, b) < 0) {
        dg_big_shift_left(a, 1);
        shift--;
    }
    exponent += shift; /* a / b is in [1, 2) now */
    if (exponent < SMALLEST_BINARY_EXPONENT) {
        wanted -= SMALLEST_BINARY_EXPONENT - exponent;
    }
    if (wanted < 0) {
        return 0;
    }
    for (int i = 0; i < wanted; i++) {
        m <<= 1;
        if (dg_big_compare(a, b) >= 0) {
            dg_big_subtract(a, b);
            m |= 1;
        }
        dg_big_shift_left(a, 1);
    }
    rest = dg_big_compare(a, b); /* with half a unit of the last place */
    if (rest > 0 || (rest == 0 && (m & 1) == 1)) {
        m++;
    }
    return value_assemble(m, exponent);
}

/* The nearest double, by big integers. `number` isn't zero. */
static double value_exact(const struct dg_decimal *number)
{
    const char *at = number->digits;
    size_t count = number->count < DIGITS_THAT_COUNT ? number->count : DIGITS_THAT_COUNT;
    struct dg_big a = {0};
    struct dg_big b = {.count = 1, .words = {1}};
    int exponent;

    for (size_t i = 0; i < count; i++) {
        dg_big_multiply_add(&a, 10, dg_decimal_digit(&at));
    }
    if (count < number->count) {
        dg_big_multiply_add(&a, 10, 1);
        count++;
    }
    exponent = (int)number->point - (int)count;
    dg_big_multiply_power_of_five(exponent >= 0 ? &a : &b,
                                  (unsigned)(exponent >= 0 ? exponent : -exponent));
    return value_divide(&a, &b, exponent);
}

/* Clinger's fast path: if the digits and the power of ten are doubles, one operation rounds only
   once. Only for machines that compute in double. */
static bool value_fast(const struct dg_decimal *number, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int last = (int)(sizeof powers / sizeof powers[0]) - 1;
    const char *at = number->digits;
    int64_t exponent = number->point - (int64_t)number->count;
    uint64_t digits = 0;

    if (FLT_EVAL_METHOD != 0 || number->count > 15 || exponent > last || exponent < -last) {
        return false;
    }
    for (size_t i = 0; i < number->count; i++) {
        digits = digits * 10 + dg_decimal_digit(&at);
    }
    *value = exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
    return true;
}

double dg_number_value(struct dg_text text)
{
    struct dg_decimal number = dg_decimal_of(text);
    double value = 0;

    if (number.count == 0 || number.point < SMALLEST_POINT) {
        value = 0;
    } else if (number.point > LARGEST_POINT) {
        value = value_assemble(0, LARGEST_BINARY_EXPONENT + 1);
    } else if (!value_fast(&number, &value)) {
        value = value_exact(&number);
    }
    return number.negative ? -value : value;
}
