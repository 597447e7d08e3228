/* Sets of code points. */
#include "pattern/pattern_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"

void pattern_set_add(struct pattern_set *set, struct dg_arena *arena, uint32_t first, uint32_t last)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity == 0 ? 4 : 2 * set->capacity;
        struct pattern_range *ranges = memory_arena_new(arena, capacity * sizeof *ranges);

        if (set->count > 0) {
            memcpy(ranges, set->ranges, set->count * sizeof *ranges);
        }
        set->ranges = ranges;
        set->capacity = capacity;
    }
    set->ranges[set->count++] = (struct pattern_range){first, last};
}

void pattern_set_add_set(struct pattern_set *set, struct dg_arena *arena,
                         const struct pattern_set *other)
{
    for (size_t i = 0; i < other->count; i++) {
        pattern_set_add(set, arena, other->ranges[i].first, other->ranges[i].last);
    }
}

void pattern_set_add_others(struct pattern_set *set, struct dg_arena *arena,
                            const struct pattern_set *other)
{
    uint32_t next = 0;

    for (size_t i = 0; i < other->count; i++) {
        if (other->ranges[i].first > next) {
            pattern_set_add(set, arena, next, other->ranges[i].first - 1);
        }
        next = other->ranges[i].last + 1;
    }
    if (next <= PATTERN_LAST) {
        pattern_set_add(set, arena, next, PATTERN_LAST);
    }
}

static int set_compare(const void *a, const void *b)
{
    const struct pattern_range *x = a;
    const struct pattern_range *y = b;

    return x->first < y->first ? -1 : x->first > y->first;
}

void pattern_set_sort(struct pattern_set *set)
{
    size_t kept = 0;

    if (set->count < 2) {
        return;
    }
    qsort(set->ranges, set->count, sizeof *set->ranges, set_compare);
    for (size_t i = 1; i < set->count; i++) {
        struct pattern_range *last = &set->ranges[kept];

        if (set->ranges[i].first > last->last + 1) {
            set->ranges[++kept] = set->ranges[i];
        } else if (set->ranges[i].last > last->last) {
            last->last = set->ranges[i].last;
        }
    }
    set->count = kept + 1;
}

bool pattern_set_has(const struct pattern_set *set, uint32_t code_point)
{
    size_t low = 0;
    size_t high = set->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (set->ranges[middle].last < code_point) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < set->count && set->ranges[low].first <= code_point;
}

bool pattern_set_equal(const struct pattern_set *a, const struct pattern_set *b)
{
    return a->count == b->count &&
           (a->count == 0 || memcmp(a->ranges, b->ranges, a->count * sizeof *a->ranges) == 0);
}

bool pattern_set_disjoint(const struct pattern_set *a, const struct pattern_set *b)
{
    size_t i = 0;
    size_t j = 0;

    while (i < a->count && j < b->count) {
        if (a->ranges[i].last < b->ranges[j].first) {
            i++;
        } else if (b->ranges[j].last < a->ranges[i].first) {
            j++;
        } else {
            return false;
        }
    }
    return true;
}

static const struct pattern_range set_digits[] = {{'0', '9'}};
static const struct pattern_range set_spaces[] = {
    {'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
    {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
static const struct pattern_range set_words[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
static const struct pattern_range set_lines[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

struct pattern_set pattern_set_of(enum pattern_set_name name, struct dg_arena *arena)
{
    static const struct {
        const struct pattern_range *ranges;
        size_t count;
    } sets[] = {
        [PATTERN_SET_DIGITS] = {set_digits, sizeof set_digits / sizeof set_digits[0]},
        [PATTERN_SET_SPACES] = {set_spaces, sizeof set_spaces / sizeof set_spaces[0]},
        [PATTERN_SET_WORDS] = {set_words, sizeof set_words / sizeof set_words[0]},
        [PATTERN_SET_LINES] = {set_lines, sizeof set_lines / sizeof set_lines[0]},
    };
    struct pattern_set set = {0};

    for (size_t i = 0; i < sets[name].count; i++) {
        pattern_set_add(&set, arena, sets[name].ranges[i].first, sets[name].ranges[i].last);
    }
    return set;
}
