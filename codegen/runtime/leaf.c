/* Values in their usual spelling, eight or sixteen bytes at a time. Bytes in a number are compared
 * and computed with all at once (SWAR). */
#include "runtime/leaf.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES * 0x80)

/* Strings */

/* The top bits of the bytes that are a quote, a backslash or a control character. A borrow only
   reaches bytes after such a byte. */
static uint64_t run_specials(uint64_t bytes)
{
    uint64_t quote = bytes ^ (ONES * '"');
    uint64_t backslash = bytes ^ (ONES * '\\');
    uint64_t found = ((bytes - ONES * 0x20) & ~bytes) | ((quote - ONES) & ~quote) |
                     ((backslash - ONES) & ~backslash);

    return found & TOPS;
}

/* Eight bytes at a time, for short texts and other machines. */
static struct dg_leaf_run run_portable(const char *at, const char *end, bool ascii)
{
    for (; end - at >= 8; at += 8) {
        uint64_t bytes = dg_leaf_load8(at);

        if (run_specials(bytes) != 0) {
            break;
        }
        ascii = ascii && (bytes & TOPS) == 0;
    }
    while (at < end && (unsigned char)*at >= 0x20 && *at != '"' && *at != '\\') {
        ascii = ascii && (unsigned char)*at < 0x80;
        at++;
    }
    return (struct dg_leaf_run){at, ascii};
}

#if defined(__SSE2__)
struct dg_leaf_run dg_leaf_run_at(const char *at, const char *end)
{
    const __m128i last_control = _mm_set1_epi8(0x1F);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    unsigned wide = 0;

    for (; end - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        /* Unsigned: a byte up to the last control character is the lower one of the two. */
        __m128i special = _mm_cmpeq_epi8(_mm_min_epu8(bytes, last_control), bytes);
        unsigned tops = (unsigned)_mm_movemask_epi8(bytes);
        unsigned mask;

        special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, quote));
        special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, backslash));
        mask = (unsigned)_mm_movemask_epi8(special);
        if (mask != 0) {
            unsigned before = mask ^ (mask - 1); /* the bits up to the first of the mask */

            return (struct dg_leaf_run){at + __builtin_ctz(mask), (wide | (tops & before)) == 0};
        }
        wide |= tops;
    }
    return run_portable(at, end, wide == 0);
}
#else
struct dg_leaf_run dg_leaf_run_at(const char *at, const char *end)
{
    return run_portable(at, end, true);
}
#endif

/* The length of the sequence that begins with the lowest byte of `bytes`, which isn't ASCII; 0 if
   it isn't well-formed (RFC 3629 §4). */
static unsigned utf8_length(uint32_t bytes)
{
    uint32_t head;

    if ((bytes & 0xC0E0) == 0x80C0) {
        return (bytes & 0x1E) != 0 ? 2 : 0;
    }
    if ((bytes & 0xC0C0F0) == 0x8080E0) {
        head = bytes & 0x200F; /* of E0, only A0 to BF follow; of ED, only 80 to 9F */
        return head != 0 && head != 0x200D ? 3 : 0;
    }
    if ((bytes & 0xC0C0C0F8) == 0x808080F0) {
        head = bytes & 0x3007; /* of F0, only 90 to BF follow; of F4, only 80 to 8F */
        return head != 0 && ((head & 7) < 4 || head == 4) ? 4 : 0;
    }
    return 0;
}

bool dg_leaf_is_utf8(const char *at, const char *end)
{
    while (at < end) {
        size_t length = 1;

        if ((unsigned char)*at >= 0x80) {
            length = end - at >= 4 ? utf8_length(dg_leaf_load4(at)) : dg_utf8_sequence(at, end);
        } else if (end - at >= 8) {
            uint64_t wide = dg_leaf_load8(at) & TOPS;

            length = wide == 0 ? 8 : (size_t)__builtin_ctzll(wide) / 8;
        }
        if (length == 0) {
            return false;
        }
        at += length;
    }
    return true;
}

