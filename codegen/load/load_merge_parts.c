/* The parts of objects and arrays that satisfy all schemas of a conjunction. A part that several of
 * the schemas speak of has the conjunction of their schemas. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/load_equal.h"
#include "load/load_merge.h"

/* Schemas of one part, which become one. */
struct parts {
    struct merge *merge;
    const struct tree **schemas;
    size_t count;
    size_t capacity;
};

static void parts_add(struct parts *parts, const struct tree *schema)
{
    if (parts->count == parts->capacity) {
        parts->capacity = parts->capacity == 0 ? 8 : parts->capacity * 2;
        parts->schemas = memory_grow(parts->schemas, parts->capacity * sizeof *parts->schemas);
    }
    parts->schemas[parts->count++] = schema;
}

/* The schema for all: the only one, or a new one at the place. Forgets the schemas. */
static struct tree *parts_join(struct parts *parts, struct tree *parent, size_t step)
{
    struct join_place place = {parts->merge->scope, parent, step};
    struct tree *joined = parts->count == 1 ? (struct tree *)(uintptr_t)parts->schemas[0]
                                            : load_join_schemas(parts->merge->loader, &place,
                                                                parts->schemas, parts->count);

    load_merge_spend(parts->merge, parts->count);
    parts->count = 0;
    return joined;
}

/* Adds a keyword of the result whose value is a schema: the conjunction of those of the parts. */
static void parts_add_keyword(struct parts *parts, const struct tree_member *like)
{
    struct merge *merge = parts->merge;
    struct tree *schema = parts_join(parts, merge->node, merge->member_count);

    load_merge_add(merge, &(struct tree_member){like->at, like->key, schema});
}

/* Merges a keyword whose value is a schema for all its parts. */
static void parts_merge_keyword(struct merge *merge, const char *key)
{
    struct parts parts = {.merge = merge};

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);

        if (member != NULL) {
            parts_add(&parts, member->value);
        }
    }
    if (parts.count > 0) {
        parts_add_keyword(&parts, load_merge_first(merge, key));
    }
    free(parts.schemas);
}

/* Properties */

/* A property of one of the schemas. */
struct listed {
    const struct tree_member *member;
    size_t source;
    size_t order;
};

static int listed_compare(const void *a, const void *b)
{
    const struct listed *left = a;
    const struct listed *right = b;
    int order = tree_compare_keys(left->member->key, right->member->key);

    return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

/* The properties with one name. */
struct listed_group {
    const struct listed *first;
    size_t count;
};

static int listed_compare_groups(const void *a, const void *b)
{
    const struct listed_group *left = a;
    const struct listed_group *right = b;

    return (left->first->order > right->first->order) - (left->first->order < right->first->order);
}

/* The properties of all schemas, by name, in the order in which the names appear first. */
struct properties {
    struct merge *merge;
    const char *key; /* `properties`, or another mapping of schemas */
    struct listed *listed;
    size_t count;
    struct listed_group *groups;
    size_t group_count;
    bool restricted; /* some of the schemas restrict the properties that they don't list */
};

static bool parts_restrict(const struct tree_member *additional)
{
    return additional != NULL &&
           !(additional->value->kind == TREE_BOOLEAN && additional->value->boolean);
}

/* Collects the properties. Returns false, with an error, if there are too many. */
static bool properties_collect(struct properties *properties)
{
    struct merge *merge = properties->merge;
    size_t count = 0;

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, properties->key);

        count += member == NULL ? 0 : member->value->count;
    }
    if (!load_merge_spend(merge, count)) {
        return false;
    }
    properties->listed = memory_new((count + 1) * sizeof *properties->listed);
    properties->groups = memory_new((count + 1) * sizeof *properties->groups);
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, properties->key);

        for (size_t j = 0; member != NULL && j < member->value->count; j++) {
            properties->listed[properties->count] =
                (struct listed){&member->value->members[j], i, properties->count};
            properties->count++;
        }
    }
    return true;
}

