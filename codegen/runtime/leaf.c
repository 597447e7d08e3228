/* Values in their usual spelling, eight or sixteen bytes at a time. Bytes in a number are compared
 * and computed with all at once (SWAR). */
#include "runtime/leaf.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define ONES UINT64_C(0x0101010101010101)
#define TOPS (ONES * 0x80)

/* White space */

const char *dg_leaf_space(const char *at, const char *end)
{
    /* Usual white space is one space, or a line feed with spaces after it. */
    if (at < end && *at == '\n') {
        at++;
        for (; end - at >= 8; at += 8) {
            uint64_t others = dg_leaf_load8(at) ^ UINT64_C(0x2020202020202020);

            if (others != 0) {
                at += __builtin_ctzll(others) / 8;
                break;
            }
        }
    }
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    return at;
}

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
/* The bits of the 16 bytes at `at` that end a run; *wide gets those of bytes that aren't ASCII. */
static inline unsigned run_ends(const char *at, unsigned *wide)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    /* Unsigned: a byte up to the last control character is the lower one of the two. */
    __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);

    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    *wide = (unsigned)_mm_movemask_epi8(bytes);
    return (unsigned)_mm_movemask_epi8(found);
}
#endif

/* The run; inline, since most strings are short. 32 bytes at once: the length of a string can't be
   predicted, and few strings need a second turn. */
static inline struct dg_leaf_run run_at(const char *at, const char *end)
{
    bool ascii = true;
#if defined(__SSE2__)
    for (; end - at >= 32; at += 32) {
        unsigned wide, wide_after;
        unsigned ends = run_ends(at, &wide);

        ends |= run_ends(at + 16, &wide_after) << 16;
        wide |= wide_after << 16;
        if (ends != 0) {
            unsigned before = ends ^ (ends - 1); /* the bits up to the first one */

            return (struct dg_leaf_run){at + __builtin_ctz(ends), ascii && (wide & before) == 0};
        }
        ascii = ascii && wide == 0;
    }
    if (end - at >= 16) {
        unsigned wide;
        unsigned ends = run_ends(at, &wide);

        if (ends != 0) {
            unsigned before = ends ^ (ends - 1);

            return (struct dg_leaf_run){at + __builtin_ctz(ends), ascii && (wide & before) == 0};
        }
        ascii = ascii && wide == 0;
        at += 16;
    }
#endif
    return run_portable(at, end, ascii);
}

struct dg_leaf_run dg_leaf_run_at(const char *at, const char *end)
{
    return run_at(at, end);
}

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

#if defined(__SSE2__)
/* The bits of the 16 bytes at `at` that end a run of ASCII. Signed: bytes that aren't ASCII are
   less than a space, too, so that the difference is negative. */
static inline unsigned ascii_ends(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i found = _mm_subs_epi8(bytes, _mm_set1_epi8(' '));

    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    return (unsigned)_mm_movemask_epi8(found);
}
#endif

/* The same for any string without escapes. `at` is after the quote. */
static DG_APART const char *text_any(const char *at, const char *end, struct dg_text *out)
{
    struct dg_leaf_run run = run_at(at, end);

    if (run.end == end || *run.end != '"' || !(run.ascii || dg_leaf_is_utf8(at, run.end))) {
        return NULL;
    }
    *out = (struct dg_text){at, (size_t)(run.end - at)};
    return run.end + 1;
}

/* The same if the string is ASCII and its quote is among the next 32 bytes, as usual; otherwise
   NULL. */
static inline const char *text_short(const char *at, const char *end, struct dg_text *out)
{
#if defined(__SSE2__)
    if (end - at >= 32) {
        unsigned ends = ascii_ends(at) | ascii_ends(at + 16) << 16;
        unsigned length = ends == 0 ? 0 : (unsigned)__builtin_ctz(ends);

        if (at[length] == '"') {
            *out = (struct dg_text){at, length};
            return at + length + 1;
        }
    }
#else
    (void)at, (void)end, (void)out;
#endif
    return NULL;
}

const char *dg_leaf_short(const char *at, const char *end, struct dg_text *out)
{
    return at < end && *at == '"' ? text_short(at + 1, end, out) : NULL;
}

const char *dg_leaf_text(const char *at, const char *end, struct dg_text *out)
{
    const char *after;

    if (at == end || *at != '"') {
        return NULL;
    }
    after = text_short(at + 1, end, out);
    return after != NULL ? after : text_any(at + 1, end, out);
}

/* Integers */