const char *dg_leaf_text(const char *at, const char *end, struct dg_text *out)
{
    struct dg_leaf_run run;

    if (at == end || *at != '"') {
        return NULL;
    }
    at++;
    run = dg_leaf_run_at(at, end);
    if (run.end == end || *run.end != '"' || !(run.ascii || dg_leaf_is_utf8(at, run.end))) {
        return NULL;
    }
    *out = (struct dg_text){at, (size_t)(run.end - at)};
    return run.end + 1;
}

/* Integers */

/* The top bits of the bytes that are above 9, and perhaps of bytes after such a byte. */
static uint64_t digits_end(uint64_t bytes)
{
    return (bytes | (bytes + ONES * (0x7F - 9))) & TOPS;
}

/* The number whose eight digits, 0 to 9, are the bytes of `digits`. */
static uint64_t digits_value(uint64_t digits)
{
    const uint64_t pair = UINT64_C(0x000000FF000000FF);

    digits = digits * 10 + (digits >> 8); /* pairs */
    return ((digits & pair) * (100 + (UINT64_C(1000000) << 32)) +
            (digits >> 16 & pair) * (1 + (UINT64_C(10000) << 32))) >>
           32;
}

/* The end of at most 18 digits at `at`; *value is their value. NULL: there are none, or more. */
static const char *integer_digits(const char *at, const char *end, uint64_t *value)
{
    const char *last = end - at > 19 ? at + 19 : end;
    const char *start = at;
    uint64_t sum = 0;

    if (end - at >= 8) {
        uint64_t bytes = dg_leaf_load8(at) ^ (ONES * '0');
        uint64_t after = digits_end(bytes);

        if (after != 0) {
            unsigned count = (unsigned)__builtin_ctzll(after) / 8;

            *value = count == 0 ? 0 : digits_value(bytes << (64 - 8 * count));
            return count == 0 ? NULL : at + count;
        }
        sum = digits_value(bytes);
        at += 8;
    }
    for (; at < last && *at >= '0' && *at <= '9'; at++) {
        sum = sum * 10 + (uint64_t)(*at - '0');
    }
    *value = sum;
    return at == start || at - start > 18 ? NULL : at;
}

const char *dg_leaf_integer(const char *at, const char *end, int64_t *out)
{
    bool negative = at < end && *at == '-';
    const char *digits = at + (negative ? 1 : 0);
    uint64_t value;
    const char *after = integer_digits(digits, end, &value);

    if (after == NULL || (*digits == '0' && after - digits > 1) ||
        (after < end && (*after == '.' || *after == 'e' || *after == 'E'))) {
        return NULL;
    }
    *out = negative ? -(int64_t)value : (int64_t)value;
    return after;
}

/* Times */

#define TIME_BYTES 20 /* of "YYYY-MM-DDThh:mm:ssZ" without quotes */
#define NANO_DIGITS 9

/* The bytes at `at` of which `form` has 0 for digits and the bytes themselves for others: the
   values of the digits, and zeros. *wrong gets top bits if a byte doesn't fit. */
static uint64_t time_fields(const char *at, uint64_t form, uint64_t limits, uint64_t *wrong)
{
    uint64_t bytes = dg_leaf_load8(at) ^ form;

    *wrong |= bytes | (bytes + limits);
    return bytes * 10 + (bytes >> 8);
}

static unsigned time_field(uint64_t fields, unsigned index)
{
    return (unsigned)(fields >> 8 * index) & 0xFF;
}

