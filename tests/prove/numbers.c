/* Numbers: all texts of up to nine bytes of the letters of numbers, and random ones with many
   digits or large exponents. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prove.h"

/* The specification of the spelling (RFC 8259 §6):
       number = [ "-" ] ( "0" / 1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ]
 */

static size_t take_digits(const char *text, size_t at)
{
    while (text[at] >= '0' && text[at] <= '9') {
        at++;
    }
    return at;
}

/* `text` is terminated. */
static bool is_number(const char *text, size_t length)
{
    size_t at = text[0] == '-' ? 1 : 0;
    size_t begin = at;

    at = take_digits(text, at);
    if (at == begin || (text[begin] == '0' && at > begin + 1)) {
        return false;
    }
    if (text[at] == '.') {
        begin = at + 1;
        at = take_digits(text, begin);
        if (at == begin) {
            return false;
        }
    }
    if (text[at] == 'e' || text[at] == 'E') {
        begin = at + 1 + (text[at + 1] == '+' || text[at + 1] == '-' ? 1 : 0);
        at = take_digits(text, begin);
        if (at == begin) {
            return false;
        }
    }
    return at == length;
}

/* The digits of a number, and the power of ten of its last digit. */
struct plain {
    bool negative;
    char digits[1200];
    int count;
    long exponent;
};

/* Drops zeros at both ends; zero has no digits. An exponent beyond +-10,000,000 is taken as
   that bound: the numbers here have at most 256 digits, so that results stay the same. */
static void split(const char *text, struct plain *out)
{
    const char *exponent = strpbrk(text, "eE");
    bool fraction = false;

    *out = (struct plain){.negative = *text == '-'};
    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++) {
        if (*text == '.') {
            fraction = true;
        } else if (*text != '-') {
            out->exponent -= fraction ? 1 : 0;
            if (out->count > 0 || *text != '0') {
                out->digits[out->count++] = *text;
            }
        }
    }
    if (exponent != NULL) {
        long value = strtol(exponent + 1, NULL, 10);

        out->exponent += value > 10000000 ? 10000000 : value < -10000000 ? -10000000 : value;
    }
    while (out->count > 0 && out->digits[out->count - 1] == '0') {
        out->count--;
        out->exponent++;
    }
}

/* The value, if it is an integer of 64 bits. */
static bool integer_of(const struct plain *number, int64_t *out)
{
    __extension__ const __int128 limit = (__int128)INT64_MAX + (number->negative ? 1 : 0);
    __extension__ __int128 value = 0;

    *out = 0;
    if (number->count == 0) {
        return true;
    }
    if (number->exponent < 0 || number->exponent + number->count > 19) {
        return false;
    }
    for (long i = 0; i < number->count + number->exponent; i++) {
        value = value * 10 + (i < number->count ? number->digits[i] - '0' : 0);
    }
    if (value > limit) {
        return false;
    }
    *out = (int64_t)(number->negative ? -value : value);
    return true;
}

static int size_order(const struct plain *a, const struct plain *b)
{
    long a_top = a->count == 0 ? -100000000 : a->count + a->exponent;
    long b_top = b->count == 0 ? -100000000 : b->count + b->exponent;

    if (a_top != b_top) {
        return a_top < b_top ? -1 : 1;
    }
    for (int i = 0; i < a->count || i < b->count; i++) {
        char x = i < a->count ? a->digits[i] : '0';
        char y = i < b->count ? b->digits[i] : '0';

        if (x != y) {
            return x < y ? -1 : 1;
        }
    }
    return 0;
}

static int order(const struct plain *a, const struct plain *b)
{
    int a_sign = a->count == 0 ? 0 : a->negative ? -1 : 1;
    int b_sign = b->count == 0 ? 0 : b->negative ? -1 : 1;

    if (a_sign != b_sign) {
        return a_sign < b_sign ? -1 : 1;
    }
    return a_sign * size_order(a, b);
}

