/* Compares keywords of two types that aren't bounds. */
#include "base/memory_arena.h"
#include "diff/diff_walk.h"
#include "diff/sample_pattern.h"
#include "runtime/reader.h"

static bool keyword_is_multiple(const char *number, const char *divisor)
{
    return divisor == NULL ||
           (number != NULL && dg_number_is_multiple(dg_text_of(number), dg_text_of(divisor)));
}

/* A type of which only multipleOf is kept. */
static struct model_type keyword_bare_multiple(const struct model_type *type)
{
    struct model_type bare = sample_bare(type);

    bare.multiple = type->multiple;
    return bare;
}

static void keyword_multiple(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "/multipleOf", walk->arena);
    struct model_type bare[] = {keyword_bare_multiple(old), keyword_bare_multiple(new)};
    bool stricter = !keyword_is_multiple(old->multiple, new->multiple);
    bool looser = !keyword_is_multiple(new->multiple, old->multiple);
    struct diff_change *change;

    if (!stricter && !looser) {
        return;
    }
    change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(walk->arena, "multipleOf of %s", diff_walk_what(walk, pair->place)),
        old->multiple == NULL ? "none" : old->multiple,
        new->multiple == NULL ? "none" : new->multiple);
    if (looser) {
        diff_witness_find(walk, change, pair, DIFF_NEW, &bare[DIFF_OLD], true);
    }
    if (stricter) {
        diff_witness_find(walk, change, pair, DIFF_OLD, &bare[DIFF_NEW], true);
    }
}

/* Patterns */

/* Whether each pattern is one of the other type, by its text. */
static bool keyword_has_patterns(const struct model_type *type, const struct model_type *other)
{
    for (size_t i = 0; i < other->pattern_count; i++) {
        size_t at = 0;

        while (at < type->pattern_count && !dg_text_equal(type->patterns[at]->compiled.text,
                                                          other->patterns[i]->compiled.text)) {
            at++;
        }
        if (at == type->pattern_count) {
            return false;
        }
    }
    return true;
}

static const char *keyword_pattern_words(struct diff_walk *walk, const struct model_type *type)
{
    struct buffer words = {0};
    const char *copy;

    for (size_t i = 0; i < type->pattern_count; i++) {
        buffer_format(&words, "%s%s", i > 0 ? " and " : "",
                      diff_walk_quote(walk, type->patterns[i]->compiled.text));
    }
    copy = type->pattern_count == 0 ? "none"
                                    : memory_arena_copy(walk->arena, words.data, words.length);
    buffer_free(&words);
    return copy;
}

/* A type of which only the patterns are kept. */
static struct model_type keyword_bare_pattern(const struct model_type *type)
{
    struct model_type bare = sample_bare(type);

    bare.patterns = type->patterns;
    bare.pattern_count = type->pattern_count;
    return bare;
}

/* Claims what `by` allows and the other contract doesn't. */
static void keyword_claim_pattern(struct diff_walk *walk, struct diff_change *change,
                                  const struct diff_pair *pair, enum diff_side by)
{
    const struct model_type *of = pair->types[by];
    const struct model_type *other = pair->types[by == DIFF_OLD ? DIFF_NEW : DIFF_OLD];
    const struct model_count *length = of->kind == MODEL_MAP ? &of->names : &of->length;
    struct model_type bare = keyword_bare_pattern(other);
    struct dg_text text;

    if (!keyword_has_patterns(of, other) &&
        sample_pattern_find(of, other, length, walk->arena, &text) != PATTERN_NONE) {
        diff_witness_find(walk, change, pair, by, &bare, true);
    }
}

static void keyword_pattern(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    const char *suffix = old->kind == MODEL_MAP ? "/propertyNames/pattern" : "/pattern";
    struct diff_where where = diff_where_types(pair, suffix, walk->arena);
    struct diff_change *change;

    if (keyword_has_patterns(old, new) && keyword_has_patterns(new, old)) {
        return;
    }
    change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(walk->arena, "%s of %s",
                            old->kind == MODEL_MAP ? "pattern of the names" : "pattern",
                            diff_walk_what(walk, pair->place)),
        keyword_pattern_words(walk, old), keyword_pattern_words(walk, new));
    keyword_claim_pattern(walk, change, pair, DIFF_NEW);
    keyword_claim_pattern(walk, change, pair, DIFF_OLD);
}

/* uniqueItems */

static const char *keyword_flag(bool flag)
{
    return flag ? "true" : "false";
}

static void keyword_unique(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "/uniqueItems", walk->arena);
    struct model_type bare = sample_bare(old);
    struct diff_change *change;

    if (old->unique == new->unique) {
        return;
    }
    bare.unique = true;
    change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(walk->arena, "uniqueItems of %s", diff_walk_what(walk, pair->place)),
        keyword_flag(old->unique), keyword_flag(new->unique));
    diff_witness_find(walk, change, pair, new->unique ? DIFF_OLD : DIFF_NEW, &bare, true);
}

/* dependentRequired */

static bool keyword_has_dependent(const struct model_type *type, struct dg_text property,
                                  struct dg_text needs)
{
    for (size_t i = 0; i < type->dependent_count; i++) {
        const struct model_dependent *dependent = &type->dependents[i];

        if (dg_text_equal(type->properties[dependent->property].wire, property) &&
            dg_text_equal(type->properties[dependent->needs].wire, needs)) {
            return true;
        }
    }
    return false;
}

/* A requirement that only one object has. */
static void keyword_dependent(struct diff_walk *walk, const struct diff_pair *pair,
                              enum diff_side side, const struct model_dependent *dependent)
{
    enum diff_side lacks = side == DIFF_NEW ? DIFF_OLD : DIFF_NEW;
    const struct model_type *type = pair->types[side];
    struct dg_text property = type->properties[dependent->property].wire;
    struct dg_text needs = type->properties[dependent->needs].wire;
    struct diff_where where = diff_where_types(pair, "/dependentRequired", walk->arena);
    const char *words =
        memory_arena_format(walk->arena, "%s requires %s", diff_walk_quote(walk, property),
                            diff_walk_quote(walk, needs));
    struct model_type bare = *type;
    struct diff_change *change =
        diff_walk_add(walk, DIFF_LIMIT, &where,
                      memory_arena_format(walk->arena, "dependentRequired of %s",
                                          diff_walk_what(walk, pair->place)),
                      side == DIFF_OLD ? words : "none", side == DIFF_NEW ? words : "none");

    bare.dependents = dependent;
    bare.dependent_count = 1;
    diff_witness_find(walk, change, pair, lacks, &bare, true);
}

static void keyword_dependents(struct diff_walk *walk, const struct diff_pair *pair)
{
    for (int side = 0; side < DIFF_SIDES; side++) {
        const struct model_type *type = pair->types[side];
        const struct model_type *other = pair->types[side == DIFF_NEW ? DIFF_OLD : DIFF_NEW];

        for (size_t i = 0; i < type->dependent_count; i++) {
            const struct model_dependent *dependent = &type->dependents[i];

            if (!keyword_has_dependent(other, type->properties[dependent->property].wire,
                                       type->properties[dependent->needs].wire)) {
                keyword_dependent(walk, pair, (enum diff_side)side, dependent);
            }
        }
    }
}

void diff_keyword_all(struct diff_walk *walk, const struct diff_pair *pair)
{
    keyword_multiple(walk, pair);
    keyword_pattern(walk, pair);
    keyword_unique(walk, pair);
    keyword_dependents(walk, pair);
}
