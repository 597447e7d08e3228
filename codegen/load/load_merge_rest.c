/* Keywords of a conjunction that are merged on their own, and those that only one of its schemas
 * may have. */
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_equal.h"
#include "load/load_merge.h"

/* uniqueItems: true if one of the schemas says so. */
static void rest_merge_flag(struct merge *merge, struct tree_member *member,
                            const struct tree_member *other)
{
    if (!loader_expect(merge->loader, member->value, TREE_BOOLEAN, member->key) ||
        !loader_expect(merge->loader, other->value, TREE_BOOLEAN, other->key)) {
        merge->refused = true;
    } else if (other->value->boolean) {
        *member = *other;
    }
}

/* x-dg-rules: all. Also lists of names. */
static void rest_merge_lists(struct merge *merge, struct tree_member *member,
                             const struct tree_member *other)
{
    size_t room = member->value->count + other->value->count;
    struct tree *list = load_join_new(merge->loader, TREE_LIST, member->value, room);

    if (!loader_expect(merge->loader, member->value, TREE_LIST, member->key) ||
        !loader_expect(merge->loader, other->value, TREE_LIST, other->key)) {
        merge->refused = true;
        return;
    }
    list->parent = member->value->parent;
    list->step = member->value->step;
    for (size_t i = 0; i < member->value->count; i++) {
        load_join_add(list, &member->value->members[i]);
    }
    for (size_t i = 0; i < other->value->count; i++) {
        load_join_add(list, &other->value->members[i]);
    }
    member->value = list;
}

/* Keywords that are copied with another one, from the same schema. */
static const struct rest_group {
    const char *key;
    const char *with[2];
} rest_groups[] = {
    {"if", {"then", "else"}},
    {"contains", {"minContains", "maxContains"}},
    {"oneOf", {"discriminator", NULL}},
    {"anyOf", {"discriminator", NULL}},
};

/* not: neither schema may match. */
static void rest_merge_not(struct merge *merge, struct tree_member *member,
                           const struct tree_member *other)
{
    struct loader *loader = merge->loader;
    const struct tree *former = tree_get(member->value, "anyOf");
    bool more = member->value->joined && former != NULL;
    struct tree *list =
        load_join_new(loader, TREE_LIST, member->value, more ? former->count + 1 : 2);
    struct tree *map = load_join_new(loader, TREE_MAP, member->value, 1);

    for (size_t i = 0; more && i < former->count; i++) {
        load_join_add(list, &former->members[i]);
    }
    if (!more) {
        load_join_add(list, &(struct tree_member){member->at, dg_text_of(""), member->value});
    }
    load_join_add(list, &(struct tree_member){other->at, dg_text_of(""), other->value});
    for (size_t i = 0; i < list->count; i++) {
        if (list->members[i].value->parent == merge->node) {
            list->members[i].value->parent = list;
            list->members[i].value->step = i;
        }
    }
    list->parent = map;
    load_join_add(map, &(struct tree_member){member->at, dg_text_of("anyOf"), list});
    load_join_end(loader, map);
    load_join_place_inverse(loader, map, merge->node, "not");
    member->value = map;
}

/* Keeps both patterns: a string must match each. The result has the keyword twice then. */
static void rest_merge_pattern(struct merge *merge, struct tree_member *member,
                               const struct tree_member *other)
{
    (void)member;
    for (size_t i = 0; i < merge->member_count; i++) {
        const struct tree_member *pattern = &merge->members[i];

        if (dg_text_equal(pattern->key, other->key) &&
            load_equal(merge->loader, pattern->value, other->value)) {
            return;
        }
    }
    load_merge_add(merge, other);
}

void load_merge_state(struct merge *merge, const struct tree_member *like, struct tree *stated)
{
    struct loader *loader = merge->loader;
    struct tree *inverse = load_join_new(loader, TREE_MAP, like->value, 1);
    struct tree here = {.parent = merge->node, .step = merge->member_count};
    struct tree_member negation = {like->at, dg_text_of("not"), inverse};
    struct tree_member *known = load_merge_find(merge, "not");

    load_join_end(loader, stated);
    load_join_place(loader, stated, &(struct tree){.parent = inverse});
    load_join_add(inverse, &(struct tree_member){like->at, dg_text_of("not"), stated});
    load_join_end(loader, inverse);
    load_join_place(loader, inverse, &here);
    if (known == NULL) {
        load_merge_add(merge, &negation);
    } else {
        rest_merge_not(merge, known, &negation);
    }
}

/* Whether a keyword is a list of alternatives. */
static bool rest_is_choice(const struct tree_member *member)
{
    return member->value->kind == TREE_LIST && (dg_text_equal(member->key, dg_text_of("anyOf")) ||
                                                dg_text_equal(member->key, dg_text_of("oneOf")));
}