const char *dg_leaf_integer_any(const char *at, const char *end, int64_t *out)
{
    bool negative = at < end && *at == '-';
    const char *digits = at + (negative ? 1 : 0);
    const char *last = end - digits > 19 ? digits + 19 : end;
    int64_t value = 0;

    for (at = digits; at < last && *at >= '0' && *at <= '9'; at++) {
        value = at - digits < 18 ? value * 10 + (*at - '0') : value;
    }
    if (at == digits || at - digits > 18 || (*digits == '0' && at - digits > 1) ||
        (at < end && (*at == '.' || *at == 'e' || *at == 'E'))) {
        return NULL;
    }
    *out = negative ? -value : value;
    return at;
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

/* Days from 1970-01-01; as in time.c, years begin in March. Returns false if there is
   no such month or day. */
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

/* What follows the minute, from the colon to the closing quote. */
struct time_rest {
    unsigned second;
    uint32_t nanos;
    const char *after; /* NULL: it isn't valid, or not usual */
};

/* Takes ":56Z" or ":56.7Z" with one to nine digits of a fraction, and the quote. There are at least
   four bytes. */
static DG_APART struct time_rest time_rest(const char *at, const char *end)
{
    const uint32_t form = ':' | '0' << 8 | '0' << 16;
    uint32_t bytes = (dg_leaf_load4(at) & 0xFFFFFF) ^ form;
    struct time_rest out = {(bytes >> 8 & 0xFF) * 10 + (bytes >> 16), 0, NULL};
    int left = NANO_DIGITS;

    if (((bytes | (bytes + 0x76767F)) & 0x808080) != 0) {
        return out;
    }
    at += 3;
    if (*at == '.') {
        for (at++; at < end && *at >= '0' && *at <= '9' && left > 0; at++, left--) {
            out.nanos = out.nanos * 10 + (uint32_t)(*at - '0');
        }
        if (left == NANO_DIGITS) {
            return out;
        }
        for (; left > 0; left--) {
            out.nanos *= 10;
        }
    }
    if (end - at >= 2 && at[0] == 'Z' && at[1] == '"') {
        out.after = at + 2;
    }
    return out;
}

/* The same; quick for ":56.789Z" and ":56Z". */
static inline struct time_rest time_usual_rest(const char *at, const char *end)
{
    const uint64_t with_fraction = UINT64_C(0x5A3030302E30303A); /* :00.000Z */
    const uint64_t without = UINT64_C(0x225A30303A);             /* :00Z" */
    uint64_t bytes, digits;

    if (end - at < 9) {
        return time_rest(at, end);
    }
    bytes = dg_leaf_load8(at);
    digits = bytes ^ with_fraction;
    if (((digits | (digits + UINT64_C(0x7F7676767F76767F))) & TOPS) == 0 && at[8] == '"') {
        return (struct time_rest){time_field(digits, 1) * 10 + time_field(digits, 2),
                                  time_field(digits, 4) * 100000000 +
                                      time_field(digits, 5) * 10000000 +
                                      time_field(digits, 6) * 1000000,
                                  at + 9};
    }
    digits = (bytes ^ without) & UINT64_C(0xFFFFFFFFFF);
    if (((digits | (digits + UINT64_C(0x7F7F76767F))) & TOPS) == 0) {
        return (struct time_rest){time_field(digits, 1) * 10 + time_field(digits, 2), 0, at + 5};
    }
    return time_rest(at, end);
}

const char *dg_leaf_time(const char *at, const char *end, struct dg_time *out)
{
    const uint64_t date_form = UINT64_C(0x2D30302D30303030);  /* 0000-00- */
    const uint64_t clock_form = UINT64_C(0x30303A3030543030); /* 00T00:00 */
    uint64_t wrong = 0;
    uint64_t date, clock;
    struct time_rest rest;
    unsigned hour, minute;
    int64_t days;

    if (end - at < TIME_BYTES + 2 || *at != '"') {
        return NULL;
    }
    date = time_fields(at + 1, date_form, UINT64_C(0x7F76767F76767676), &wrong);
    clock = time_fields(at + 9, clock_form, UINT64_C(0x76767F76767F7676), &wrong);
    if ((wrong & TOPS) != 0 || !time_date(time_field(date, 0) * 100 + time_field(date, 2),
                                          time_field(date, 5), time_field(clock, 0), &days)) {
        return NULL;
    }
    rest = time_usual_rest(at + 17, end);
    hour = time_field(clock, 3);
    minute = time_field(clock, 6);
    if (rest.after == NULL || hour > 23 || minute > 59 || rest.second > 59) {
        return NULL;
    }
    out->seconds = days * 86400 + (int64_t)(hour * 3600 + minute * 60 + rest.second);
    out->nanos = rest.nanos;
    out->text = (struct dg_text){at + 1, (size_t)(rest.after - at - 2)};
    return rest.after;
}