/* `terminated` is the same text. strtod of glibc rounds correctly, in the C locale. */
static void compare_value(struct dg_text text, const char *terminated)
{
    double wanted = strtod(terminated, NULL);
    double found = dg_number_value(text);
    struct plain plain;
    int64_t integer;
    int64_t value;
    bool good;

    prove_holds(memcmp(&wanted, &found, sizeof found) == 0, "dg_number_value", text);
    split(terminated, &plain);
    good = integer_of(&plain, &value);
    prove_holds(dg_number_integer(text, &integer) == good && integer == value, "dg_number_integer",
                text);
}

/* All texts of `length` letters: the letters of a text are the digits of a number n. Only texts
   that are numbers have a value. */
static void all_texts(size_t length, uint64_t sample)
{
    static const char letters[] = "-+.eE0159";
    uint64_t count = 1;
    char text[16] = {0};

    for (size_t i = 0; i < length; i++) {
        count *= sizeof letters - 1;
    }
    for (uint64_t n = 0; n < count; n += prove_step(sample)) {
        uint64_t rest = n;
        struct dg_text placed;

        for (size_t i = 0; i < length; i++) {
            text[i] = letters[rest % (sizeof letters - 1)];
            rest /= sizeof letters - 1;
        }
        placed = prove_place(text, length);
        prove_holds(dg_number_is_spelled(placed) == is_number(text, length), "dg_number_is_spelled",
                    placed);
        if (is_number(text, length)) {
            compare_value(placed, text);
        }
    }
}

/* Each byte at each place of some numbers. */
static void all_changes(void)
{
    static const char *const numbers[] = {"0",     "-12",       "1.5",
                                          "10e+2", "-0.25E-07", "1234567890123456789012"};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        for (size_t at = 0; at < strlen(numbers[i]); at++) {
            for (int byte = 1; byte < 256; byte++) {
                char text[32];
                struct dg_text placed;

                memcpy(text, numbers[i], strlen(numbers[i]) + 1);
                text[at] = (char)byte;
                placed = prove_place(text, strlen(text));
                prove_holds(dg_number_is_spelled(placed) == is_number(text, strlen(text)),
                            "dg_number_is_spelled: one byte changed", placed);
            }
        }
    }
}

static size_t put_digits(char *at, size_t count)
{
    static const char likely[] = "0123456789000999";

    for (size_t i = 0; i < count; i++) {
        at[i] = likely[prove_below(sizeof likely - 1)];
    }
    return count;
}

/* A number of up to 120 digits, mostly of few; with an exponent of any size, mostly small. */
static void put_number(char text[256])
{
    static const unsigned sizes[] = {3, 9, 19, 22, 40};
    static const unsigned exponents[] = {9, 25, 330, 400, 400};
    size_t digits = prove_below(sizes[prove_below(5)]);
    size_t length = 0;

    if (prove_below(2) == 0) {
        text[length++] = '-';
    }
    if (prove_below(4) == 0) {
        text[length++] = '0';
    } else {
        text[length++] = (char)('1' + prove_below(9));
        length += put_digits(text + length, digits);
    }
    if (prove_below(2) == 0) {
        text[length++] = '.';
        length += put_digits(text + length, 1 + prove_below(sizes[prove_below(5)]));
    }
    text[length] = '\0';
    if (prove_below(2) == 0) {
        snprintf(text + length, 32, "%s%s%u%s", prove_below(2) == 0 ? "e" : "E",
                 prove_below(2) == 0   ? "-"
                 : prove_below(2) == 0 ? "+"
                                       : "",
                 prove_below(exponents[prove_below(5)]),
                 prove_below(1000) == 0 ? "00000000000000000000" : "");
    }
}

static void random_numbers(void)
{
    char text[256];

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        struct dg_text placed;

        put_number(text);
        placed = prove_place(text, strlen(text));
        prove_holds(dg_number_is_spelled(placed), "dg_number_is_spelled: a random number", placed);
        compare_value(placed, text);
    }
}

/* Decimals half-way between two doubles, which have up to 767 digits; and the same with a 1 far
   after the last digit, which makes them a little larger. Half-way points are exact only where a
   long double has more bits than a double. */