/* A copy of the list of a choice: what is beside alternatives is beside the list that has them. */
static struct tree *rest_copy_choice(struct loader *loader, const struct tree *list)
{
    struct tree *copy = load_join_new(loader, TREE_LIST, list, list->count);

    for (size_t i = 0; i < list->count; i++) {
        load_join_add(copy, &list->members[i]);
    }
    return copy;
}

/* Adds a keyword that the result has already, with those that belong to it (of the schema `beside`;
 * NULL: none): a value satisfies it if `not` a schema that says `not` the keyword. */
static void rest_add_again(struct merge *merge, const struct tree *beside,
                           const struct tree_member *member)
{
    struct tree *stated = load_join_new(merge->loader, TREE_MAP, member->value, 3);
    struct tree_member added = *member;

    if (rest_is_choice(member)) {
        added.value = rest_copy_choice(merge->loader, member->value);
        added.value->parent = stated;
    }
    load_join_add(stated, &added);
    for (size_t i = 0; beside != NULL && i < sizeof rest_groups / sizeof rest_groups[0]; i++) {
        for (size_t j = 0; j < 2 && dg_text_equal(member->key, dg_text_of(rest_groups[i].key));
             j++) {
            const char *with = rest_groups[i].with[j];
            const struct tree_member *other =
                with == NULL ? NULL : tree_find(beside, dg_text_of(with));

            if (other != NULL) {
                load_join_add(stated, other);
            }
        }
    }
    load_merge_state(merge, member, stated);
}

/* Whether the values of one format of numbers are values of the other one. */
static bool rest_is_narrower(struct dg_text format, struct dg_text other)
{
    static const char *const pairs[][2] = {
        {"int32", "int64"}, {"uint32", "int64"}, {"uint32", "uint64"}};

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (dg_text_equal(format, dg_text_of(pairs[i][0])) &&
            dg_text_equal(other, dg_text_of(pairs[i][1]))) {
            return true;
        }
    }
    return false;
}

/* format: the one that is judged, or the narrower one. */
static void rest_merge_format(struct merge *merge, struct tree_member *member,
                              const struct tree_member *other)
{
    bool text = member->value->kind == TREE_STRING && other->value->kind == TREE_STRING;
    bool judged = text && load_scalar_is_judged(merge->loader, member->value);
    bool other_judged = text && load_scalar_is_judged(merge->loader, other->value);

    if (load_equal(merge->loader, member->value, other->value)) {
        return;
    }
    if (text &&
        (!judged || (other_judged && rest_is_narrower(other->value->text, member->value->text)))) {
        *member = *other;
    } else if (!text ||
               (other_judged && !rest_is_narrower(member->value->text, other->value->text))) {
        rest_add_again(merge, NULL, other);
    }
}

static int64_t rest_common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* The least common multiple of two integers. 0: there is none of 18 digits. */
static int64_t rest_common_multiple(struct dg_text a, struct dg_text b)
{
    const int64_t most = INT64_C(999999999999999999);
    int64_t first;
    int64_t second;

    if (!dg_number_integer(a, &first) || !dg_number_integer(b, &second)) {
        return 0;
    }
    second /= rest_common_divisor(first, second);
    return second > most / first ? 0 : first * second;
}

/* multipleOf: the one that is a multiple of the other, or the least common multiple. */
static void rest_merge_multiple(struct merge *merge, struct tree_member *member,
                                const struct tree_member *other)
{
    struct loader *loader = merge->loader;
    bool numbers = load_equal_is_number(member->value) && load_equal_is_number(other->value);
    struct dg_text first = numbers ? tree_number(member->value, loader->arena) : dg_text_of("");
    struct dg_text second = numbers ? tree_number(other->value, loader->arena) : dg_text_of("");
    int64_t multiple;
    struct tree *value;

    if (!numbers || !dg_number_is_divisor(first) || !dg_number_is_divisor(second)) {
        rest_add_again(merge, NULL, other);
        return;
    }
    if (dg_number_is_multiple(first, second)) {
        return;
    }
    multiple = rest_common_multiple(first, second);
    if (dg_number_is_multiple(second, first)) {
        *member = *other;
    } else if (multiple == 0) {
        rest_add_again(merge, NULL, other);
    } else {
        value = load_join_new(loader, TREE_INTEGER, other->value, 0);
        value->text = dg_text_of(memory_arena_format(loader->arena, "%" PRId64, multiple));
        value->parent = merge->node;
        value->step = (size_t)(member - merge->members);
        member->value = value;
    }
}

