/* Compares what two objects say of members that aren't listed. */
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "diff/diff_walk.h"
#include "diff/sample_pattern.h"
#include "emit/emit_values.h"
#include "pattern/pattern_compile.h"

static bool others_lists(const struct model_type *object, struct dg_text name)
{
    for (size_t i = 0; i < object->property_count; i++) {
        if (dg_text_equal(object->properties[i].wire, name)) {
            return true;
        }
    }
    return false;
}

static const char *others_words(enum model_unknown unknown)
{
    switch (unknown) {
    case MODEL_UNKNOWN_WARNS:
        return "a warning";
    case MODEL_UNKNOWN_ALLOWED:
        return "allowed";
    case MODEL_UNKNOWN_REFUSED:
        return "an error";
    case MODEL_UNKNOWN_JUDGED:
        return "judged by a schema";
    }
    return NULL;
}

static bool others_match(const struct model_type *object, struct dg_text name)
{
    for (size_t i = 0; i < object->name_pattern_count; i++) {
        if (dg_pattern_matches(&object->name_patterns[i]->compiled, name)) {
            return true;
        }
    }
    return false;
}

/* A name that a pattern of the object matches and, if possible, none of the other one; empty: none
 * was found. */
static struct dg_text others_name(struct diff_walk *walk, const struct model_type *object,
                                  const struct model_type *other)
{
    const struct model_count length = MODEL_ANY_COUNT;
    const struct model_type refused = {.patterns = other->name_patterns, .pattern_count = 1};
    struct dg_text name = {0};
    struct dg_text found = {0};

    for (size_t i = 0; i < object->name_pattern_count; i++) {
        const struct model_type names = {.patterns = &object->name_patterns[i], .pattern_count = 1};

        if (other->name_pattern_count == 1 &&
            sample_pattern_find(&names, &refused, &length, walk->arena, &name) == PATTERN_FOUND) {
            return name;
        }
        if (sample_pattern_find(&names, NULL, &length, walk->arena, &name) == PATTERN_FOUND) {
            if (!others_match(other, name)) {
                return name;
            }
            found = found.length == 0 ? name : found;
        }
    }
    return found;
}

/* The patterns for messages. */
static const char *others_quoted(struct diff_walk *walk, const struct model_type *object)
{
    struct buffer out = {0};
    const char *words;

    for (size_t i = 0; i < object->name_pattern_count; i++) {
        buffer_format(&out, "%s%s", i > 0 ? ", " : "",
                      diff_walk_quote(walk, object->name_patterns[i]->compiled.text));
    }
    words = out.length == 0 ? "none" : memory_arena_copy(walk->arena, out.data, out.length);
    buffer_free(&out);
    return words;
}

/* Whether the objects have the same patterns. */
static bool others_have_same(const struct model_type *old, const struct model_type *new)
{
    bool same = old->name_pattern_count == new->name_pattern_count;

    for (size_t i = 0; same && i < old->name_pattern_count; i++) {
        same = dg_text_equal(old->name_patterns[i]->compiled.text,
                             new->name_patterns[i]->compiled.text);
    }
    return same;
}

/* Claims that `by` accepts more of such members than the other object: one of these values. */
static void others_claim(struct diff_walk *walk, struct diff_change *change,
                         const struct diff_pair *pair, enum diff_side by,
                         const struct sample_list *values)
{
    const struct model_type *by_type = pair->types[by];
    const struct model_type *other = pair->types[by == DIFF_OLD ? DIFF_NEW : DIFF_OLD];
    struct dg_text name = dg_text_of("unknown member");

    if (by_type->matched != NULL) {
        name = others_name(walk, by_type, other);
    } else if (other->matched != NULL) {
        name = others_name(walk, other, by_type);
    }
    while (others_lists(pair->types[DIFF_OLD], name) || others_lists(pair->types[DIFF_NEW], name)) {
        name = dg_text_of(memory_arena_format(walk->arena, "%.*s_", (int)name.length, name.data));
    }
    for (size_t i = 0; i < values->count; i++) {
        struct sample_wish wish = {.with = &name, .value = values->items[i]};
        struct sample *value = sample_make_wish(&walk->maker, pair->types[by], &wish);

        if (diff_witness_claim(walk, change, pair->place, by, value)) {
            return;
        }
    }
}

