/* Keywords beside $ref (OpenAPI 3.1): the value must satisfy both, so they are merged into a copy
 * of the schema that the reference leads to, if that is exact. */
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_keywords.h"

/* Values */

static bool merge_is_number(const struct tree *node)
{
    return node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;
}

/* Compares two numbers. *comparable is false if one can't be written in JSON. */
static int merge_compare(struct loader *loader, const struct tree *a, const struct tree *b,
                         bool *comparable)
{
    struct dg_text left = tree_number(a, loader->arena);
    struct dg_text right = tree_number(b, loader->arena);

    *comparable = left.length > 0 && right.length > 0;
    return *comparable ? dg_number_compare(left, right) : 0;
}

/* Whether two values are equal (JSON Schema 2020-12, 4.2.2). */
static bool merge_same(struct loader *loader, const struct tree *a, const struct tree *b)
{
    bool comparable;

    if (merge_is_number(a) && merge_is_number(b)) {
        return merge_compare(loader, a, b, &comparable) == 0 && comparable;
    }
    if (a->kind != b->kind || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct tree_member *other =
            a->kind == TREE_LIST ? &b->members[i] : tree_find(b, a->members[i].key);

        if (other == NULL || !merge_same(loader, a->members[i].value, other->value)) {
            return false;
        }
    }
    return a->kind == TREE_BOOLEAN ? a->boolean == b->boolean
                                   : a->kind != TREE_STRING || dg_text_equal(a->text, b->text);
}