/* dependentRequired: all names of both lists. */
static void rest_merge_dependent(struct merge *merge, struct tree_member *member,
                                 const struct tree_member *other)
{
    struct loader *loader = merge->loader;
    struct tree *map;

    if (!loader_expect(loader, member->value, TREE_MAP, member->key) ||
        !loader_expect(loader, other->value, TREE_MAP, other->key)) {
        merge->refused = true;
        return;
    }
    map =
        load_join_new(loader, TREE_MAP, member->value, member->value->count + other->value->count);
    for (size_t i = 0; i < member->value->count; i++) {
        struct tree_member names = member->value->members[i];
        const struct tree_member *more = tree_find(other->value, names.key);

        if (more != NULL) {
            rest_merge_lists(merge, &names, more);
        }
        load_join_add(map, &names);
    }
    for (size_t i = 0; i < other->value->count; i++) {
        if (tree_find(member->value, other->value->members[i].key) == NULL) {
            load_join_add(map, &other->value->members[i]);
        }
    }
    load_join_end(loader, map);
    map->parent = merge->node;
    map->step = (size_t)(member - merge->members);
    member->value = map;
}

/* The keywords that are merged on their own. */
static const struct rest_row {
    const char *key;
    void (*merge)(struct merge *merge, struct tree_member *member, const struct tree_member *other);
} rest_rows[] = {
    {"uniqueItems", rest_merge_flag},
    {"x-dg-rules", rest_merge_lists},
    {"dependentRequired", rest_merge_dependent},
    {"format", rest_merge_format},
    {"multipleOf", rest_merge_multiple},
    {"not", rest_merge_not},
    {"pattern", rest_merge_pattern},
    {"x-extensible-enum", rest_merge_lists},
};

/* Keywords that other functions merge, or that are nothing without another keyword beside them. */
static const char *const rest_others[] = {
    "unevaluatedProperties",
    "unevaluatedItems", /* read when schemas are collected */
    "type",
    "nullable",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "enum",
    "const",
    "x-dg-open",
    "x-dg-const",
    "properties",
    "additionalProperties",
    "required",
    "propertyNames",
    "x-dg-property-names",
    "items",
    "prefixItems",
    "writeOnly",
    "$ref",
    "allOf",
    "then",
    "else",
    "minContains",
    "maxContains",
    "discriminator",
    "patternProperties",
    "dependentSchemas",
};

static bool rest_is_other(struct dg_text key)
{
    for (size_t i = 0; i < sizeof rest_others / sizeof rest_others[0]; i++) {
        if (dg_text_equal(key, dg_text_of(rest_others[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether keywords may belong to the one with the key. */
static bool rest_has_group(struct dg_text key)
{
    for (size_t i = 0; i < sizeof rest_groups / sizeof rest_groups[0]; i++) {
        if (dg_text_equal(key, dg_text_of(rest_groups[i].key))) {
            return true;
        }
    }
    return false;
}

/* Copies the keywords that belong to the one with the key. */
static void rest_add_group(struct merge *merge, size_t index, struct dg_text key)
{
    for (size_t i = 0; i < sizeof rest_groups / sizeof rest_groups[0]; i++) {
        for (size_t j = 0; dg_text_equal(key, dg_text_of(rest_groups[i].key)) && j < 2; j++) {
            const char *with = rest_groups[i].with[j];
            const struct tree_member *member =
                with == NULL ? NULL : load_merge_of(merge, index, with);

            if (member != NULL && load_merge_find(merge, with) == NULL) {
                load_merge_add(merge, member);
            }
        }
    }
}

static void rest_add(struct merge *merge, const struct tree_member *member)
{
    if (rest_is_choice(member)) {
        load_merge_add_new(merge, member, rest_copy_choice(merge->loader, member->value));
    } else {
        load_merge_add(merge, member);
    }
}

static void rest_merge_member(struct merge *merge, size_t index, const struct tree_member *member)
{
    const char *key = memory_arena_copy(merge->loader->arena, member->key.data, member->key.length);
    struct tree_member *known = load_merge_find(merge, key);

    if (known == NULL) {
        rest_add(merge, member);
        rest_add_group(merge, index, member->key);
        return;
    }
    for (size_t i = 0; i < sizeof rest_rows / sizeof rest_rows[0]; i++) {
        if (dg_text_equal(member->key, dg_text_of(rest_rows[i].key))) {
            rest_rows[i].merge(merge, known, member);
            return;
        }
    }
    if (keywords_refuses(merge->loader, member->key)) {
        load_merge_refuse(merge, member, known);
    } else if (!load_equal(merge->loader, member->value, known->value) ||
               rest_has_group(member->key)) {
        rest_add_again(merge, merge->sources[index].node, member);
    }
}

void load_merge_rest(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree *node = merge->sources[i].node;

        for (size_t j = 0; j < node->count; j++) {
            const struct tree_member *member = &node->members[j];

            if (keywords_restricts(merge->loader, member) && !rest_is_other(member->key) &&
                load_merge_find_same(merge, member) == NULL) {
                rest_merge_member(merge, i, member);
            }
        }
    }
}
