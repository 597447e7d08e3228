/* Packs what follows the positions of patterns: most of it is the next position, the next but one,
   or what follows many others, too. */
#include "pattern/pattern_follow.h"

#include <string.h>

#include "base/memory_arena.h"

/* Steps that are chosen one after the other, until they say all. */
struct follow_packing {
    const struct pattern_follow *follow;
    uint64_t *left; /* [count][words]: what no step says yet */
    struct dg_pattern_follow *steps;
    size_t count;
    struct dg_arena *arena;
    struct dg_arena *scratch;
};

bool pattern_follow_has(const uint64_t *set, size_t position)
{
    return (set[position / 64] >> position % 64 & 1) != 0;
}

void pattern_follow_add(uint64_t *set, size_t position)
{
    set[position / 64] |= UINT64_C(1) << position % 64;
}

static uint64_t *follow_left(const struct follow_packing *packing, size_t position)
{
    return packing->left + position * packing->follow->words;
}

static size_t follow_ones(uint64_t word)
{
    size_t ones = 0;

    for (; word != 0; word &= word - 1) {
        ones++;
    }
    return ones;
}

/* The first position that follows `position` and that no step says; the number of positions: none.
 */
static size_t follow_first(const struct follow_packing *packing, size_t position)
{
    const uint64_t *left = follow_left(packing, position);
    size_t first = 0;

    while (first < packing->follow->count && !pattern_follow_has(left, first)) {
        first += left[first / 64] == 0 ? 64 - first % 64 : 1;
    }
    return first < packing->follow->count ? first : packing->follow->count;
}

/* The positions that are followed by all of `to`. Adds up what is said by them. */
static size_t follow_all(const struct follow_packing *packing, const uint64_t *to, uint64_t *from)
{
    size_t words = packing->follow->words;
    size_t gain = 0;

    for (size_t i = 0; i < packing->follow->count; i++) {
        const uint64_t *set = packing->follow->sets + i * words;
        const uint64_t *left = follow_left(packing, i);
        size_t j = 0;

        while (j < words && (to[j] & ~set[j]) == 0) {
            j++;
        }
        if (j < words) {
            continue;
        }
        pattern_follow_add(from, i);
        for (j = 0; j < words; j++) {
            gain += follow_ones(to[j] & left[j]);
        }
    }
    return gain;
}

/* The positions with one at the distance `ahead - behind` after them. Returns their number, of
   those that no step says. */
static size_t follow_distance(const struct follow_packing *packing, size_t behind, size_t ahead,
                              uint64_t *from)
{
    size_t gain = 0;

    for (size_t i = 0; i < packing->follow->count; i++) {
        size_t next = i + ahead - behind;

        if (i + ahead < behind || next >= packing->follow->count ||
            !pattern_follow_has(packing->follow->sets + i * packing->follow->words, next)) {
            continue;
        }
        pattern_follow_add(from, i);
        gain += pattern_follow_has(follow_left(packing, i), next);
    }
    return gain;
}

/* Takes what the step says from what is left. */
static void follow_take(struct follow_packing *packing, const struct dg_pattern_follow *step)
{
    for (size_t i = 0; i < packing->follow->count; i++) {
        uint64_t *left = follow_left(packing, i);

        if (!pattern_follow_has(step->from, i)) {
            continue;
        }
        for (size_t j = 0; step->to != NULL && j < packing->follow->words; j++) {
            left[j] &= ~step->to[j];
        }
        if (step->to == NULL) {
            size_t next = (size_t)((ptrdiff_t)i + step->distance);

            left[next / 64] &= ~(UINT64_C(1) << next % 64);
        }
    }
}

static const uint64_t *follow_keep(const struct follow_packing *packing, const uint64_t *set)
{
    size_t bytes = packing->follow->words * sizeof *set;

    return memcpy(memory_arena_new(packing->arena, bytes), set, bytes);
}

/* Adds the step that says most of those that say that `ahead` follows `behind`. */
static void follow_step(struct follow_packing *packing, size_t behind, size_t ahead)
{
    size_t bytes = packing->follow->words * sizeof(uint64_t);
    const uint64_t *to = follow_left(packing, behind);
    uint64_t *all = memory_arena_new(packing->scratch, bytes);
    uint64_t *distant = memory_arena_new(packing->scratch, bytes);
    struct dg_pattern_follow *step = &packing->steps[packing->count++];

    if (follow_all(packing, to, all) > follow_distance(packing, behind, ahead, distant)) {
        *step = (struct dg_pattern_follow){.from = follow_keep(packing, all),
                                           .to = follow_keep(packing, to)};
    } else {
        *step = (struct dg_pattern_follow){.from = follow_keep(packing, distant),
                                           .distance = (int)ahead - (int)behind};
    }
    follow_take(packing, step);
}

size_t pattern_follow_pack(const struct pattern_follow *follow, struct dg_pattern_positions *out,
                           size_t most, struct dg_arena *arena, struct dg_arena *scratch)
{
    size_t width = follow->words * sizeof(uint64_t);
    size_t bytes = 0;
    struct follow_packing packing = {
        .follow = follow,
        .left = memory_arena_new(scratch, follow->count * width),
        .steps = memory_arena_new(arena, (most / width + 1) * sizeof *packing.steps),
        .arena = arena,
        .scratch = scratch,
    };

    memcpy(packing.left, follow->sets, follow->count * width);
    for (size_t i = 0; i < follow->count; i++) {
        for (size_t next = follow_first(&packing, i); next < follow->count;
             next = follow_first(&packing, i)) {
            follow_step(&packing, i, next);
            bytes += sizeof *packing.steps + width;
            bytes += packing.steps[packing.count - 1].to == NULL ? 0 : width;
            if (bytes > most) {
                return 0;
            }
        }
    }
    out->follows = packing.steps;
    out->follow_count = packing.count;
    return bytes;
}
