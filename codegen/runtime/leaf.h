/* Values and names in their usual spelling, each read in one pass: for the reader and for
 * generated decoders.
 *
 * A function begins at `at`, never reads at or past `end`, and returns where the value ends. It
 * returns NULL if the value is spelled in another way or isn't valid, and then has changed nothing:
 * the caller reads the value with the functions of scan.c, which know all spellings and report
 * faults.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_LEAF_H
#define DG_RUNTIME_LEAF_H

#include <stdint.h>
#include <string.h>

#include "text.h"

/* Marks a function that is seldom called: as it isn't inlined, its caller needs few registers. Or
 * one that decoders call for a value: they take no more stack with link-time optimization. */
#if defined(__GNUC__)
#define DG_APART __attribute__((noinline))
#else
#define DG_APART
#endif

/* Marks a function that keeps its arguments in registers only where it is inlined. */
#if defined(__GNUC__)
#define DG_WITHIN inline __attribute__((always_inline))
#else
#define DG_WITHIN inline
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The end of the white space at `at`, which may be none. */
const char *dg_leaf_space(const char *at, const char *end);

/* A date-time in UTC, "YYYY-MM-DDThh:mm:ssZ" with at most nine digits after the seconds. `at` is at
   the opening quote. */
const char *dg_leaf_time(const char *at, const char *end, struct dg_time *out);

/* An integer of at most 18 digits, without fraction and exponent: digit by digit. See
   dg_leaf_integer. */
const char *dg_leaf_integer_any(const char *at, const char *end, int64_t *out);

/* A string without escapes, of valid UTF-8. `at` is at the opening quote. */
const char *dg_leaf_text(const char *at, const char *end, struct dg_text *out);

/* The same if the string is ASCII and has at most about 30 bytes, as most names and values: quick,
   also in vain. */
const char *dg_leaf_short(const char *at, const char *end, struct dg_text *out);

/* The end of a run of bytes in a string: the first quote, backslash or control character from `at`
   on, or `end`. */
struct dg_leaf_run {
    const char *end;
    bool ascii; /* all bytes of the run are ASCII */
};
struct dg_leaf_run dg_leaf_run_at(const char *at, const char *end);

/* Whether the bytes are UTF-8. Quick where most are ASCII. */
bool dg_leaf_is_utf8(const char *at, const char *end);

/* Eight bytes as a number, the first the lowest. */
static inline uint64_t dg_leaf_load8(const char *at)
{
    uint64_t value;

    memcpy(&value, at, sizeof value);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

/* The opposite of dg_leaf_load8. */
static inline void dg_leaf_store8(void *at, uint64_t value)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    memcpy(at, &value, sizeof value);
}

/* The number of bits of a number that isn't 0. */
static inline unsigned dg_leaf_bits(uint64_t value)
{
#if defined(__GNUC__)
    return 64 - (unsigned)__builtin_clzll(value);
#else
    unsigned bits = 1;

    while ((value >>= 1) != 0) {
        bits++;
    }
    return bits;
#endif
}

/* The number of groups of seven bits in a number of at most 56 bits; at least 1. More bits: more
   than 8. */
static inline unsigned dg_leaf_sevens(uint64_t value)
{
    return (9 * dg_leaf_bits(value | 1) + 64) / 64; /* dividing by seven takes longer */
}

static inline uint32_t dg_leaf_load4(const char *at)
{
    uint32_t value;

    memcpy(&value, at, sizeof value);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    value = __builtin_bswap32(value);
#endif
    return value;
}

/* The top bits of the bytes that are above 9, and perhaps of bytes after such a byte. */
static inline uint64_t dg_leaf_digits_end(uint64_t bytes)
{
    return (bytes | (bytes + UINT64_C(0x7676767676767676))) & UINT64_C(0x8080808080808080);
}

/* The number whose eight digits, 0 to 9, are the bytes of `digits`. */
static inline uint64_t dg_leaf_digits_value(uint64_t digits)
{
    const uint64_t pair = UINT64_C(0x000000FF000000FF);

    digits = digits * 10 + (digits >> 8); /* pairs */
    return ((digits & pair) * (100 + (UINT64_C(1000000) << 32)) +
            (digits >> 16 & pair) * (1 + (UINT64_C(10000) << 32))) >>
           32;
}

/* An integer of at most 18 digits, without fraction and exponent. Most have at most seven digits.
 */
static inline const char *dg_leaf_integer(const char *at, const char *end, int64_t *out)
{
    uint64_t bytes, after;
    unsigned bits;
    int unusual;
    char next;

    if (end - at < 8) {
        return dg_leaf_integer_any(at, end, out);
    }
    bytes = dg_leaf_load8(at) ^ UINT64_C(0x3030303030303030);
    after = dg_leaf_digits_end(bytes);
    if (after == 0 || (after & 0x80) != 0) { /* more than seven digits, or none */
        return dg_leaf_integer_any(at, end, out);
    }
    bits = (unsigned)__builtin_ctzll(after) - 7; /* of the digits */
    next = at[bits / 8];
    /* Whether a number is 0 can't be predicted: the conditions are computed without branches. */
    unusual = ((next != ',') & (next != '}') & (next > ' ')) | (((bytes & 0xFF) == 0) & (bits > 8));
    if (unusual != 0) {
        return dg_leaf_integer_any(at, end, out);
    }
    *out = (int64_t)dg_leaf_digits_value(bytes << (64 - bits));
    return at + bits / 8;
}

/* Whether the bytes at `at` and `text` are equal. Both have `length` bytes. */
static inline bool dg_leaf_equal(const char *at, const char *text, size_t length)
{
    uint64_t differences = 0;
    size_t i = 0;

    if (length < sizeof differences) {
        for (; i < length; i++) {
            differences |= (uint64_t)(at[i] ^ text[i]);
        }
        return differences == 0;
    }
    for (; i + sizeof differences < length; i += sizeof differences) {
        differences |= dg_leaf_load8(at + i) ^ dg_leaf_load8(text + i);
    }
    i = length - sizeof differences;
    return (differences | (dg_leaf_load8(at + i) ^ dg_leaf_load8(text + i))) == 0;
}

/* The end of null. */
static inline const char *dg_leaf_null(const char *at, const char *end)
{
    return end - at >= 4 && memcmp(at, "null", 4) == 0 ? at + 4 : NULL;
}

#ifdef __cplusplus
}
#endif

#endif