static void random_half_ways(void)
{
    char text[1300];

    for (uint64_t n = prove_random_count(1000); n > 0; n--) {
        uint64_t bits = prove_random() >> 1;
        double value;
        long double middle;

        memcpy(&value, &bits, sizeof value);
        value = isfinite(value) ? value : ldexp((double)(bits >> 11), -1074);
        middle = ((long double)value + (long double)nextafter(value, INFINITY)) / 2;
        snprintf(text, sizeof text, "%.1100Le", middle);
        compare_value(prove_place(text, strlen(text)), text);
        *(strchr(text, 'e') - 1 - prove_below(300)) = '1';
        compare_value(prove_place(text, strlen(text)), text);
        snprintf(text, sizeof text, "%.1100Le", nextafterl(middle, 0));
        compare_value(prove_place(text, strlen(text)), text);
    }
}

/* Integers around the limits of 64 bits, also with a fraction of zeros or an exponent. */
static void random_integers(void)
{
    char text[256];

    for (uint64_t n = prove_random_count(4); n > 0; n--) {
        uint64_t bits = prove_below(3) == 0 ? prove_random() >> prove_below(64)
                                            : (uint64_t)INT64_MAX + prove_below(20) - 9;
        unsigned zeros = prove_below(4);

        snprintf(text, sizeof text, "%s%llu%.*s%s%.*s", prove_below(2) == 0 ? "-" : "",
                 (unsigned long long)bits, (int)zeros, "000", prove_below(3) == 0 ? ".0" : "",
                 prove_below(3) == 0 ? 0 : 3,
                 (const char *[]){"e-1", "e-2", "e-3", "E+0", "e00"}[prove_below(5)]);
        compare_value(prove_place(text, strlen(text)), text);
    }
}

/* Moves the point of a number, and moves the exponent back: the same value, or nearly, if a digit
 * is added. */
static void put_again(const struct plain *number, char text[320])
{
    int zeros = (int)prove_below(5);
    int length = snprintf(text, 320, "%s%s%.*s%.*s", number->negative ? "-" : "",
                          number->count == 0 ? "0" : "", number->count, number->digits,
                          number->count == 0 ? 0 : zeros, "00000");
    long exponent = number->count == 0 ? 5 : number->exponent - zeros;

    if (prove_below(4) == 0) {
        length += snprintf(text + length, 320 - (size_t)length, "%s",
                           prove_below(2) == 0 ? ".0" : ".00001");
    }
    snprintf(text + length, 320 - (size_t)length, "e%ld", exponent);
}

static void random_orders(void)
{
    char a[256];
    char b[320];

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        struct dg_text x = {a, 0};
        struct dg_text y = {b, 0};
        struct plain first;
        struct plain second;
        int wanted;
        int found;

        put_number(a);
        split(a, &first);
        if (labs(first.exponent) < 1000000 && prove_below(2) == 0) {
            put_again(&first, b);
        } else {
            put_number(b);
        }
        split(b, &second);
        x.length = strlen(a);
        y.length = strlen(b);
        wanted = order(&first, &second);
        found = dg_number_compare(x, y);
        prove_holds((found > 0) - (found < 0) == wanted, "dg_number_compare", x);
        found = dg_number_compare(y, x);
        prove_holds((found > 0) - (found < 0) == -wanted, "dg_number_compare, exchanged", x);
    }
}

/* A number of at most 18 digits times 10^shift, and whether it is a multiple of another one. */
static void random_multiples(void)
{
    char a[64];
    char b[64];

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        uint64_t divisor = 1 + prove_random() % (prove_below(2) == 0 ? 40 : 1000000000000000000);
        uint64_t number = prove_random() % 1000000000000000000;
        int shift = (int)prove_below(40) - 10;
        int exponent = (int)prove_below(20) - 10;
        uint64_t rest;
        bool wanted;

        if (prove_below(2) == 0) {
            number -= number % divisor;
        }
        rest = number % divisor;
        for (int i = 0; i < shift && divisor < 1000000000000000000; i++) {
            rest = rest * 10 % divisor;
        }
        for (int i = shift; i < 0 && number % 10 == 0; i++) {
            number /= 10;
            rest = number % divisor;
            shift++;
        }
        wanted = number == 0 || (shift >= 0 && rest == 0);
        if (number != 0 && shift < 0) { /* number x 10^shift isn't an integer */
            uint64_t scale = 1;

            for (int i = shift; i < 0; i++) {
                scale *= 10;
            }
            wanted = divisor <= UINT64_MAX / scale && number % (divisor * scale) == 0;
        }
        snprintf(a, sizeof a, "%llue%d", (unsigned long long)number, exponent + shift);
        snprintf(b, sizeof b, "%llue%d", (unsigned long long)divisor, exponent);
        prove_holds(dg_number_is_multiple(dg_text_of(a), dg_text_of(b)) == wanted,
                    "dg_number_is_multiple", dg_text_of(a));
    }
}

