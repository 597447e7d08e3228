/* Natural numbers large enough for every double as an exact fraction. Not for users of the
   runtime. */
#ifndef DG_RUNTIME_BIG_H
#define DG_RUNTIME_BIG_H

#include <stddef.h>
#include <stdint.h>

/* Bits of the largest number: 769 digits, or 5^(769 + 324), shifted to the size of the other
   number, and one bit more. */
#define DG_BIG_WORDS 96

/* Least significant word first, without zero words on top. */
struct dg_big {
    size_t count;
    uint32_t words[DG_BIG_WORDS];
};

/* Sets n to n × factor + addend. */
void dg_big_multiply_add(struct dg_big *n, uint32_t factor, uint32_t addend);

/* Sets n to n × 5^exponent. */
void dg_big_multiply_power_of_five(struct dg_big *n, unsigned exponent);

/* Sets n to n × 2^bits. */
void dg_big_shift_left(struct dg_big *n, int bits);

/* The number of bits of `n`, which isn't zero. */
int dg_big_bits(const struct dg_big *n);

/* Negative, zero or positive as a <, = or > b. */
int dg_big_compare(const struct dg_big *a, const struct dg_big *b);

/* Sets a to a + b. */
void dg_big_add(struct dg_big *a, const struct dg_big *b);

/* Sets a to a - b; a must be at least b. */
void dg_big_subtract(struct dg_big *a, const struct dg_big *b);

#endif
