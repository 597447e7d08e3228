/* Divides the code points into classes, so that each set of a pattern consists of whole classes. */
#include "pattern/pattern_classes.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"

#define CLASSES_SURROGATES UINT32_C(0xD800)
#define CLASSES_AFTER UINT32_C(0xE000)

static int classes_compare(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;

    return *x < *y ? -1 : *x > *y;
}

static size_t classes_add_bounds(uint32_t *bounds, size_t count, const struct pattern_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        bounds[count++] = set->ranges[i].first;
        if (set->ranges[i].last < PATTERN_LAST) {
            bounds[count++] = set->ranges[i].last + 1;
        }
    }
    return count;
}

/* The code points where some set begins or ends, each once, and 0. */
static size_t classes_bounds(const struct pattern_parsed *parsed, const struct pattern_set *words,
                             uint32_t **out, struct dg_arena *arena)
{
    size_t most = 3 + 2 * words->count;
    size_t count = 0;
    size_t kept = 0;
    uint32_t *bounds;

    for (size_t i = 0; i < parsed->set_count; i++) {
        most += 2 * parsed->sets[i]->count;
    }
    bounds = memory_arena_new(arena, most * sizeof *bounds);
    bounds[count++] = 0;
    bounds[count++] = CLASSES_SURROGATES;
    bounds[count++] = CLASSES_AFTER;
    count = classes_add_bounds(bounds, count, words);
    for (size_t i = 0; i < parsed->set_count; i++) {
        count = classes_add_bounds(bounds, count, parsed->sets[i]);
    }
    qsort(bounds, count, sizeof *bounds, classes_compare);
    for (size_t i = 1; i < count; i++) {
        if (bounds[i] != bounds[kept]) {
            bounds[++kept] = bounds[i];
        }
    }
    *out = bounds;
    return kept + 1;
}

static bool classes_is_surrogate(uint32_t code_point)
{
    return code_point >= CLASSES_SURROGATES && code_point < CLASSES_AFTER;
}

/* Splits each class into its part inside and its part outside the set. */
static bool classes_split(struct pattern_classes *classes, const struct pattern_set *set)
{
    int split[PATTERN_CLASSES][2];
    size_t count = 0;

    memset(split, -1, sizeof split);
    for (size_t i = 0; i < classes->span_count; i++) {
        int *part = &split[classes->span_classes[i]][pattern_set_has(set, classes->spans[i])];

        if (classes_is_surrogate(classes->spans[i])) {
            continue;
        }
        if (*part < 0) {
            if (count == PATTERN_CLASSES) {
                return false;
            }
            *part = (int)count++;
        }
        classes->span_classes[i] = (uint8_t)*part;
    }
    classes->count = count;
    return true;
}

/* Gives surrogates the class before them. */
static void classes_fill(struct pattern_classes *classes)
{
    for (size_t i = 1; i < classes->span_count; i++) {
        if (classes_is_surrogate(classes->spans[i])) {
            classes->span_classes[i] = classes->span_classes[i - 1];
        }
    }
}

static void classes_mark(const struct pattern_classes *classes, const struct pattern_set *set,
                         bool *members)
{
    for (size_t i = 0; i < classes->span_count; i++) {
        if (!classes_is_surrogate(classes->spans[i]) && pattern_set_has(set, classes->spans[i])) {
            members[classes->span_classes[i]] = true;
        }
    }
}

bool pattern_classes_make(struct pattern_classes *classes, const struct pattern_parsed *parsed,
                          bool words, struct dg_arena *arena)
{
    struct pattern_set word = pattern_set_of(PATTERN_SET_WORDS, arena);
    uint32_t *spans;
    bool *members;
    bool *are_words;

    *classes = (struct pattern_classes){.count = 1};
    classes->span_count = classes_bounds(parsed, &word, &spans, arena);
    classes->spans = spans;
    classes->span_classes = memory_arena_new(arena, classes->span_count);
    if (words && !classes_split(classes, &word)) {
        return false;
    }
    for (size_t i = 0; i < parsed->set_count; i++) {
        if (!classes_split(classes, parsed->sets[i])) {
            return false;
        }
    }
    classes_fill(classes);
    members = memory_arena_new(arena, (parsed->set_count + 1) * classes->count);
    for (size_t i = 0; i < parsed->set_count; i++) {
        classes_mark(classes, parsed->sets[i], members + i * classes->count);
    }
    are_words = memory_arena_new(arena, classes->count);
    classes_mark(classes, &word, are_words);
    classes->members = members;
    classes->words = are_words;
    return true;
}
