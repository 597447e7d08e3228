/* Decimal numbers (RFC 8259 §6) as exact integers and in exact comparison. */
#include "runtime/decimal.h"

#define LARGEST_EXPONENT INT64_C(1000000000000000000)
/* Digits that cannot overflow an int64, whatever they are. */
#define SAFE_DIGITS 18
/* Digits of the largest int64. */
#define INT64_DIGITS 19

static bool number_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes what is after an `e`. */
static void number_take_exponent(struct dg_decimal *number, const char *at, const char *end)
{
    int64_t value = 0;

    number->below = at < end && *at == '-';
    while (at < end && (!number_is_digit(*at) || *at == '0')) {
        at++;
    }
    number->exponent = (struct dg_text){at, (size_t)(end - at)};
    for (; at < end; at++) {
        value = value < LARGEST_EXPONENT / 10 ? value * 10 + (*at - '0') : LARGEST_EXPONENT;
    }
    number->point += number->below ? -value : value;
}

struct dg_decimal dg_decimal_of(struct dg_text text)
{
    const char *at = text.data;
    const char *end = text.data + text.length;
    struct dg_decimal out = {.negative = at < end && *at == '-'};
    bool fraction = false;
    size_t met = 0; /* digits from the first that isn't zero */

    for (at += out.negative ? 1 : 0; at < end && *at != 'e' && *at != 'E'; at++) {
        if (*at == '.') {
            fraction = true;
            continue;
        }
        if (met > 0 || *at != '0') {
            out.digits = met == 0 ? at : out.digits;
            met++;
            out.point += fraction ? 0 : 1;
        } else {
            out.point -= fraction ? 1 : 0;
        }
        out.count = *at == '0' ? out.count : met;
    }
    out.offset = out.point;
    if (at < end) {
        number_take_exponent(&out, at + 1, end);
    }
    return out;
}

/* Offsets, which no text can have more of, don't matter to larger exponents. */
#define LARGEST_SCALE (LARGEST_EXPONENT / 2)

int64_t dg_decimal_scale(const struct dg_decimal *number)
{
    return number->point > LARGEST_SCALE    ? LARGEST_SCALE
           : number->point < -LARGEST_SCALE ? -LARGEST_SCALE
                                            : number->point;
}

bool dg_decimal_is_integral(const struct dg_decimal *number)
{
    return number->count == 0 || number->point >= (int64_t)number->count;
}

unsigned dg_decimal_digit(const char **at)
{
    if (**at == '.') {
        (*at)++;
    }
    return (unsigned)(*(*at)++ - '0');
}

/* The usual spelling of an integer: at most SAFE_DIGITS digits and nothing else. */
static bool number_plain(struct dg_text text, int64_t *out)
{
    size_t i = text.length > 0 && text.data[0] == '-' ? 1 : 0;
    int64_t value = 0;

    if (text.length > SAFE_DIGITS) {
        return false;
    }
    for (size_t k = i; k < text.length; k++) {
        if (!number_is_digit(text.data[k])) {
            return false;
        }
        value = value * 10 + (text.data[k] - '0');
    }
    *out = i == 1 ? -value : value;
    return true;
}

bool dg_number_integer(struct dg_text text, int64_t *out)
{
    struct dg_decimal number;
    const char *at;
    uint64_t value = 0;
    uint64_t limit;

    if (number_plain(text, out)) {
        return true;
    }
    *out = 0;
    number = dg_decimal_of(text);
    if (number.count == 0) {
        return true;
    }
    if (!dg_decimal_is_integral(&number) || number.point > INT64_DIGITS) {
        return false;
    }
    at = number.digits;
    for (int64_t i = 0; i < number.point; i++) {
        value = value * 10 + (i < (int64_t)number.count ? dg_decimal_digit(&at) : 0);
    }
    limit = (uint64_t)INT64_MAX + (number.negative ? 1 : 0);
    if (value > limit) {
        return false;
    }
    *out = number.negative ? -(int64_t)(value - 1) - 1 : (int64_t)value;
    return true;
}

static bool number_is_beyond(const struct dg_decimal *number)
{
    return number->exponent.length > SAFE_DIGITS;
}

/* A digit of an exponent that is written with `length` digits. */
static int number_exponent_digit(const struct dg_decimal *number, size_t length, size_t index)
{
    size_t zeros = length - number->exponent.length;

    return index < zeros ? 0 : number->exponent.data[index - zeros] - '0';
}

/* The difference of two exponents, of which at least one is beyond; more than +-10^17 are only more
 * than any offset. */
static int64_t number_exponent_difference(const struct dg_decimal *a, const struct dg_decimal *b)
{
    size_t length =
        a->exponent.length > b->exponent.length ? a->exponent.length : b->exponent.length;
    int64_t difference = 0;

    if (a->below != b->below) {
        return a->below ? -LARGEST_EXPONENT : LARGEST_EXPONENT;
    }
    for (size_t i = 0; i < length; i++) {
        if (difference > LARGEST_EXPONENT / 10 || difference < -LARGEST_EXPONENT / 10) {
            break; /* further digits don't change the sign */
        }
        difference = difference * 10 + number_exponent_digit(a, length, i) -
                     number_exponent_digit(b, length, i);
    }
    return a->below ? -difference : difference;
}

/* Compares the points of two numbers. */
static int number_compare_points(const struct dg_decimal *a, const struct dg_decimal *b)
{
    int64_t difference;

    if (!number_is_beyond(a) && !number_is_beyond(b)) {
        return (a->point > b->point) - (a->point < b->point);
    }
    difference = number_exponent_difference(a, b) + (a->offset - b->offset);
    return (difference > 0) - (difference < 0);
}

/* Compares two numbers that are not zero, without their signs. */
static int number_compare_sizes(const struct dg_decimal *a, const struct dg_decimal *b)
{
    const char *x = a->digits;
    const char *y = b->digits;
    int order = number_compare_points(a, b);

    if (order != 0) {
        return order;
    }
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        unsigned p = dg_decimal_digit(&x);
        unsigned q = dg_decimal_digit(&y);

        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return a->count == b->count ? 0 : a->count < b->count ? -1 : 1;
}

int dg_number_compare(struct dg_text a, struct dg_text b)
{
    struct dg_decimal x = dg_decimal_of(a);
    struct dg_decimal y = dg_decimal_of(b);
    int x_sign = x.count == 0 ? 0 : x.negative ? -1 : 1;
    int y_sign = y.count == 0 ? 0 : y.negative ? -1 : 1;

    if (x_sign != y_sign) {
        return x_sign < y_sign ? -1 : 1;
    }
    return x_sign == 0 ? 0 : x_sign * number_compare_sizes(&x, &y);
}
