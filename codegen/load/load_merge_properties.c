/* The members of objects that satisfy all schemas of a conjunction: `properties`,
 * `patternProperties` and `additionalProperties`. Each schema of the conjunction restricts a member
 * by what it lists under the member's name, by the patterns that match the name, or by its
 * additionalProperties. */
#include <stdlib.h>

#include "load/load_merge.h"
#include "load/load_pattern.h"

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
    bool matched;    /* some of them restrict properties by patterns, too */
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

/* Adds the schemas of the patterns that match the name. Returns whether there is one. */
static bool properties_add_matching(struct merge *merge, const struct tree *patterns,
                                    struct dg_text name, struct merge_parts *parts)
{
    bool found = false;

    for (size_t i = 0; i < patterns->count && load_merge_spend(merge, name.length + 1); i++) {
        const struct tree_member *member = &patterns->members[i];
        const struct pattern *pattern = load_pattern_find(merge->loader, member->key);

        if (pattern != NULL && dg_pattern_matches(&pattern->compiled, name)) {
            load_merge_parts_add(parts, member->value);
            found = true;
        }
    }
    return found;
}

/* Adds the schemas by which a schema of the conjunction restricts the property beside what it
 * lists. Returns false if the schema forbids the property. */
static bool properties_add_of(const struct properties *properties, size_t index, bool listed,
                              struct dg_text name, struct merge_parts *parts)
{
    struct merge *merge = properties->merge;
    const struct tree_member *additional = load_merge_of(merge, index, "additionalProperties");
    const struct tree_member *patterns = load_merge_of(merge, index, "patternProperties");
    bool matched = false;

    if (properties->matched && patterns != NULL &&
        !(listed && load_join_excludes_listed(patterns->value))) {
        matched = properties_add_matching(merge, patterns->value, name, parts);
    }
    if (listed || matched || !parts_restrict(additional)) {
        return true;
    }
    if (additional->value->kind == TREE_BOOLEAN) {
        return false;
    }
    load_merge_parts_add(parts, additional->value);
    return true;
}

/* Adds the schemas by which the schemas of the conjunction restrict a property beside what they
 * list. Returns false if one forbids it. */
static bool properties_add_others(const struct properties *properties,
                                  const struct listed_group *group, struct merge_parts *parts)
{
    struct merge *merge = properties->merge;
    size_t next = 0;

    for (size_t i = 0; properties->restricted && i < merge->count; i++) {
        bool listed = next < group->count && group->first[next].source == i;

        next += listed;
        if (!properties_add_of(properties, i, listed, group->first->member->key, parts)) {
            return false;
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
    struct merge_parts parts = {.merge = properties->merge};

    for (size_t i = 0; i < group->count; i++) {
        const struct tree *schema = group->first[i].member->value;

        if (!(schema->joined && schema->kind == TREE_BOOLEAN) || group->count == 1) {
            load_merge_parts_add(&parts, schema);
        }
    }
    if (!properties_add_others(properties, group, &parts)) {
        diag_noted(properties->merge->loader->diag, DIAG_ALL_OF, first->at,
                   "'%.*s' is refused: 'additionalProperties' beside other properties forbids it",
                   DIAG_TEXT(first->key));
    } else {
        struct tree *schema = load_merge_parts_join(&parts, map, map->count);

        load_join_add(map, &(struct tree_member){first->at, first->key, schema});
    }
    free(parts.schemas);
}

static void properties_free(struct properties *properties)
{
    free(properties->listed);
    free(properties->groups);
}

/* A mapping for the result, in place of the first one. */
static struct tree *properties_map(const struct properties *properties,
                                   const struct tree_member *first)
{
    struct merge *merge = properties->merge;
    struct tree *map =
        load_join_new(merge->loader, TREE_MAP, first->value, properties->group_count);

    map->parent = merge->node;
    map->step = merge->member_count;
    return map;
}

/* Merges a mapping of schemas. */
static void properties_merge(struct merge *merge, const char *key, bool restricted)
{
    const struct tree_member *first = load_merge_first(merge, key);
    struct properties properties = {.merge = merge, .key = key, .restricted = restricted};
    struct tree *map;

    if (first == NULL) {
        return;
    }
    if (load_merge_count(merge, key) == 1 && !restricted) {
        load_merge_add(merge, first);
        return;
    }
    properties.matched = load_merge_count(merge, "patternProperties") > 0;
    if (properties_collect(&properties)) {
        properties_group(&properties);
        map = properties_map(&properties, first);
        for (size_t i = 0; i < properties.group_count; i++) {
            properties_add(&properties, &properties.groups[i], map);
        }
        load_join_end(merge->loader, map);
        load_merge_add(merge, &(struct tree_member){first->at, first->key, map});
    }
    properties_free(&properties);
}

/* Adds additionalProperties: false if one of the schemas says so, otherwise the conjunction. */
static void additional_merge(struct merge *merge)
{
    const struct tree_member *first = load_merge_first(merge, "additionalProperties");
    const struct tree_member *restricting = NULL;
    struct merge_parts parts = {.merge = merge};

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, "additionalProperties");

        if (parts_restrict(member)) {
            restricting =
                restricting == NULL || member->value->kind == TREE_BOOLEAN ? member : restricting;
            load_merge_parts_add(&parts, member->value);
        }
    }
    if (restricting == NULL && first != NULL) {
        load_merge_add(merge, first); /* true */
    } else if (restricting != NULL && restricting->value->kind == TREE_BOOLEAN) {
        load_merge_add(merge, restricting);
    } else if (restricting != NULL) {
        load_merge_parts_keyword(&parts, restricting);
    }
    free(parts.schemas);
}