static void properties_group(struct properties *properties)
{
    struct listed *listed = properties->listed;

    if (properties->count > 0) {
        qsort(listed, properties->count, sizeof *listed, listed_compare);
    }
    for (size_t i = 0; i < properties->count; i++) {
        if (i == 0 || !dg_text_equal(listed[i - 1].member->key, listed[i].member->key)) {
            properties->groups[properties->group_count++] = (struct listed_group){&listed[i], 0};
        }
        properties->groups[properties->group_count - 1].count++;
    }
    if (properties->group_count > 0) {
        qsort(properties->groups, properties->group_count, sizeof *properties->groups,
              listed_compare_groups);
    }
}

/* Adds the schemas by which other schemas of the conjunction restrict a property that they don't
 * list. Returns false if one forbids it. */
static bool properties_add_others(const struct properties *properties,
                                  const struct listed_group *group, struct parts *parts)
{
    struct merge *merge = properties->merge;
    size_t next = 0;

    for (size_t i = 0; properties->restricted && i < merge->count; i++) {
        const struct tree_member *additional = load_merge_of(merge, i, "additionalProperties");

        if (next < group->count && group->first[next].source == i) {
            next++;
        } else if (parts_restrict(additional)) {
            if (additional->value->kind == TREE_BOOLEAN) {
                return false;
            }
            parts_add(parts, additional->value);
        }
    }
    return !properties->restricted || load_merge_spend(merge, merge->count);
}

/* Adds the property with one name, unless it is forbidden: then it isn't listed, and so is refused
 * as other names are. */
static void properties_add(const struct properties *properties, const struct listed_group *group,
                           struct tree *map)
{
    const struct tree_member *first = group->first->member;
    struct parts parts = {.merge = properties->merge};

    for (size_t i = 0; i < group->count; i++) {
        const struct tree *schema = group->first[i].member->value;

        if (!(schema->joined && schema->kind == TREE_BOOLEAN) || group->count == 1) {
            parts_add(&parts, schema);
        }
    }
    if (!properties_add_others(properties, group, &parts)) {
        diag_noted(properties->merge->loader->diag, DIAG_ALL_OF, first->at,
                   "'%.*s' is refused: 'additionalProperties' beside other properties forbids it",
                   DIAG_TEXT(first->key));
    } else {
        struct tree *schema = parts_join(&parts, map, map->count);

        load_join_add(map, &(struct tree_member){first->at, first->key, schema});
    }
    free(parts.schemas);
}

/* Merges a mapping of schemas. */
static void properties_merge(struct merge *merge, const char *key, bool restricted)
{
    struct properties properties = {.merge = merge, .key = key, .restricted = restricted};
    const struct tree_member *first = load_merge_first(merge, key);
    struct tree *map;

    if (first == NULL) {
        return;
    }
    if (load_merge_count(merge, key) == 1 && !restricted) {
        load_merge_add(merge, first);
        return;
    }
    if (properties_collect(&properties)) {
        properties_group(&properties);
        map = load_join_new(merge->loader, TREE_MAP, first->value, properties.group_count);
        map->parent = merge->node;
        map->step = merge->member_count;
        for (size_t i = 0; i < properties.group_count; i++) {
            properties_add(&properties, &properties.groups[i], map);
        }
        load_join_end(merge->loader, map);
        load_merge_add(merge, &(struct tree_member){first->at, first->key, map});
    }
    free(properties.listed);
    free(properties.groups);
}

/* Whether all schemas have mappings under the key. */
static bool parts_are_maps(struct merge *merge, const char *key)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);

        if (member != NULL && !loader_expect(merge->loader, member->value, TREE_MAP, member->key)) {
            merge->refused = true;
            return false;
        }
    }
    return true;
}

