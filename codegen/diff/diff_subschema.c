/* Compares the further schemas of values, as wholes. */
#include <string.h>

#include "diff/diff_walk.h"
#include "pattern/pattern_compile.h"
#include "runtime/reader.h"

/* Pairs of types that are compared, or were found equal. */
#define SUBSCHEMA_PAIRS 1024

struct subschema_pairs {
    struct {
        const struct model_type *old;
        const struct model_type *new;
    } items[SUBSCHEMA_PAIRS];
    size_t count;
};

static bool same_types(struct subschema_pairs *pairs, const struct model_type *old,
                       const struct model_type *new);

static bool same_string(const char *old, const char *new)
{
    return old == NULL || new == NULL ? old == new : strcmp(old, new) == 0;
}

/* Limits, by form */

static bool same_count(const struct model_count *old, const struct model_count *new)
{
    return old->min == new->min && old->max == new->max;
}

static bool same_integer(const struct model_range *old, const struct model_range *new)
{
    return old->minimum == new->minimum && old->maximum == new->maximum &&
           old->above == new->above && old->below == new->below;
}

static bool same_number(const struct model_number_range *old, const struct model_number_range *new)
{
    return same_string(old->minimum, new->minimum) && same_string(old->maximum, new->maximum) &&
           old->above == new->above && old->below == new->below;
}

static bool same_limits(const struct model_type *old, const struct model_type *new)
{
    bool same = true;

#define SAME_LIMIT(limited, member, none, form, ...)                                               \
    same = same && same_##form(&old->member, &new->member);
    MODEL_LIMITS(SAME_LIMIT)
#undef SAME_LIMIT
    return same;
}

static bool same_any(const struct model_any *old, const struct model_any *new)
{
    if (old == NULL || new == NULL) {
        return old == new;
    }
    if (old->types != new->types || old->implied != new->implied || old->count != new->count ||
        old->constant != new->constant) {
        return false;
    }
    for (size_t i = 0; i < old->count; i++) {
        if (!dg_text_equal(old->values[i], new->values[i])) {
            return false;
        }
    }
    return true;
}

static bool same_words(const struct model_type *old, const struct model_type *new)
{
    if (old->word_count != new->word_count) {
        return false;
    }
    for (size_t i = 0; i < old->word_count; i++) {
        if (!dg_text_equal(old->words[i].wire, new->words[i].wire)) {
            return false;
        }
    }
    return true;
}

static bool same_use(struct subschema_pairs *pairs, const struct model_use *old,
                     const struct model_use *new)
{
    if (old->type == NULL || new->type == NULL) {
        return old->type == new->type;
    }
    return old->nullable == new->nullable &&same_types(pairs, old->type, new->type);
}

static bool same_properties(struct subschema_pairs *pairs, const struct model_type *old,
                            const struct model_type *new)
{
    if (old->property_count != new->property_count) {
        return false;
    }
    for (size_t i = 0; i < old->property_count; i++) {
        const struct model_property *was = &old->properties[i];
        const struct model_property *is = &new->properties[i];

        if (!dg_text_equal(was->wire, is->wire) || was->required != is->required ||
            !same_use(pairs, &was->use, &is->use)) {
            return false;
        }
    }
    return true;
}

static bool same_texts(const struct pattern *const *old, const struct pattern *const *new,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!dg_text_equal(old[i]->compiled.text, new[i]->compiled.text)) {
            return false;
        }
    }
    return true;
}

static bool same_keyword(struct subschema_pairs *pairs, const struct model_subschema *old,
                         const struct model_subschema *new)
{
    if (old->applicator != new->applicator || old->count != new->count ||
        !same_count(&old->matches, &new->matches) || !dg_text_equal(old->property, new->property)) {
        return false;
    }
    for (size_t i = 0; i < old->count; i++) {
        if (old->types[i] == NULL || new->types[i] == NULL
                ? old->types[i] != new->types[i]
                : !same_types(pairs, old->types[i], new->types[i])) {
            return false;
        }
    }
    return old->patterns == NULL || same_texts(old->patterns, new->patterns, old->count);
}

static bool same_subschemas(struct subschema_pairs *pairs, const struct model_subschemas *old,
                            const struct model_subschemas *new)
{
    if (old == NULL || new == NULL) {
        return old == new;
    }
    if (old->count != new->count) {
        return false;
    }
    for (size_t i = 0; i < old->count; i++) {
        if (!same_keyword(pairs, &old->list[i], &new->list[i])) {
            return false;
        }
    }
    return true;
}

static bool same_tags(const struct model_tag *old, const struct model_tag *new, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!dg_text_equal(old[i].value, new[i].value) ||
            old[i].alternative != new[i].alternative) {
            return false;
        }
    }
    return true;
}

