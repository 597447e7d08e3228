/* What follows the positions of a pattern. */
#ifndef DG_CODEGEN_PATTERN_FOLLOW_H
#define DG_CODEGEN_PATTERN_FOLLOW_H

#include <stdbool.h>

#include "runtime/arena.h"
#include "runtime/pattern.h"

/* Positions, as bits in words. */
bool pattern_follow_has(const uint64_t *set, size_t position);
void pattern_follow_add(uint64_t *set, size_t position);

/* Which positions follow each position. */
struct pattern_follow {
    uint64_t *sets; /* [count][words] */
    size_t count;
    size_t words;
};

/* Writes few steps that say the same: each for all positions of a set. Returns the bytes of their
   tables, 0 if these are more than `most`. The arena owns the steps; `scratch` is for what isn't
   kept. */
size_t pattern_follow_pack(const struct pattern_follow *follow, struct dg_pattern_positions *out,
                           size_t most, struct dg_arena *arena, struct dg_arena *scratch);

#endif