/* Patterns of names take members out of additionalProperties of their own schema only */

static bool patterns_restrict(const struct merge *merge, size_t index)
{
    return parts_restrict(load_merge_of(merge, index, "additionalProperties"));
}

static size_t patterns_count(const struct merge *merge, size_t index)
{
    const struct tree_member *patterns = load_merge_of(merge, index, "patternProperties");

    return patterns == NULL ? 0 : patterns->value->count;
}

/* Adds a pattern, with the schemas of all that list it, and with the additionalProperties of those
 * that have no patterns. */
static void patterns_add(const struct properties *properties, const struct listed_group *group,
                         struct tree *map)
{
    struct merge *merge = properties->merge;
    const struct tree_member *first = group->first->member;
    struct merge_parts parts = {.merge = merge};
    struct tree *schema;

    for (size_t i = 0; i < group->count; i++) {
        load_merge_parts_add(&parts, group->first[i].member->value);
    }
    for (size_t i = 0; i < merge->count && load_merge_spend(merge, 1); i++) {
        if (patterns_restrict(merge, i) && patterns_count(merge, i) == 0) {
            load_merge_parts_add(&parts, load_merge_of(merge, i, "additionalProperties")->value);
        }
    }
    schema = load_merge_parts_join(&parts, map, map->count);
    load_join_add(map, &(struct tree_member){first->at, first->key, schema});
    free(parts.schemas);
}

/* A mapping from the names under the key to true; NULL: there are none. */
static struct tree *patterns_names(struct merge *merge, size_t index, const char *key)
{
    const struct tree_member *listed = load_merge_of(merge, index, key);
    struct tree *map;

    if (listed == NULL) {
        return NULL;
    }
    map = load_join_new(merge->loader, TREE_MAP, listed->value, listed->value->count);
    for (size_t i = 0; i < listed->value->count; i++) {
        const struct tree_member *member = &listed->value->members[i];
        struct tree *any = load_join_new(merge->loader, TREE_BOOLEAN, member->value, 0);

        any->boolean = true;
        load_join_place(merge->loader, any, &(struct tree){.parent = map, .step = i});
        load_join_add(map, &(struct tree_member){member->at, member->key, any});
    }
    load_join_end(merge->loader, map);
    return map;
}

/* States the additionalProperties of a schema again, beside what the schema lists: other schemas
 * have further patterns, whose names it restricts unless its own patterns match them, too. */