/* The alternatives of unions, and how they are told apart. */
static bool same_choice(struct subschema_pairs *pairs, const struct model_choice *old,
                        const struct model_choice *new)
{
    if (old == NULL || new == NULL) {
        return old == new;
    }
    if (old->count != new->count || old->word_count != new->word_count ||
        old->tagging != new->tagging || old->tag_count != new->tag_count ||
        old->untagged != new->untagged || !dg_text_equal(old->tag, new->tag) ||
        memcmp(old->by_type, new->by_type, sizeof old->by_type) != 0 ||
        !same_tags(old->words, new->words, old->word_count) ||
        !same_tags(old->tags, new->tags, old->tag_count)) {
        return false;
    }
    for (size_t i = 0; i < old->count; i++) {
        if (!same_use(pairs, &old->alternatives[i].use, &new->alternatives[i].use)) {
            return false;
        }
    }
    return true;
}

static bool same_map(struct subschema_pairs *pairs, const struct model_type *old,
                     const struct model_type *new)
{
    return old == NULL || new == NULL ? old == new : same_types(pairs, old, new);
}

/* Members that the objects don't list, and those that require others. */
static bool same_others(struct subschema_pairs *pairs, const struct model_type *old,
                        const struct model_type *new)
{
    if (old->dependent_count != new->dependent_count ||
        old->name_pattern_count != new->name_pattern_count ||
        !same_texts(old->name_patterns, new->name_patterns, old->name_pattern_count)) {
        return false;
    }
    for (size_t i = 0; i < old->dependent_count; i++) {
        if (old->dependents[i].property != new->dependents[i].property ||
            old->dependents[i].needs != new->dependents[i].needs) {
            return false;
        }
    }
    return same_map(pairs, old->others, new->others) &&
           same_map(pairs, old->matched, new->matched) && same_map(pairs, old->naming, new->naming);
}

static bool same_patterns(const struct model_type *old, const struct model_type *new)
{
    return old->pattern_count ==
           new->pattern_count &&same_texts(old->patterns, new->patterns, old->pattern_count);
}

static bool same_facts(const struct model_type *old, const struct model_type *new)
{
    return old->kind == new->kind && old->int32 == new->int32 && old->integral == new->integral &&
           old->open == new->open && old->unique == new->unique && old->unknown == new->unknown &&
           old->implied == new->implied && old->integer_enum == new->integer_enum &&
           old->const_integer == new->const_integer &&
           old->listed == new->listed &&same_string(old->format, new->format) &&
           same_string(old->whole, new->whole) && same_string(old->multiple, new->multiple) &&
           dg_text_equal(old->const_text, new->const_text);
}

static bool same_unlisted(const struct model_type *old, const struct model_type *new)
{
    return old == NULL || new == NULL
               ? old == new
               : same_facts(old, new) && same_limits(old, new) && same_patterns(old, new);
}

static bool same_types(struct subschema_pairs *pairs, const struct model_type *old,
                       const struct model_type *new)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (pairs->items[i].old == old && pairs->items[i].new == new) {
            return true;
        }
    }
    if (pairs->count == SUBSCHEMA_PAIRS) {
        return false; /* at most a claim that has no witness */
    }
    pairs->items[pairs->count].old = old;
    pairs->items[pairs->count++].new = new;
    return same_facts(old, new) && same_limits(old, new) && same_any(old->any, new->any) &&
           same_words(old, new) && same_unlisted(old->unlisted, new->unlisted) &&
           same_patterns(old, new) && same_properties(pairs, old, new) &&
           same_use(pairs, &old->item, &new->item) && same_others(pairs, old, new) &&
           same_choice(pairs, old->choice, new->choice) &&
           same_subschemas(pairs, old->subschemas, new->subschemas);
}

/* The member for the schema that matches. */
static void subschema_member(struct diff_walk *walk, const struct diff_pair *pair,
                             struct diff_change *change)
{
    const char *was = pair->types[DIFF_OLD]->subschemas == NULL
                          ? NULL
                          : pair->types[DIFF_OLD]->subschemas->alternative_name;
    const char *is = pair->types[DIFF_NEW]->subschemas == NULL
                         ? NULL
                         : pair->types[DIFF_NEW]->subschemas->alternative_name;

    if (!pair->c || pair->types[DIFF_OLD]->kind == MODEL_JSON || same_string(was, is)) {
        return;
    }
    if (was != NULL) {
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS,
                         diff_symbols_member(walk, pair->types[DIFF_OLD], was));
    }
    if (is != NULL) {
        diff_symbols_add(walk, change, DIFF_SOURCE_ADDS,
                         diff_symbols_member(walk, pair->types[DIFF_NEW], is));
    }
}

void diff_subschema(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct subschema_pairs pairs = {.count = 0};
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    struct diff_change *change;

    if (same_subschemas(&pairs, old->subschemas, new->subschemas)) {
        return;
    }
    change =
        diff_walk_add(walk, DIFF_SUBSCHEMAS, &where, diff_walk_what(walk, pair->place), NULL, NULL);
    diff_witness_find(walk, change, pair, DIFF_NEW, old, false);
    diff_witness_find(walk, change, pair, DIFF_OLD, new, false);
    subschema_member(walk, pair, change);
}
