/* Natural numbers of many words. */
#include "runtime/big.h"

#include <string.h>

void dg_big_multiply_add(struct dg_big *n, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;

    for (size_t i = 0; i < n->count; i++) {
        carry += (uint64_t)n->words[i] * factor;
        n->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0) {
        n->words[n->count++] = (uint32_t)carry;
    }
}

void dg_big_multiply_power_of_five(struct dg_big *n, unsigned exponent)
{
    const uint32_t five_to_13 = 1220703125; /* the largest in a word */

    for (; exponent >= 13; exponent -= 13) {
        dg_big_multiply_add(n, five_to_13, 0);
    }
    for (; exponent > 0; exponent--) {
        dg_big_multiply_add(n, 5, 0);
    }
}

int dg_big_bits(const struct dg_big *n)
{
    int bits = (int)n->count * 32;

    for (uint32_t top = n->words[n->count - 1]; (top & 0x80000000U) == 0; top <<= 1) {
        bits--;
    }
    return bits;
}

void dg_big_shift_left(struct dg_big *n, int bits)
{
    size_t words = (size_t)bits / 32;

    dg_big_multiply_add(n, (uint32_t)1 << (bits % 32), 0);
    if (words > 0 && n->count > 0) {
        memmove(n->words + words, n->words, n->count * sizeof n->words[0]);
        memset(n->words, 0, words * sizeof n->words[0]);
        n->count += words;
    }
}

int dg_big_compare(const struct dg_big *a, const struct dg_big *b)
{
    if (a->count != b->count) {
        return a->count < b->count ? -1 : 1;
    }
    for (size_t i = a->count; i-- > 0;) {
        if (a->words[i] != b->words[i]) {
            return a->words[i] < b->words[i] ? -1 : 1;
        }
    }
    return 0;
}

void dg_big_add(struct dg_big *a, const struct dg_big *b)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < b->count || carry != 0; i++) {
        carry += i < b->count ? b->words[i] : 0;
        if (i == a->count) {
            a->words[a->count++] = 0;
        }
        carry += a->words[i];
        a->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

void dg_big_subtract(struct dg_big *a, const struct dg_big *b)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < a->count; i++) {
        uint64_t word = (uint64_t)a->words[i] - (i < b->count ? b->words[i] : 0) - borrow;

        a->words[i] = (uint32_t)word;
        borrow = word >> 63;
    }
    while (a->count > 0 && a->words[a->count - 1] == 0) {
        a->count--;
    }
}
