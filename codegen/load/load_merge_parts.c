/* The parts of objects and arrays that satisfy all schemas of a conjunction. A part that several of
 * the schemas speak of has the conjunction of their schemas. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/load_equal.h"
#include "load/load_merge.h"

void load_merge_parts_add(struct merge_parts *parts, const struct tree *schema)
{
    if (parts->count == parts->capacity) {
        parts->capacity = parts->capacity == 0 ? 8 : parts->capacity * 2;
        parts->schemas = memory_grow(parts->schemas, parts->capacity * sizeof *parts->schemas);
    }
    parts->schemas[parts->count++] = schema;
}

struct tree *load_merge_parts_join(struct merge_parts *parts, struct tree *parent, size_t step)
{
    struct join_place place = {parts->merge->scope, parent, step};
    struct tree *joined = parts->count == 1 ? (struct tree *)(uintptr_t)parts->schemas[0]
                                            : load_join_schemas(parts->merge->loader, &place,
                                                                parts->schemas, parts->count);

    load_merge_spend(parts->merge, parts->count);
    parts->count = 0;
    return joined;
}

void load_merge_parts_keyword(struct merge_parts *parts, const struct tree_member *like)
{
    struct merge *merge = parts->merge;
    struct tree *schema = load_merge_parts_join(parts, merge->node, merge->member_count);

    load_merge_add(merge, &(struct tree_member){like->at, like->key, schema});
}

void load_merge_parts_schema(struct merge *merge, const char *key)
{
    struct merge_parts parts = {.merge = merge};

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);

        if (member != NULL) {
            load_merge_parts_add(&parts, member->value);
        }
    }
    if (parts.count > 0) {
        load_merge_parts_keyword(&parts, load_merge_first(merge, key));
    }
    free(parts.schemas);
}

/* Lists of names */

/* Whether responses needn't have a property although its name is required: a schema that lists it
 * is writeOnly in OpenAPI 3.0, and another one forbids it, so that it isn't listed any more. */
static bool names_are_released(struct merge *merge, const struct tree *name)
{
    const struct tree_member *listed = load_merge_find(merge, "properties");

    if (merge->loader->minor > 0 || listed == NULL || name->kind != TREE_STRING ||
        tree_find(listed->value, name->text) != NULL) {
        return false;
    }
    for (size_t i = 0; i < merge->count && load_merge_spend(merge, 1); i++) {
        const struct tree_member *properties = load_merge_of(merge, i, "properties");
        const struct tree_member *property =
            properties == NULL ? NULL : tree_find(properties->value, name->text);

        if (property != NULL && load_merge_is_write_only(merge, property->value)) {
            return true;
        }
    }
    return false;
}

static void names_add(struct merge *merge, struct tree *list, const struct tree_member *name)
{
    if (load_merge_spend(merge, list->count) &&
        !load_equal_listed(merge->loader, list, name->value) &&
        !names_are_released(merge, name->value)) {
        load_join_add(list, name);
    }
}

/* The names of all schemas, each once. */
static struct tree *names_join(struct merge *merge, const char *key, size_t room)
{
    struct tree *list =
        load_join_new(merge->loader, TREE_LIST, load_merge_first(merge, key)->value, room);

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);

        for (size_t j = 0; member != NULL && j < member->value->count; j++) {
            names_add(merge, list, &member->value->members[j]);
        }
    }
    return list;
}

/* Whether a list stays as it is. */
static bool names_stay(struct merge *merge, const struct tree *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (names_are_released(merge, list->members[i].value)) {
            return false;
        }
    }
    return true;
}

void load_merge_parts_names(struct merge *merge, const char *key)
{
    const struct tree_member *first = load_merge_first(merge, key);
    struct tree *list;
    size_t room = 0;

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);

        if (member != NULL &&
            !loader_expect(merge->loader, member->value, TREE_LIST, member->key)) {
            merge->refused = true;
            return;
        }
        room += member == NULL ? 0 : member->value->count;
    }
    if (first == NULL) {
        return;
    }
    if (load_merge_count(merge, key) == 1 && names_stay(merge, first->value)) {
        load_merge_add(merge, first);
        return;
    }
    list = names_join(merge, key, room);
    if (list->count > 0 || room == 0) {
        load_merge_add_new(merge, first, list);
    }
}

/* Whether the property with that name may be writeOnly in OpenAPI 3.0: then responses may lack it,
 * although it is required. References aren't followed here. */
