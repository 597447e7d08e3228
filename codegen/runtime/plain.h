/* Bytes inside a JSON string that stand for themselves. Not for users of the runtime. Special bytes
   are a quote, a backslash, control characters, and bytes that are not ASCII. */
#ifndef DG_RUNTIME_PLAIN_H
#define DG_RUNTIME_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline bool dg_plain_is(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* Whether one of the eight bytes is special. */
static inline bool dg_plain_has_special(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t tops = ones * 0x80;
    uint64_t quote = bytes ^ (ones * '"');
    uint64_t backslash = bytes ^ (ones * '\\');

    /* x - ones borrows into the top bit of a byte that was zero; `bytes` itself has the top bits of
       bytes that are not ASCII. A borrow into the next byte only follows a byte that is special. */
    return (((bytes - ones * 0x20) | (quote - ones) | (backslash - ones) | bytes) & tops) != 0;
}

#if defined(__SSE2__)
/* A bit for each of the 16 bytes that is special, the lowest bit for the first byte. */
static inline unsigned dg_plain_specials(__m128i bytes)
{
    /* A signed comparison, so that bytes from 0x80 are below the space, too. */
    __m128i special = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));

    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    return (unsigned)_mm_movemask_epi8(special);
}
#endif

#endif