static bool merge_lists(struct loader *loader, const struct tree *list, const struct tree *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (merge_same(loader, list->members[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* The merged schema under construction: a map with the parent of the reference. */
struct merge {
    struct loader *loader;
    struct tree *node;
    struct tree_member *members;
};

/* Ends a merge: the map has that many members. */
static const struct tree *merge_finish(struct merge *merge)
{
    merge->node->members = merge->members;
    tree_sort(merge->node, merge->loader->arena);
    return merge->node;
}

static struct tree_member *merge_find(const struct merge *merge, const char *key)
{
    for (size_t i = 0; i < merge->node->count; i++) {
        if (dg_text_equal(merge->members[i].key, dg_text_of(key))) {
            return &merge->members[i];
        }
    }
    return NULL;
}

static void merge_remove(struct merge *merge, const char *key)
{
    struct tree_member *member = merge_find(merge, key);

    if (member != NULL) {
        merge->node->count--;
        memmove(member, member + 1,
                (size_t)(merge->members + merge->node->count - member) * sizeof *member);
    }
}

/* A list or map without children, with room for `count`, in place of the value of a keyword. */
static struct tree *merge_new(const struct merge *merge, const struct tree *like, size_t count,
                              struct tree_member **members)
{
    struct tree *node = memory_arena_new(merge->loader->arena, sizeof *node);

    *members = memory_arena_new(merge->loader->arena, (count + 1) * sizeof **members);
    *node = *like;
    node->members = *members;
    node->count = 0;
    return node;
}

/* Refusals */

/* Reports a keyword that can't be merged. Returns false. */
static bool merge_refuse(const struct merge *merge, const struct tree_member *beside,
                         const char *why)
{
    diag_error(merge->loader->diag, DIAG_REF_SIBLING, beside->at, "'%.*s' beside $ref %s",
               DIAG_TEXT(beside->key), why);
    keywords_note_removal(merge->loader, beside->value);
    return false;
}

static bool merge_refuse_other(const struct merge *merge, const struct tree_member *beside,
                               const struct tree_member *member, const char *why)
{
    merge_refuse(merge, beside, why);
    diag_note(merge->loader->diag, member->at, "the schema of the reference has it here");
    return false;
}

/* Keywords. Each function merges a keyword, beside $ref, with the same keyword of the schema. They
 * return false, with an error, if no schema says both. */

static bool merge_smaller(const struct merge *merge, struct tree_member *member,
                          const struct tree_member *beside)
{
    bool comparable;
    int order;

    if (!merge_is_number(member->value) || !merge_is_number(beside->value)) {
        return merge_refuse_other(merge, beside, member, "must be a number");
    }
    order = merge_compare(merge->loader, beside->value, member->value, &comparable);
    if (order < 0) {
        *member = *beside;
    }
    return true;
}

static bool merge_larger(const struct merge *merge, struct tree_member *member,
                         const struct tree_member *beside)
{
    struct tree_member before = *member;

    if (!merge_smaller(merge, member, beside)) {
        return false;
    }
    *member = member->value == beside->value ? before : *beside;
    return true;
}

/* Keeps the one that is a multiple of the other. */
static bool merge_multiple(const struct merge *merge, struct tree_member *member,
                           const struct tree_member *beside)
{
    struct dg_text number = tree_number(member->value, merge->loader->arena);
    struct dg_text other = tree_number(beside->value, merge->loader->arena);
    bool divisors = merge_is_number(member->value) && merge_is_number(beside->value) &&
                    dg_number_is_divisor(number) && dg_number_is_divisor(other);

    if (divisors && dg_number_is_multiple(other, number)) {
        *member = *beside;
        return true;
    }
    return (divisors && dg_number_is_multiple(number, other)) ||
           merge_refuse_other(merge, beside, member, "is not a multiple of that of the schema");
}

static bool merge_equal(const struct merge *merge, struct tree_member *member,
                        const struct tree_member *beside)
{
    return merge_same(merge->loader, member->value, beside->value) ||
           merge_refuse_other(merge, beside, member, "differs from that of the schema");
}

static bool merge_enum(const struct merge *merge, struct tree_member *member,
                       const struct tree_member *beside)
{
    struct tree_member *members;
    struct tree *list = merge_new(merge, beside->value, beside->value->count, &members);

    if (member->value->kind != TREE_LIST || beside->value->kind != TREE_LIST) {
        return merge_refuse_other(merge, beside, member, "must be a list");
    }
    for (size_t i = 0; i < beside->value->count; i++) {
        if (merge_lists(merge->loader, member->value, beside->value->members[i].value)) {
            members[list->count++] = beside->value->members[i];
        }
    }
    if (list->count == 0) {
        return merge_refuse_other(merge, beside, member, "has no value of the schema's");
    }
    *member = (struct tree_member){beside->at, beside->key, list};
    return true;
}

static bool merge_required(const struct merge *merge, struct tree_member *member,
                           const struct tree_member *beside)
{
    const struct tree *first = member->value;
    const struct tree *second = beside->value;
    struct tree_member *members;
    struct tree *list = merge_new(merge, first, first->count + second->count, &members);

    if (first->kind != TREE_LIST || second->kind != TREE_LIST) {
        return merge_refuse_other(merge, beside, member, "must be a list");
    }
    for (size_t i = 0; i < first->count; i++) {
        members[list->count++] = first->members[i];
    }
    for (size_t i = 0; i < second->count; i++) {
        if (!merge_lists(merge->loader, first, second->members[i].value)) {
            members[list->count++] = second->members[i];
        }
    }
    *member = (struct tree_member){beside->at, beside->key, list};
    return true;
}

/* Types */

static const char *const merge_types[] = {"null",   "boolean", "string", "integer",
                                          "number", "object",  "array"};

#define MERGE_TYPE_COUNT (sizeof merge_types / sizeof merge_types[0])
#define MERGE_INTEGER 8u
#define MERGE_NUMBER 16u

/* A type as a bit; 0: it is unknown. A number may be an integer. */
static unsigned merge_type(const struct tree *node)
{
    for (size_t i = 0; node->kind == TREE_STRING && i < MERGE_TYPE_COUNT; i++) {
        if (dg_text_equal(node->text, dg_text_of(merge_types[i]))) {
            return 1U << i | (1U << i == MERGE_NUMBER ? MERGE_INTEGER : 0);
        }
    }
    return 0;
}

/* The types of a keyword as bits; 0: one is unknown. */
static unsigned merge_all_types(const struct tree *node)
{
    unsigned types = node->kind == TREE_LIST ? 0 : merge_type(node);

    for (size_t i = 0; node->kind == TREE_LIST && i < node->count; i++) {
        unsigned type = merge_type(node->members[i].value);

        if (type == 0) {
            return 0;
        }
        types |= type;
    }
    return types;
}

/* A list of the types. */
static struct tree *merge_type_list(const struct merge *merge, const struct tree *like,
                                    unsigned types)
{
    struct tree_member *members;
    struct tree *list = merge_new(merge, like, MERGE_TYPE_COUNT, &members);

    list->kind = TREE_LIST;
    for (size_t i = 0; i < MERGE_TYPE_COUNT; i++) {
        struct tree_member *ignored;
        struct tree *item;

        if ((types & 1U << i) == 0 || (1U << i == MERGE_INTEGER && (types & MERGE_NUMBER) != 0)) {
            continue;
        }
        item = merge_new(merge, like, 0, &ignored);
        item->kind = TREE_STRING;
        item->text = dg_text_of(merge_types[i]);
        members[list->count++] = (struct tree_member){like->at, {"", 0}, item};
    }
    return list;
}

/* Merges `type`, also with the schema's `nullable`, which is read as a type. */
static bool merge_stated_type(struct merge *merge, const struct tree_member *beside)
{
    struct tree_member *member = merge_find(merge, "type");
    const struct tree_member *nullable = merge_find(merge, "nullable");
    unsigned stated = merge_all_types(beside->value);
    unsigned types = stated;

    if (member != NULL) {
        unsigned others = merge_all_types(member->value);

        others |= nullable != NULL && nullable->value->boolean ? 1U : 0;
        if (others == 0 || stated == 0) {
            return merge_refuse_other(merge, beside, member, "names a type that is unknown");
        }
        types &= others;
    }
    if (member != NULL && types == 0) {
        return merge_refuse_other(merge, beside, member, "allows no value of the schema's type");
    }
    if (nullable != NULL && nullable->value->kind == TREE_BOOLEAN) {
        merge_remove(merge, "nullable");
    }
    member = merge_find(merge, "type");
    member = member == NULL ? &merge->members[merge->node->count++] : member;
    *member = *beside;
    if (types != stated) {
        member->value = merge_type_list(merge, beside->value, types);
    }
    return true;
}

/* The keyword of the schema that restricts members that it doesn't list; NULL: none. */
static const struct tree_member *merge_closed(const struct merge *merge)
{
    static const char *const keys[] = {"additionalProperties", "unevaluatedProperties"};

    for (size_t i = 0; i < 2; i++) {
        const struct tree_member *member = merge_find(merge, keys[i]);

        if (member != NULL && !(member->value->kind == TREE_BOOLEAN && member->value->boolean)) {
            return member;
        }
    }
    return NULL;
}

/* Properties, whose names must be new. */
static bool merge_properties(struct merge *merge, const struct tree_member *beside)
{
    struct tree_member *member = merge_find(merge, "properties");
    const struct tree_member *additional = merge_closed(merge);
    const struct tree *first = member == NULL ? NULL : member->value;
    const struct tree *second = beside->value;
    struct tree_member *members;
    struct tree *map;

    if (additional != NULL) {
        return merge_refuse_other(merge, beside, additional,
                                  "is not supported: the schema restricts other members");
    }
    if (second->kind != TREE_MAP || (first != NULL && first->kind != TREE_MAP)) {
        return merge_refuse(merge, beside, "must be a mapping");
    }
    map = merge_new(merge, second, second->count + (first == NULL ? 0 : first->count), &members);
    for (size_t i = 0; first != NULL && i < first->count; i++) {
        members[map->count++] = first->members[i];
    }
    for (size_t i = 0; i < second->count; i++) {
        const struct tree_member *other = tree_find(first, second->members[i].key);

        if (other != NULL) {
            merge_refuse_other(merge, &second->members[i], other, "is a property of the schema");
            return false;
        }
        members[map->count++] = second->members[i];
    }
    tree_sort(map, merge->loader->arena);
    member = member == NULL ? &merge->members[merge->node->count++] : member;
    *member = (struct tree_member){beside->at, beside->key, map};
    return true;
}

/* The keywords that depend on no keyword beside them. */
static const struct merge_row {
    const char *key;
    bool (*merge)(const struct merge *merge, struct tree_member *member,
                  const struct tree_member *beside);
} merge_rows[] = {
    {"minLength", merge_larger},
    {"maxLength", merge_smaller},
    {"minimum", merge_larger},
    {"maximum", merge_smaller},
    {"exclusiveMinimum", merge_larger},
    {"exclusiveMaximum", merge_smaller},
    {"multipleOf", merge_multiple},
    {"minItems", merge_larger},
    {"maxItems", merge_smaller},
    {"minProperties", merge_larger},
    {"maxProperties", merge_smaller},
    {"enum", merge_enum},
    {"const", merge_equal},
    {"format", merge_equal},
    {"required", merge_required},
};

/* Whether the schema has a keyword of ours or a boolean, after which enums and limits mean
 * something else. */
static bool merge_is_special(const struct merge *merge)
{
    static const char *const keys[] = {"exclusiveMinimum", "exclusiveMaximum"};

    for (size_t i = 0; i < 2; i++) {
        const struct tree_member *member = merge_find(merge, keys[i]);

        if (member != NULL && member->value->kind == TREE_BOOLEAN) {
            return true;
        }
    }
    return merge_find(merge, "x-dg-open") != NULL || merge_find(merge, "x-dg-const") != NULL;
}

static bool merge_keyword(struct merge *merge, const struct tree_member *beside)
{
    if (dg_text_equal(beside->key, dg_text_of("type"))) {
        return merge_stated_type(merge, beside);
    }
    if (dg_text_equal(beside->key, dg_text_of("properties"))) {
        return merge_properties(merge, beside);
    }
    for (size_t i = 0; i < sizeof merge_rows / sizeof merge_rows[0]; i++) {
        struct tree_member *member = merge_find(merge, merge_rows[i].key);

        if (!dg_text_equal(beside->key, dg_text_of(merge_rows[i].key))) {
            continue;
        }
        if (beside->value->kind == TREE_BOOLEAN && strncmp(merge_rows[i].key, "exc", 3) == 0) {
            break;
        }
        if (member == NULL) {
            merge->members[merge->node->count++] = *beside;
            return true;
        }
        return merge_rows[i].merge(merge, member, beside);
    }
    return merge_refuse(merge, beside, "is not supported");
}

/* Schemas */

/* Begins a schema with the keywords of `map`, which may be true, in place of the reference. */
static struct merge merge_begin(struct loader *loader, const struct tree *reference,
                                const struct tree *map)
{
    struct merge merge = {.loader = loader};

    merge.node = memory_arena_new(loader->arena, sizeof *merge.node);
    *merge.node = *reference;
    merge.node->count = 0;
    merge.members = memory_arena_new(loader->arena,
                                     (map->count + reference->count + 2) * sizeof *merge.members);
    for (size_t i = 0; i < map->count; i++) {
        if (!dg_text_equal(map->members[i].key, dg_text_of("x-dg-name"))) {
            merge.members[merge.node->count++] = map->members[i];
        }
    }
    return merge;
}

/* Takes over an annotation: that beside $ref is nearer. */
static void merge_describe(struct merge *merge, const struct tree_member *beside)
{
    struct tree_member *member = NULL;

    if (dg_text_equal(beside->key, dg_text_of("$ref")) ||
        dg_text_equal(beside->key, dg_text_of("nullable"))) {
        return; /* the reference's lead has them */
    }
    for (size_t i = 0; i < merge->node->count; i++) {
        if (dg_text_equal(merge->members[i].key, beside->key)) {
            member = &merge->members[i];
        }
    }
    member = member == NULL ? &merge->members[merge->node->count++] : member;
    *member = *beside;
}

/* The schema that says what `map` and the keywords beside $ref say. NULL, with an error, if there
 * is none. */
static const struct tree *merge_beside(struct loader *loader, const struct tree *reference,
                                       const struct tree *map)
{
    struct merge merge = merge_begin(loader, reference, map);
    bool special = merge_is_special(&merge);
    bool good = true;

    for (size_t i = 0; i < reference->count; i++) {
        const struct tree_member *beside = &reference->members[i];

        if (!keywords_restricts(loader, beside)) {
            merge_describe(&merge, beside);
        } else if (special) {
            good = merge_refuse(&merge, beside,
                                "is not supported: the schema has 'x-dg-open', "
                                "'x-dg-const' or a boolean limit");
        } else {
            good = merge_keyword(&merge, beside) && good;
        }
    }
    return good ? merge_finish(&merge) : NULL;
}

/* The first keyword beside $ref that restricts values; NULL: none. */
static const struct tree_member *merge_first(const struct loader *loader,
                                             const struct tree *reference)
{
    for (size_t i = 0; i < reference->count; i++) {
        if (keywords_restricts(loader, &reference->members[i])) {
            return &reference->members[i];
        }
    }
    return NULL;
}

static const struct tree *merge_next(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_reference_next(loader, reference);

    return next != NULL && load_reference_check(loader, reference, next, "a schema") ? next : NULL;
}

/* The end of the chain of references. NULL, with an error, if there is none to merge with. */
static const struct tree *merge_end(struct loader *loader, const struct tree *reference,
                                    struct load_way *way)
{
    const struct merge merge = {.loader = loader};
    const struct tree *node = reference;

    while (node != NULL && load_reference_is(node)) {
        if (node != reference && tree_get(node, "nullable") != NULL) {
            merge_refuse(&merge, merge_first(loader, reference),
                         "is not supported: the reference leads to one with 'nullable'");
            return NULL;
        }
        node = load_reference_add(loader, way, node) ? merge_next(loader, node) : NULL;
    }
    if (node != NULL && keywords_have(loader, node, KEYWORD_WALK_CHOICE)) {
        merge_refuse(&merge, merge_first(loader, reference),
                     "is not supported: the reference leads to a choice of schemas");
        return NULL;
    }
    return node;
}

const struct tree *load_merge_follow(struct loader *loader, const struct tree *reference)
{
    struct load_way way = {.count = 0};
    const struct tree *node;

    if (loader->minor == 0) {
        keywords_check_siblings(loader, reference);
        return merge_next(loader, reference);
    }
    keywords_note_siblings(loader, reference);
    if (merge_first(loader, reference) == NULL) {
        return merge_next(loader, reference);
    }
    node = merge_end(loader, reference, &way);
    if (node != NULL && node->kind == TREE_BOOLEAN && !node->boolean) {
        return node; /* no value can be less than none */
    }
    for (size_t i = way.count; node != NULL && i-- > 0;) {
        if (i == 0 || merge_first(loader, way.steps[i]) != NULL) {
            node = merge_beside(loader, way.steps[i], node);
        }
    }
    return node;
}

void load_merge_note_nullable(struct loader *loader, const struct tree_member *nullable)
{
    if (loader->minor > 0) {
        diag_noted(loader->diag, DIAG_KEYWORD_VERSION, nullable->at,
                   "OpenAPI 3.1 has no 'nullable'; it is read as in 3.0");
    }
}

bool load_merge_is_nullable(struct loader *loader, const struct tree *reference)
{
    const struct tree_member *nullable = tree_find(reference, dg_text_of("nullable"));

    if (loader->minor == 0 || nullable == NULL ||
        !loader_expect(loader, nullable->value, TREE_BOOLEAN, nullable->key)) {
        return false;
    }
    load_merge_note_nullable(loader, nullable);
    return nullable->value->boolean;
}

/* `const` beside `enum` */

const struct tree *load_merge_listed(struct loader *loader, const struct tree *schema)
{
    const struct tree *list = tree_get(schema, "enum");
    const struct tree_member *value = tree_find(schema, dg_text_of("const"));
    struct merge merge;

    if (loader->minor == 0 || list == NULL || list->kind != TREE_LIST || value == NULL) {
        return schema;
    }
    if (!merge_lists(loader, list, value->value)) {
        diag_error(loader->diag, DIAG_ENUM, value->at,
                   "no value can match: 'enum' does not list the value of 'const'");
        diag_note(loader->diag, list->at, "the values are listed here");
    }
    merge = merge_begin(loader, schema, schema);
    merge_remove(&merge, "enum");
    return merge_finish(&merge);
}
