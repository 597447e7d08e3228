/* Multiples of decimal numbers, exact for any number of digits and any exponent. */
#include "runtime/decimal.h"

/* The power of ten of the last digit. */
static int64_t multiple_exponent(const struct dg_decimal *number)
{
    return number->point - (int64_t)number->count;
}

bool dg_number_is_divisor(struct dg_text number)
{
    struct dg_decimal decimal = dg_decimal_of(number);
    int64_t exponent = multiple_exponent(&decimal);

    return decimal.count > 0 && decimal.count <= DG_DIVISOR_DIGITS && !decimal.negative &&
           exponent >= -DG_DIVISOR_EXPONENT && exponent <= DG_DIVISOR_EXPONENT;
}

/* The digits of a divisor as an integer. */
static uint64_t multiple_digits(const struct dg_decimal *divisor)
{
    const char *at = divisor->digits;
    uint64_t value = 0;

    for (size_t i = 0; i < divisor->count; i++) {
        value = value * 10 + dg_decimal_digit(&at);
    }
    return value;
}

/* Divides `value` by the factor as often as it can, `most` times at most. */
static uint64_t multiple_reduce(uint64_t value, unsigned factor, int64_t most)
{
    for (; most > 0 && value % factor == 0; most--) {
        value /= factor;
    }
    return value;
}

bool dg_number_is_multiple(struct dg_text number, struct dg_text divisor)
{
    struct dg_decimal dividend = dg_decimal_of(number);
    struct dg_decimal by = dg_decimal_of(divisor);
    int64_t shift = multiple_exponent(&dividend) - multiple_exponent(&by);
    const char *at = dividend.digits;
    uint64_t rest = 0;
    uint64_t digits;

    /* The last digit isn't zero: only 10^shift can make the number a multiple of ten. */
    if (dividend.count == 0 || shift < 0) {
        return dividend.count == 0;
    }
    digits = multiple_digits(&by);
    digits = multiple_reduce(multiple_reduce(digits, 2, shift), 5, shift);
    for (size_t i = 0; i < dividend.count; i++) {
        rest = (rest * 10 + dg_decimal_digit(&at)) % digits;
    }
    return rest == 0;
}