/* Days from 1970-01-01; as in time.c, years begin in March. -1 if there is no such month or day. */
static bool time_date(unsigned year, unsigned month, unsigned day, int64_t *days)
{
    static const struct {
        uint16_t before; /* days of the year before the month */
        uint8_t days;
        uint8_t earlier; /* 1: the month belongs to the year before */
    } months[16] = {{0},          {306, 31, 1}, {337, 28, 1}, {0, 31, 0},   {31, 30, 0},
                    {61, 31, 0},  {92, 30, 0},  {122, 31, 0}, {153, 31, 0}, {184, 30, 0},
                    {214, 31, 0}, {245, 30, 0}, {275, 31, 0}};
    unsigned index = month < 16 ? month : 0;
    unsigned years = year + 400 - months[index].earlier; /* keeps the number positive */
    unsigned centuries = years / 100;

    *days = (int64_t)(years * 365 + years / 4 - centuries + centuries / 4 + months[index].before +
                      day) -
            (719468 + 146097 + 1);
    if (day == 29 && month == 2) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
    return day - 1 < months[index].days;
}

/* Takes ".123" or nothing, and `Z"`. Returns the end of the string. */
static const char *time_fraction(const char *at, const char *end, uint32_t *nanos)
{
    uint32_t value = 0;
    int left = NANO_DIGITS;

    if (*at == '.') {
        for (at++; at < end && *at >= '0' && *at <= '9' && left > 0; at++, left--) {
            value = value * 10 + (uint32_t)(*at - '0');
        }
        if (left == NANO_DIGITS) {
            return NULL;
        }
        for (; left > 0; left--) {
            value *= 10;
        }
    }
    *nanos = value;
    return end - at >= 2 && at[0] == 'Z' && at[1] == '"' ? at + 2 : NULL;
}

/* The same for ".123Z" and a quote, which is the usual fraction; `end` is far enough. */
static const char *time_millis(const char *at, uint32_t *nanos)
{
    const uint32_t form = '.' | '0' << 8 | '0' << 16 | (uint32_t)'0' << 24;
    uint32_t bytes = dg_leaf_load4(at) ^ form;
    uint32_t wrong = bytes | (bytes + 0x7676767F);

    if ((wrong & 0x80808080) != 0 || at[4] != 'Z' || at[5] != '"') {
        return NULL;
    }
    *nanos = ((bytes >> 8 & 0xFF) * 100 + (bytes >> 16 & 0xFF) * 10 + (bytes >> 24)) * 1000000;
    return at + 6;
}

const char *dg_leaf_time(const char *at, const char *end, struct dg_time *out)
{
    const uint64_t date_form = UINT64_C(0x2D30302D30303030);  /* 0000-00- */
    const uint64_t clock_form = UINT64_C(0x30303A3030543030); /* 00T00:00 */
    const uint64_t last_form = UINT64_C(0x30303A30303A3030);  /* 00:00:00 */
    uint64_t wrong = 0;
    uint64_t date, clock, last;
    unsigned hour, minute, second;
    uint32_t nanos;
    int64_t days;
    const char *text = at + 1;
    const char *after = NULL;

    if (end - at < TIME_BYTES + 2 || *at != '"') {
        return NULL;
    }
    date = time_fields(text, date_form, UINT64_C(0x7F76767F76767676), &wrong);
    clock = time_fields(text + 8, clock_form, UINT64_C(0x76767F76767F7676), &wrong);
    last = time_fields(text + 11, last_form, UINT64_C(0x76767F76767F7676), &wrong);
    hour = time_field(clock, 3);
    minute = time_field(clock, 6);
    second = time_field(last, 6);
    if ((wrong & TOPS) != 0 || hour > 23 || minute > 59 || second > 59 ||
        !time_date(time_field(date, 0) * 100 + time_field(date, 2), time_field(date, 5),
                   time_field(clock, 0), &days)) {
        return NULL;
    }
    if (end - at >= TIME_BYTES + 6) {
        after = time_millis(text + 19, &nanos);
    }
    if (after == NULL) {
        after = time_fraction(text + 19, end, &nanos);
    }
    if (after == NULL) {
        return NULL;
    }
    out->seconds = days * 86400 + (int64_t)(hour * 3600 + minute * 60 + second);
    out->nanos = nanos;
    out->text = (struct dg_text){text, (size_t)(after - 1 - text)};
    return after;
}