/* Adds additionalProperties: false if one of the schemas says so, otherwise the conjunction. */
static void additional_merge(struct merge *merge)
{
    const struct tree_member *first = load_merge_first(merge, "additionalProperties");
    const struct tree_member *restricting = NULL;
    struct parts parts = {.merge = merge};

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, "additionalProperties");

        if (parts_restrict(member)) {
            restricting =
                restricting == NULL || member->value->kind == TREE_BOOLEAN ? member : restricting;
            parts_add(&parts, member->value);
        }
    }
    if (restricting == NULL && first != NULL) {
        load_merge_add(merge, first); /* true */
    } else if (restricting != NULL && restricting->value->kind == TREE_BOOLEAN) {
        load_merge_add(merge, restricting);
    } else if (restricting != NULL) {
        parts_add_keyword(&parts, restricting);
    }
    free(parts.schemas);
}

/* Patterns of names take properties out of additionalProperties of their own schema only. */
static void parts_check_patterns(struct merge *merge, bool restricted)
{
    const struct tree_member *patterns = load_merge_first(merge, "patternProperties");

    if (patterns != NULL && restricted) {
        load_merge_refuse(merge, patterns, NULL);
    }
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

static void names_merge(struct merge *merge, const char *key)
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

/* The keywords that speak of properties by their names. */
static const char *const property_keys[] = {"properties", "patternProperties",
                                            "additionalProperties"};

#define PROPERTY_KEY_COUNT (sizeof property_keys / sizeof property_keys[0])

/* Whether only one of the schemas has such keywords: then they stay as they are. */
static bool properties_are_of_one(const struct merge *merge)
{
    size_t count = 0;

    for (size_t i = 0; i < merge->count; i++) {
        bool has = false;

        for (size_t j = 0; j < PROPERTY_KEY_COUNT; j++) {
            has = has || load_merge_of(merge, i, property_keys[j]) != NULL;
        }
        count += has;
    }
    return count <= 1;
}

static void properties_merge_all(struct merge *merge)
{
    bool restricted = false;

    for (size_t i = 0; i < merge->count; i++) {
        restricted = restricted || parts_restrict(load_merge_of(merge, i, "additionalProperties"));
    }
    parts_check_patterns(merge, restricted);
    properties_merge(merge, "properties", restricted);
    properties_merge(merge, "patternProperties", false);
    additional_merge(merge);
}

void load_merge_objects(struct merge *merge)
{
    if (!parts_are_maps(merge, "properties") || !parts_are_maps(merge, "patternProperties") ||
        !parts_are_maps(merge, "dependentSchemas")) {
        return;
    }
    properties_merge(merge, "dependentSchemas", false);
    if (!properties_are_of_one(merge)) {
        properties_merge_all(merge);
    } else {
        for (size_t i = 0; i < PROPERTY_KEY_COUNT; i++) {
            const struct tree_member *member = load_merge_first(merge, property_keys[i]);

            if (member != NULL) {
                load_merge_add(merge, member);
            }
        }
    }
    names_merge(merge, "required");
    parts_merge_keyword(merge, merge->loader->minor == 0 ? "x-dg-property-names" : "propertyNames");
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

    return prefix == NULL || prefix->value->kind != TREE_LIST ? 0 : prefix->value->count;
}

/* Merges `prefixItems`: `items` of a schema is about the positions after its own ones. */
static void prefix_merge(struct merge *merge)
{
    const struct tree_member *first = load_merge_first(merge, "prefixItems");
    struct parts parts = {.merge = merge};
    struct tree *list;
    size_t longest = 0;

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
                parts_add(&parts, prefix->value->members[position].value);
            } else if (items != NULL) {
                parts_add(&parts, items->value);
            }
        }
        load_join_add(list, &(struct tree_member){parts.schemas[0]->at, dg_text_of(""), NULL});
        ((struct tree_member *)(uintptr_t)list->members)[position].value =
            parts_join(&parts, list, position);
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
    parts_merge_keyword(merge, "items");
}
