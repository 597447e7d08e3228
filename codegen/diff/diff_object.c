/* Compares two objects: their properties, unknown properties, rules. */
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_walk.h"
#include "emit/emit_values.h"
#include "tree/tree.h"

static enum diff_side object_other(enum diff_side side)
{
    return side == DIFF_NEW ? DIFF_OLD : DIFF_NEW;
}

static bool object_is_opt(const struct model_property *property)
{
    return emit_values_of_property(property) == EMIT_OPT;
}

/* The pointer of a property. */
static const char *object_pointer(struct diff_walk *walk, const struct model_type *object,
                                  const struct model_property *property)
{
    struct buffer out = {0};
    const char *pointer;

    buffer_format(&out, "%s/properties", object->pointer);
    tree_pointer_add(&out, property->wire);
    pointer = memory_arena_copy(walk->arena, out.data, out.length);
    buffer_free(&out);
    return pointer;
}

/* Whether C stores a property. */
static bool object_is_stored(const struct model_property *property)
{
    enum model_kind kind = property->use.type->kind;

    return object_is_opt(property) || (kind != MODEL_CONST_TEXT && kind != MODEL_CONST_INTEGER);
}

/* An object of which only this property is described. */
static struct model_type object_bare(const struct model_property *property)
{
    return (struct model_type){.kind = MODEL_OBJECT,
                               .count = MODEL_ANY_COUNT,
                               .properties = property,
                               .property_count = property == NULL ? 0 : 1,
                               .unknown = MODEL_UNKNOWN_ALLOWED};
}

/* A property that one object has and the other lacks */

/* Claims that an object without the description of the property accepts more. */
static void object_claim_undescribed(struct diff_walk *walk, struct diff_change *change,
                                     const struct diff_pair *pair, enum diff_side has,
                                     const struct model_property *property)
{
    static const struct model_type anything = {.kind = MODEL_JSON};
    enum diff_side lacks = object_other(has);
    const struct model_type *type = pair->types[lacks];
    struct model_type bare = object_bare(property);
    struct sample_list values = {.count = 0};

    sample_begin(&walk->maker);
    if (property->required) {
        struct sample *value =
            sample_make_wish(&walk->maker, type, &(struct sample_wish){.without = &property->wire});

        if (diff_witness_claim(walk, change, pair->place, lacks, value)) {
            return;
        }
    }
    sample_variants(&walk->maker, &anything, property->use.type, &values);
    for (size_t i = 0; i < values.count; i++) {
        const struct sample_wish wish = {.with = &property->wire, .value = values.items[i]};
        struct sample *value;

        sample_begin(&walk->maker);
        value = sample_make_wish(&walk->maker, type, &wish);
        if (value != NULL && !sample_fits(&bare, value) &&
            diff_witness_claim(walk, change, pair->place, lacks, value)) {
            return;
        }
        if (walk->maker.exhausted) {
            return;
        }
    }
}

/* Claims that an object that refuses unknown properties refuses this one. */
static void object_claim_unknown(struct diff_walk *walk, struct diff_change *change,
                                 const struct diff_pair *pair, enum diff_side has,
                                 const struct model_property *property)
{
    struct sample *value;

    if (pair->types[object_other(has)]->unknown != MODEL_UNKNOWN_REFUSED) {
        return;
    }
    sample_begin(&walk->maker);
    value = sample_make_use(&walk->maker, &property->use);
    if (value != NULL) {
        value = sample_make_wish(&walk->maker, pair->types[has],
                                 &(struct sample_wish){.with = &property->wire, .value = value});
    }
    (void)diff_witness_claim(walk, change, pair->place, has, value);
}

static void object_lone(struct diff_walk *walk, const struct diff_pair *pair, enum diff_side has,
                        const struct model_property *property)
{
    struct diff_where where = {.pointer = object_pointer(walk, pair->types[has], property)};
    struct diff_change *change;

    where.at[has] = property->at;
    where.at[object_other(has)] = pair->types[object_other(has)]->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_PROPERTY_ADDED : DIFF_PROPERTY_REMOVED,
                           &where, diff_walk_quote(walk, property->wire), NULL, NULL);
    if (pair->place != NULL) {
        object_claim_undescribed(walk, change, pair, has, property);
        object_claim_unknown(walk, change, pair, has, property);
    }
    if (pair->c && object_is_stored(property)) {
        diff_symbols_add(walk, change, has == DIFF_NEW ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         diff_symbols_member(walk, pair->types[has], property->name));
    }
}

/* A property of both */

static struct diff_change *object_required(struct diff_walk *walk, const struct diff_pair *pair,
                                           const struct model_property *const both[DIFF_SIDES],
                                           const struct diff_where *where)
{
    bool required = both[DIFF_NEW]->required;
    enum diff_side by = required ? DIFF_OLD : DIFF_NEW;
    struct diff_change *change;
    struct sample *value;

    if (both[DIFF_OLD]->required == required) {
        return NULL;
    }
    change = diff_walk_add(walk, required ? DIFF_PROPERTY_REQUIRED : DIFF_PROPERTY_OPTIONAL, where,
                           diff_walk_quote(walk, both[DIFF_NEW]->wire), NULL, NULL);
    sample_begin(&walk->maker);
    value = sample_make_wish(&walk->maker, pair->types[by],
                             &(struct sample_wish){.without = &both[by]->wire});
    (void)diff_witness_claim(walk, change, pair->place, by, value);
    return change;
}