/* The side that accepts more. */
static enum diff_side others_looser(enum model_unknown old, enum model_unknown new)
{
    if (old == MODEL_UNKNOWN_REFUSED || new == MODEL_UNKNOWN_REFUSED) {
        return new == MODEL_UNKNOWN_REFUSED ? DIFF_OLD : DIFF_NEW;
    }
    return new == MODEL_UNKNOWN_JUDGED ? DIFF_OLD : DIFF_NEW;
}

/* The objects treat such members in different ways. */
static void others_treatment(struct diff_walk *walk, const struct diff_pair *pair)
{
    static const struct model_type anything = {.kind = MODEL_JSON};
    enum model_unknown old = pair->types[DIFF_OLD]->unknown;
    enum model_unknown new = pair->types[DIFF_NEW]->unknown;
    enum diff_side judged = new == MODEL_UNKNOWN_JUDGED ? DIFF_NEW : DIFF_OLD;
    const struct model_type *others = pair->types[judged]->others;
    struct diff_where where = diff_where_types(pair, "/additionalProperties", walk->arena);
    struct diff_change *change =
        diff_walk_add(walk, DIFF_UNKNOWN, &where, diff_walk_what(walk, pair->place),
                      others_words(old), others_words(new));
    bool same = old != MODEL_UNKNOWN_REFUSED && new != MODEL_UNKNOWN_REFUSED &&others == NULL;
    struct sample_list values = {.count = 0};

    if (pair->place != NULL && !same) {
        sample_begin(&walk->maker);
        sample_list_add(&values, sample_new(&walk->maker, SAMPLE_NULL));
        if (others != NULL) {
            sample_list_add(&values, sample_make_use(&walk->maker, &others->item));
            sample_variants(&walk->maker, &anything, others->item.type, &values);
        }
        others_claim(walk, change, pair, others_looser(old, new), &values);
    }
    if (others != NULL && pair->c) {
        diff_symbols_add(
            walk, change, judged == DIFF_NEW ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
            diff_symbols_member(walk, pair->types[judged], pair->types[judged]->others_name));
    }
}

/* Only one object has a pattern for members, or the patterns differ. */
static void others_pattern(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "/patternProperties", walk->arena);
    struct diff_change *change =
        diff_walk_add(walk, DIFF_LIMIT, &where,
                      memory_arena_format(walk->arena, "the pattern of names of %s",
                                          diff_walk_what(walk, pair->place)),
                      others_quoted(walk, old), others_quoted(walk, new));

    for (int side = 0; pair->place != NULL && side < DIFF_SIDES; side++) {
        struct sample_list values = {.count = 0};

        sample_begin(&walk->maker);
        sample_list_add(&values, sample_new(&walk->maker, SAMPLE_NULL));
        sample_list_add(&values, sample_new(&walk->maker, SAMPLE_OBJECT));
        if (pair->types[side]->matched != NULL) {
            sample_list_add(&values,
                            sample_make_use(&walk->maker, &pair->types[side]->matched->item));
        }
        others_claim(walk, change, pair, (enum diff_side)side, &values);
    }
    if (pair->c && (old->matched == NULL) != (new->matched == NULL)) {
        diff_symbols_add(walk, change, old->matched == NULL ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         old->matched == NULL ? diff_symbols_member(walk, new, new->matched_name)
                                              : diff_symbols_member(walk, old, old->matched_name));
    }
}

static void others_matched(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_place *place = NULL;
    struct diff_used used;

    if (old->matched == NULL || new->matched == NULL) {
        if (old->matched != new->matched) {
            others_pattern(walk, pair);
        }
        return;
    }
    if (!others_have_same(old, new)) {
        others_pattern(walk, pair);
    }
    if (pair->place != NULL) {
        place = memory_arena_new(walk->arena, sizeof *place);
        *place = (struct diff_place){.step = DIFF_PROPERTY,
                                     .entry = pair->place->entry,
                                     .parent = pair->place,
                                     .container = {old, new},
                                     .name = others_name(walk, new, new)};
    }
    used = (struct diff_used){
        .uses = {&old->matched->item, &new->matched->item},
        .opt = {emit_values_of_element(&old->matched->item) == EMIT_OPT,
                emit_values_of_element(&new->matched->item) == EMIT_OPT},
        .where = diff_where_types(pair, "/patternProperties", walk->arena),
        .member = pair->c ? memory_arena_format(walk->arena, "struct %s_%s_entry.value",
                                                walk->models[DIFF_NEW]->prefix, new->matched->name)
                          : NULL,
    };
    diff_use(walk, place, &used, NULL);
}