static void patterns_state(struct merge *merge, size_t index)
{
    static const char *const keys[] = {"properties", "patternProperties"};
    const struct tree_member *additional = load_merge_of(merge, index, "additionalProperties");
    struct tree *stated = load_join_new(merge->loader, TREE_MAP, additional->value, 3);

    for (size_t i = 0; i < 2; i++) {
        const struct tree_member *like = load_merge_of(merge, index, keys[i]);
        struct tree *map = patterns_names(merge, index, keys[i]);

        if (map != NULL) {
            map->parent = stated;
            map->step = stated->count;
            load_join_add(stated, &(struct tree_member){like->at, like->key, map});
        }
    }
    load_join_add(stated, additional);
    load_merge_state(merge, additional, stated);
}

/* Whether some other schema has a pattern that the schema hasn't. */
static bool patterns_miss(struct merge *merge, const struct properties *properties, size_t index)
{
    const struct tree_member *own = load_merge_of(merge, index, "patternProperties");

    for (size_t i = 0; i < properties->group_count && load_merge_spend(merge, 1); i++) {
        if (tree_find(own->value, properties->groups[i].first->member->key) == NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a schema without patterns forbids all members that it doesn't list. */
static bool patterns_are_forbidden(const struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        if (patterns_restrict(merge, i) && patterns_count(merge, i) == 0 &&
            load_merge_of(merge, i, "additionalProperties")->value->kind == TREE_BOOLEAN) {
            return true;
        }
    }
    return false;
}

/* Merges patternProperties where some of the schemas restrict other members. */
static void patterns_merge(struct merge *merge)
{
    const struct tree_member *first = load_merge_first(merge, "patternProperties");
    struct properties properties = {.merge = merge, .key = "patternProperties"};
    struct tree *map;

    if (first == NULL || patterns_are_forbidden(merge) || !properties_collect(&properties)) {
        properties_free(&properties);
        return;
    }
    properties_group(&properties);
    map = properties_map(&properties, first);
    map->boolean = true; /* see load_join_excludes_listed */
    for (size_t i = 0; i < properties.group_count; i++) {
        patterns_add(&properties, &properties.groups[i], map);
    }
    load_join_end(merge->loader, map);
    load_merge_add(merge, &(struct tree_member){first->at, first->key, map});
    for (size_t i = 0; i < merge->count; i++) {
        if (patterns_restrict(merge, i) && patterns_count(merge, i) > 0 &&
            patterns_miss(merge, &properties, i)) {
            patterns_state(merge, i);
        }
    }
    properties_free(&properties);
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
    properties_merge(merge, "properties", restricted);
    if (restricted) {
        patterns_merge(merge);
    } else {
        properties_merge(merge, "patternProperties", false);
    }
    additional_merge(merge);
}

static void properties_merge_or_keep(struct merge *merge)
{
    if (!properties_are_of_one(merge)) {
        properties_merge_all(merge);
        return;
    }
    for (size_t i = 0; i < PROPERTY_KEY_COUNT; i++) {
        const struct tree_member *member = load_merge_first(merge, property_keys[i]);

        if (member != NULL) {
            load_merge_add(merge, member);
        }
    }
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

/* Whether `additionalProperties` of all schemas are schemas. */
static bool additional_is_good(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, "additionalProperties");

        if (member != NULL &&
            !loader_expect_map_or_boolean(merge->loader, member->value, member->key)) {
            merge->refused = true;
            return false;
        }
    }
    return true;
}

void load_merge_objects(struct merge *merge)
{
    if (!additional_is_good(merge) || !parts_are_maps(merge, "properties") ||
        !parts_are_maps(merge, "patternProperties") || !parts_are_maps(merge, "dependentSchemas")) {
        return;
    }
    properties_merge(merge, "dependentSchemas", false);
    properties_merge_or_keep(merge);
    load_merge_parts_names(merge, "required");
    load_merge_parts_schema(merge,
                            merge->loader->minor == 0 ? "x-dg-property-names" : "propertyNames");
}