static void object_member_name(struct diff_walk *walk, const struct diff_pair *pair,
                               const struct model_property *const both[DIFF_SIDES],
                               const struct diff_where *where)
{
    const char *old = diff_symbols_member(walk, pair->types[DIFF_OLD], both[DIFF_OLD]->name);
    const char *new = diff_symbols_member(walk, pair->types[DIFF_NEW], both[DIFF_NEW]->name);
    struct diff_change *change;

    if (strcmp(both[DIFF_OLD]->name, both[DIFF_NEW]->name) == 0 ||
        !object_is_stored(both[DIFF_OLD]) || !object_is_stored(both[DIFF_NEW])) {
        return;
    }
    change = diff_walk_add(walk, DIFF_C_NAME, where, NULL, old, new);
    diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, old);
    diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, new);
}

static void object_description(struct diff_walk *walk,
                               const struct model_property *const both[DIFF_SIDES],
                               const struct diff_where *where)
{
    const char *old = both[DIFF_OLD]->description;
    const char *new = both[DIFF_NEW]->description;

    if (strcmp(old == NULL ? "" : old, new == NULL ? "" : new) != 0) {
        diff_walk_add(walk, DIFF_DESCRIPTION, where, diff_walk_quote(walk, both[DIFF_NEW]->wire),
                      NULL, NULL);
    }
}

static void object_both(struct diff_walk *walk, const struct diff_pair *pair,
                        const struct model_property *const both[DIFF_SIDES])
{
    struct diff_where where = {.pointer =
                                   object_pointer(walk, pair->types[DIFF_NEW], both[DIFF_NEW]),
                               .at = {both[DIFF_OLD]->at, both[DIFF_NEW]->at}};
    struct diff_place *place = NULL;
    struct diff_change *change = object_required(walk, pair, both, &where);
    struct diff_used used = {
        .uses = {&both[DIFF_OLD]->use, &both[DIFF_NEW]->use},
        .opt = {object_is_opt(both[DIFF_OLD]), object_is_opt(both[DIFF_NEW])},
        .where = where,
        .member =
            pair->c ? diff_symbols_member(walk, pair->types[DIFF_NEW], both[DIFF_NEW]->name) : NULL,
    };

    if (pair->place != NULL) {
        place = memory_arena_new(walk->arena, sizeof *place);
        *place = (struct diff_place){.step = DIFF_PROPERTY,
                                     .entry = pair->place->entry,
                                     .parent = pair->place,
                                     .container = {pair->types[0], pair->types[1]},
                                     .name = both[DIFF_NEW]->wire};
    }
    diff_use(walk, place, &used, change);
    if (pair->c) {
        object_member_name(walk, pair, both, &where);
    }
    object_description(walk, both, &where);
}

/* Properties */

/* The index of a property in another object; `guess` is tried first. SIZE_MAX: none. */
static size_t object_find(const struct model_type *object, struct dg_text wire, size_t guess)
{
    if (guess < object->property_count && dg_text_equal(object->properties[guess].wire, wire)) {
        return guess;
    }
    for (size_t i = 0; i < object->property_count; i++) {
        if (dg_text_equal(object->properties[i].wire, wire)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void object_order(struct diff_walk *walk, const struct diff_pair *pair)
{
    struct diff_where where = diff_where_types(pair, "/properties", walk->arena);
    const char *tag = diff_symbols_tag(walk, pair->types[DIFF_NEW]);
    struct diff_change *change = diff_walk_add(walk, DIFF_C_ORDER, &where, tag, NULL, NULL);

    diff_symbols_add(walk, change, DIFF_SOURCE_SAME, tag);
}

static void object_properties(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    size_t last = SIZE_MAX;
    bool moved = false;

    for (size_t i = 0; i < old->property_count; i++) {
        size_t found = object_find(new, old->properties[i].wire, last + 1);

        if (found == SIZE_MAX) {
            object_lone(walk, pair, DIFF_OLD, &old->properties[i]);
            continue;
        }
        object_both(
            walk, pair,
            (const struct model_property *const[]){&old->properties[i], &new->properties[found]});
        if (object_is_stored(&new->properties[found])) {
            moved = moved || (last != SIZE_MAX && found < last);
        }
        last = found;
    }
    last = SIZE_MAX;
    for (size_t i = 0; i < new->property_count; i++) {
        size_t found = object_find(old, new->properties[i].wire, last + 1);

        if (found == SIZE_MAX) {
            object_lone(walk, pair, DIFF_NEW, &new->properties[i]);
        } else {
            last = found;
        }
    }
    if (moved && pair->c) {
        object_order(walk, pair);
    }
}

void diff_object(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];

    object_properties(walk, pair);
    diff_others(walk, pair);
    diff_rules(walk, pair, (const struct model_check *const *const[]){old->checks, new->checks},
               (const size_t[]){old->check_count, new->check_count});
}