/* The limits of names, as text; "none": there are no limits. */
static const char *others_limits(struct diff_walk *walk, const struct model_type *naming)
{
    struct buffer out = {0};
    const char *words;

    if (naming != NULL && naming->names.min > 0) {
        buffer_format(&out, "at least %" PRIu64 " ", naming->names.min);
    }
    if (naming != NULL && naming->names.max < UINT64_MAX) {
        buffer_format(&out, "at most %" PRIu64 " ", naming->names.max);
    }
    for (size_t i = 0; naming != NULL && i < naming->pattern_count; i++) {
        buffer_format(&out, "%s ", diff_walk_quote(walk, naming->patterns[i]->compiled.text));
    }
    words = out.length == 0
                ? "none"
                : memory_arena_format(walk->arena, "%.*s", (int)out.length - 1, out.data);
    buffer_free(&out);
    return words;
}

/* Claims that `by` accepts a name that the other object refuses. */
static void others_claim_name(struct diff_walk *walk, struct diff_change *change,
                              const struct diff_pair *pair, enum diff_side by)
{
    static const struct model_type any = {.kind = MODEL_MAP, .names = {0, UINT64_MAX}};
    const struct model_type *type = pair->types[by];
    const struct model_type *other = pair->types[by == DIFF_OLD ? DIFF_NEW : DIFF_OLD];
    const struct model_type *of = type->naming != NULL ? type->naming : &any;
    const struct model_type *refused = other->naming != NULL ? other->naming : &any;
    struct dg_text names[3] = {{0}};
    size_t count = 0;

    sample_begin(&walk->maker);
    count +=
        sample_pattern_find(of, refused, &of->names, walk->arena, &names[count]) == PATTERN_FOUND;
    names[count++] =
        sample_make_name(&walk->maker, refused->names.max < 64 ? refused->names.max + 1 : 4, 0);
    names[count++] =
        sample_make_name(&walk->maker, refused->names.min > 0 ? refused->names.min - 1 : 0, 0);
    for (size_t i = 0; i < count; i++) {
        const struct model_use *use = sample_use_of_other(type, names[i]);
        struct sample *value = use != NULL ? sample_make_use(&walk->maker, use)
                                           : sample_new(&walk->maker, SAMPLE_NULL);
        struct sample_wish wish = {.with = &names[i], .value = value};

        if (value != NULL && diff_witness_claim(walk, change, pair->place, by,
                                                sample_make_wish(&walk->maker, type, &wish))) {
            return;
        }
    }
}

static void others_naming(struct diff_walk *walk, const struct diff_pair *pair)
{
    const char *old = others_limits(walk, pair->types[DIFF_OLD]->naming);
    const char *new = others_limits(walk, pair->types[DIFF_NEW]->naming);
    struct diff_where where = diff_where_types(pair, "/propertyNames", walk->arena);
    struct diff_change *change;

    if (strcmp(old, new) == 0) {
        return;
    }
    change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(walk->arena, "propertyNames of %s", diff_walk_what(walk, pair->place)),
        old, new);
    for (int side = 0; pair->place != NULL && side < DIFF_SIDES; side++) {
        others_claim_name(walk, change, pair, (enum diff_side)side);
    }
}

void diff_others(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_place *place = NULL;
    struct diff_used used;

    if (old->unknown != new->unknown) {
        others_treatment(walk, pair);
    }
    others_matched(walk, pair);
    others_naming(walk, pair);
    if (old->others == NULL || new->others == NULL) {
        return;
    }
    if (pair->place != NULL) {
        place = memory_arena_new(walk->arena, sizeof *place);
        *place = (struct diff_place){.step = DIFF_ENTRY,
                                     .entry = pair->place->entry,
                                     .parent = pair->place,
                                     .container = {old, new}};
    }
    used = (struct diff_used){
        .uses = {&old->others->item, &new->others->item},
        .opt = {emit_values_of_element(&old->others->item) == EMIT_OPT,
                emit_values_of_element(&new->others->item) == EMIT_OPT},
        .where = diff_where_types(pair, "/additionalProperties", walk->arena),
        .member = pair->c ? memory_arena_format(walk->arena, "struct %s_%s_entry.value",
                                                walk->models[DIFF_NEW]->prefix, new->others->name)
                          : NULL,
    };
    diff_use(walk, place, &used, NULL);
}