static bool names_may_be_released(const struct merge *merge, const struct tree *name)
{
    static const char *const keys[] = {"writeOnly", "$ref", "allOf", "anyOf", "oneOf"};
    const struct tree_member *properties = load_merge_find(merge, "properties");
    const struct tree_member *property;

    if (merge->loader->minor > 0 || properties == NULL || name->kind != TREE_STRING) {
        return false;
    }
    property = tree_find(properties->value, name->text);
    for (size_t i = 0; property != NULL && i < sizeof keys / sizeof keys[0]; i++) {
        if (property->value->kind == TREE_MAP && tree_get(property->value, keys[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* The number of different names that no object may lack. */
static size_t names_count(struct merge *merge, const struct tree *list)
{
    struct tree seen = *list;
    size_t count = 0;

    for (size_t i = 0; i < list->count && load_merge_spend(merge, i); i++) {
        seen.count = i;
        count += !load_equal_listed(merge->loader, &seen, list->members[i].value) &&
                 !names_may_be_released(merge, list->members[i].value);
    }
    return count;
}

/* Whether a limit is an integer; if so, the integer. */
static bool parts_limit(struct merge *merge, const char *key, uint64_t *limit)
{
    const struct tree_member *member = load_merge_find(merge, key);
    int64_t number;

    if (member == NULL ||
        !dg_number_integer(tree_number(member->value, merge->loader->arena), &number) ||
        number < 0) {
        return false;
    }
    *limit = (uint64_t)number;
    return true;
}

/* Whether no names are allowed but those of the properties. */
static bool parts_are_closed(const struct merge *merge)
{
    const struct tree_member *additional = load_merge_find(merge, "additionalProperties");

    return additional != NULL && additional->value->kind == TREE_BOOLEAN &&
           !additional->value->boolean && load_merge_find(merge, "patternProperties") == NULL;
}

static void parts_exclude_objects(struct merge *merge, const char *key, const char *other,
                                  const char *why)
{
    merge->types &= ~(unsigned)MERGE_OBJECT;
    if (merge->types == 0) {
        load_merge_nothing(merge, DIAG_LIMITS, load_merge_find(merge, key),
                           load_merge_find(merge, other), why);
    }
}

/* Warns of a required name that isn't among the properties of a closed object. */
static void parts_check_required(struct merge *merge, const struct tree *required)
{
    const struct tree_member *properties = load_merge_find(merge, "properties");

    for (size_t i = 0; parts_are_closed(merge) && i < required->count; i++) {
        const struct tree *name = required->members[i].value;

        if (name->kind == TREE_STRING &&
            (properties == NULL || tree_find(properties->value, name->text) == NULL)) {
            diag_warning(merge->loader->diag, DIAG_REQUIRED, name->at,
                         "no object can match: '%.*s' is required but forbidden",
                         DIAG_TEXT(name->text));
            diag_note(merge->loader->diag, load_merge_find(merge, "additionalProperties")->at,
                      "properties that aren't listed are forbidden here");
        }
    }
}

void load_merge_check_objects(struct merge *merge)
{
    const struct tree_member *required = load_merge_find(merge, "required");
    const struct tree_member *properties = load_merge_find(merge, "properties");
    uint64_t limit;

    if (merge->as_stated || merge->nothing || merge->refused ||
        (merge->types & MERGE_OBJECT) == 0) {
        return;
    }
    if (required != NULL) {
        parts_check_required(merge, required->value);
    }
    if (required != NULL && parts_limit(merge, "maxProperties", &limit) &&
        names_count(merge, required->value) > limit) {
        parts_exclude_objects(merge, "maxProperties", "required",
                              "more properties are required than allowed");
    } else if (parts_are_closed(merge) && parts_limit(merge, "minProperties", &limit) &&
               (properties == NULL ? 0 : properties->value->count) < limit) {
        parts_exclude_objects(merge, "minProperties", "additionalProperties",
                              "fewer names are allowed than required");
    }
}

/* Arrays */

static size_t prefix_count(const struct merge *merge, size_t index)
{
    const struct tree_member *prefix = load_merge_of(merge, index, "prefixItems");

    return prefix == NULL ? 0 : prefix->value->count;
}

/* Whether each `prefixItems` is a list that isn't empty. */
static bool prefix_is_good(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *prefix = load_merge_of(merge, i, "prefixItems");

        if (prefix != NULL && !loader_expect_items(merge->loader, prefix)) {
            merge->refused = true;
            return false;
        }
    }
    return true;
}

/* Merges `prefixItems`: `items` of a schema is about the positions after its own ones. */
static void prefix_merge(struct merge *merge)
{
    const struct tree_member *first = load_merge_first(merge, "prefixItems");
    struct merge_parts parts = {.merge = merge};
    struct tree *list;
    size_t longest = 0;

    if (!prefix_is_good(merge)) {
        return;
    }
    for (size_t i = 0; i < merge->count; i++) {
        longest = prefix_count(merge, i) > longest ? prefix_count(merge, i) : longest;
    }
    if (!load_merge_spend(merge, longest * merge->count)) {
        return;
    }
    list = load_join_new(merge->loader, TREE_LIST, first->value, longest);
    list->parent = merge->node;
    list->step = merge->member_count;
    for (size_t position = 0; position < longest; position++) {
        for (size_t i = 0; i < merge->count; i++) {
            const struct tree_member *items = load_merge_of(merge, i, "items");
            const struct tree_member *prefix = load_merge_of(merge, i, "prefixItems");

            if (position < prefix_count(merge, i)) {
                load_merge_parts_add(&parts, prefix->value->members[position].value);
            } else if (items != NULL) {
                load_merge_parts_add(&parts, items->value);
            }
        }
        load_join_add(list, &(struct tree_member){parts.schemas[0]->at, dg_text_of(""), NULL});
        ((struct tree_member *)(uintptr_t)list->members)[position].value =
            load_merge_parts_join(&parts, list, position);
    }
    free(parts.schemas);
    load_merge_add(merge, &(struct tree_member){first->at, first->key, list});
}

void load_merge_arrays(struct merge *merge)
{
    size_t prefixes = load_merge_count(merge, "prefixItems");
    const struct tree_member *first = load_merge_first(merge, "prefixItems");

    if (prefixes == 1 && load_merge_count(merge, "items") == 0) {
        load_merge_add(merge, first);
    } else if (prefixes > 0) {
        prefix_merge(merge);
    }
    load_merge_parts_schema(merge, "items");
}