/* Whether a decimal of that many digits reads back as the value, which is positive. If the nearest
   decimal doesn't, no other one does, except beside a power of two, where the decimal below or
   above the nearest one may. */
static bool fits_in(double value, int digits)
{
    char text[64];
    unsigned long long whole = 0;
    long exponent;

    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    if (strtod(text, NULL) == value) {
        return true;
    }
    exponent = strtol(strchr(text, 'e') + 1, NULL, 10) - (digits - 1);
    for (const char *at = text; *at != 'e'; at++) {
        whole = *at == '.' ? whole : whole * 10 + (unsigned long long)(*at - '0');
    }
    snprintf(text, sizeof text, "%llue%ld", whole - 1, exponent);
    if (strtod(text, NULL) == value) {
        return true;
    }
    snprintf(text, sizeof text, "%llue%ld", whole + 1, exponent);
    return strtod(text, NULL) == value;
}

/* The layout of RFC 8785 §3.2.2.3. */
static bool has_layout(const char *text, const struct plain *number)
{
    long point = number->count + number->exponent;
    bool exponent = strchr(text, 'e') != NULL;

    return strchr(text, 'E') == NULL && exponent == (point > 21 || point < -5) &&
           (exponent || number->exponent < 0 || strchr(text, '.') == NULL);
}

static void compare_written(double value)
{
    char text[DG_NUMBER_BYTES + 1];
    struct dg_text written = {text, dg_number_write(value, text)};
    struct plain plain;
    double back;

    text[written.length] = '\0';
    prove_holds(is_number(text, written.length), "dg_number_write: a number", written);
    back = strtod(text, NULL);
    prove_holds(memcmp(&back, &value, sizeof back) == 0, "dg_number_write: reads back", written);
    split(text, &plain);
    prove_holds(plain.count == 0 || has_layout(text, &plain), "dg_number_write: the layout",
                written);
    prove_holds(plain.count <= 1 || !fits_in(fabs(value), plain.count - 1),
                "dg_number_write: the shortest", written);
    snprintf(text, sizeof text, "%.*e", plain.count > 0 ? plain.count - 1 : 0, value);
    if (plain.count > 0 && strtod(text, NULL) == value) {
        struct plain nearest;

        split(text, &nearest);
        prove_holds(order(&plain, &nearest) == 0, "dg_number_write: the nearest of the shortest",
                    written);
    }
}

/* Doubles of any bits, and decimals of few digits, which are usual in programs; each power of two
 * and its neighbours. */
static void random_doubles(void)
{
    for (int exponent = -1074; exponent < 1024; exponent++) {
        compare_written(ldexp(1, exponent));
        compare_written(nextafter(ldexp(1, exponent), 0));
        compare_written(-nextafter(ldexp(1, exponent), 1));
    }
    for (uint64_t n = prove_random_count(10); n > 0; n--) {
        uint64_t bits = prove_random();
        double value;

        memcpy(&value, &bits, sizeof value);
        compare_written(isfinite(value) ? value : (double)(bits >> 40) / 1000);
    }
}

int main(int count, char **arguments)
{
    prove_begin(count, arguments);
    for (size_t length = 0; length <= 6; length++) {
        all_texts(length, 7);
    }
    all_texts(7, 101);
    all_texts(8, 1009);
    all_texts(9, 10007);
    all_changes();
    random_numbers();
    random_half_ways();
    random_integers();
    random_orders();
    random_multiples();
    random_doubles();
    return prove_end();
}
