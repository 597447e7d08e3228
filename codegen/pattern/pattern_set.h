/* Sets of code points: what an atom of a pattern matches. */
#ifndef DG_CODEGEN_PATTERN_SET_H
#define DG_CODEGEN_PATTERN_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/arena.h"

#define PATTERN_LAST UINT32_C(0x10FFFF)

struct pattern_range {
    uint32_t first;
    uint32_t last;
};

/* A zero-initialised set is empty. The ranges belong to an arena. */
struct pattern_set {
    struct pattern_range *ranges; /* [count]; once sorted: ascending, with gaps between them */
    size_t count;
    size_t capacity;
};

/* Adds code points. The set isn't sorted then. */
void pattern_set_add(struct pattern_set *set, struct dg_arena *arena, uint32_t first,
                     uint32_t last);
void pattern_set_add_set(struct pattern_set *set, struct dg_arena *arena,
                         const struct pattern_set *other);

/* Adds the code points that `other`, which is sorted, lacks. */
void pattern_set_add_others(struct pattern_set *set, struct dg_arena *arena,
                            const struct pattern_set *other);

/* Puts the ranges in order, and joins those that touch. */
void pattern_set_sort(struct pattern_set *set);

/* The following take sorted sets. */
bool pattern_set_has(const struct pattern_set *set, uint32_t code_point);
bool pattern_set_equal(const struct pattern_set *a, const struct pattern_set *b);
bool pattern_set_disjoint(const struct pattern_set *a, const struct pattern_set *b);

/* The sets of \d, \s and \w, and the line terminators (ECMA-262 §12.2, §12.3). */
enum pattern_set_name {
    PATTERN_SET_DIGITS,
    PATTERN_SET_SPACES,
    PATTERN_SET_WORDS,
    PATTERN_SET_LINES
};

struct pattern_set pattern_set_of(enum pattern_set_name name, struct dg_arena *arena);

#endif
