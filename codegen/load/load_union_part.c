/* The alternatives of a choice, as far as the choice looks at them: the types and listed values of
 * schemas, through references, allOf and choices. Reports nothing: schemas that are in use are read
 * again. */
#include <stdlib.h>

#include "common/memory.h"

#include "load/load_keywords.h"
#include "load/load_union.h"
#include "runtime/decimal.h"

/* Limits, the same for each choice */

#define UNION_MAX_WORK 20000
#define UNION_MAX_DEPTH 24

bool load_union_enter(struct union_search *search)
{
    search->depth++;
    search->tired =
        search->tired || ++search->work > UNION_MAX_WORK || search->depth > UNION_MAX_DEPTH;
    return !search->tired;
}

void load_union_leave(struct union_search *search)
{
    search->depth--;
}

/* References */

/* Whether a reference says nothing but its target. */
static bool part_is_alone(const struct loader *loader, const struct tree *reference)
{
    for (size_t i = 0; loader->minor > 0 && i < reference->count; i++) {
        if (keywords_restricts(loader, &reference->members[i])) {
            return false;
        }
    }
    return true;
}

static const struct tree *part_target(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_reference_next(loader, reference);

    return next != NULL && load_reference_check(loader, reference, next, "a schema") ? next : NULL;
}

/* The end of the references at a node, or a reference with keywords beside it; NULL: there is
 * none. */
static const struct tree *part_follow(struct union_search *search, const struct tree *node,
                                      bool *nullable)
{
    struct load_way way = {.count = 0};

    while (node != NULL && load_reference_is(node)) {
        *nullable = *nullable || load_merge_is_nullable(search->loader, node);
        if (!part_is_alone(search->loader, node)) {
            return node;
        }
        node = load_reference_add(search->loader, &way, node) ? part_target(search->loader, node)
                                                              : NULL;
    }
    return node;
}

static const struct tree *part_end(struct union_search *search, const struct tree *node)
{
    bool nullable = false;

    return part_follow(search, node, &nullable);
}

const struct tree *load_union_choice(const struct tree *schema)
{
    const struct tree *any = tree_get(schema, "anyOf");
    const struct tree *one = tree_get(schema, "oneOf");
    const struct tree *list = any == NULL ? one : any;

    return (any == NULL) != (one == NULL) && list->kind == TREE_LIST ? list : NULL;
}

/* The schemas that values of a schema satisfy, too: of allOf, then the target of a reference that
 * has keywords beside it. NULL: there is none with the index. */
static const struct tree *part_also(struct union_search *search, const struct tree *schema,
                                    size_t index)
{
    const struct tree *list = tree_get(schema, "allOf");
    size_t count = list != NULL && list->kind == TREE_LIST ? list->count : 0;

    if (index < count) {
        return list->members[index].value;
    }
    return index == count && load_reference_is(schema) ? part_target(search->loader, schema) : NULL;
}

/* Types */

static const struct {
    const char *name;
    unsigned bits;
} part_types[] = {
    {"null", UNION_BIT(NULL)},       {"boolean", UNION_BIT(BOOLEAN)},
    {"integer", UNION_BIT(INTEGER)}, {"number", UNION_BIT(INTEGER) | UNION_BIT(FRACTION)},
    {"string", UNION_BIT(STRING)},   {"array", UNION_BIT(ARRAY)},
    {"object", UNION_BIT(OBJECT)},
};

static unsigned part_named_type(const struct tree *name)
{
    for (size_t i = 0; i < sizeof part_types / sizeof part_types[0]; i++) {
        if (name->kind == TREE_STRING &&
            dg_text_equal(name->text, dg_text_of(part_types[i].name))) {
            return part_types[i].bits;
        }
    }
    return 0;
}

/* The types that `type` and, in OpenAPI 3.0, `nullable` beside it state. */
unsigned load_union_stated_types(const struct tree *schema)
{
    const struct tree *type = tree_get(schema, "type");
    const struct tree *nullable = tree_get(schema, "nullable");
    unsigned types = 0;

    if (type == NULL) {
        return UNION_ALL;
    }
    if (type->kind != TREE_LIST) {
        types = part_named_type(type);
    }
    for (size_t i = 0; type->kind == TREE_LIST && i < type->count; i++) {
        types |= part_named_type(type->members[i].value);
    }
    return nullable != NULL && nullable->boolean ? types | UNION_BIT(NULL) : types;
}

unsigned load_union_type_of(struct loader *loader, const struct tree *value)
{
    struct dg_decimal number;

    switch (value->kind) {
    case TREE_NULL:
        return UNION_BIT(NULL);
    case TREE_BOOLEAN:
        return UNION_BIT(BOOLEAN);
    case TREE_INTEGER:
    case TREE_FLOAT:
        number = dg_decimal_of(tree_number(value, loader->arena));
        return dg_decimal_is_integral(&number) ? UNION_BIT(INTEGER) : UNION_BIT(FRACTION);
    case TREE_STRING:
        return UNION_BIT(STRING);
    case TREE_LIST:
        return UNION_BIT(ARRAY);
    case TREE_MAP:
        return UNION_BIT(OBJECT);
    }
    return 0;
}

/* The types of the values that the schema lists itself; all if it lists none. */
static unsigned part_listed_types(struct loader *loader, const struct tree *schema)
{
    const struct tree *list = tree_get(schema, "enum");
    const struct tree *value = loader->minor == 0 ? NULL : tree_get(schema, "const");
    unsigned types = value == NULL ? UNION_ALL : load_union_type_of(loader, value);
    unsigned listed = 0;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        listed |= load_union_type_of(loader, list->members[i].value);
    }
    return list == NULL ? types : types & listed;
}

static bool part_is_named(const struct tree_member *member, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(member->key, dg_text_of(names[i]))) {
            return true;
        }
    }
    return false;
}

unsigned load_union_bits(unsigned types)
{
    static const struct {
        unsigned type;
        unsigned bits;
    } rows[] = {
        {KEYWORD_STRING, UNION_BIT(STRING)},
        {KEYWORD_INTEGER, UNION_BIT(INTEGER)},
        {KEYWORD_NUMBER, UNION_BIT(INTEGER) | UNION_BIT(FRACTION)},
        {KEYWORD_BOOLEAN, UNION_BIT(BOOLEAN)},
        {KEYWORD_OBJECT, UNION_BIT(OBJECT)},
        {KEYWORD_ARRAY, UNION_BIT(ARRAY)},
    };
    unsigned bits = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bits |= (types & rows[i].type) != 0 ? rows[i].bits : 0;
    }
    return bits;
}

/* The types of JSON that a keyword restricts. */
static unsigned part_restricted(const struct union_search *search, const struct tree_member *member)
{
    static const char *const types[] = {"type", "nullable"};
    unsigned of = keywords_types_of(search->loader, member->key);

    if (part_is_named(member, types, 2) || !keywords_restricts(search->loader, member)) {
        return 0;
    }
    return of == 0 ? UNION_ALL : load_union_bits(of);
}

/* Whether `type` names a type that OpenAPI's version doesn't have. */
static bool part_is_invalid(const struct loader *loader, const struct tree *type)
{
    bool invalid = false;

    for (size_t i = 0; type != NULL && type->kind == TREE_LIST && i < type->count; i++) {
        invalid = invalid || part_named_type(type->members[i].value) == 0;
    }
    return invalid || (type != NULL && type->kind != TREE_LIST &&
                       (part_named_type(type) == 0 ||
                        (loader->minor == 0 && part_named_type(type) == UNION_BIT(NULL))));
}

static void part_read_keywords(struct union_search *search, const struct tree *schema,
                               struct union_part *part)
{
    static const char *const known[] = {"enum", "const", "allOf", "anyOf", "oneOf"};

    part->types = load_union_stated_types(schema);
    part->invalid = part->invalid || part_is_invalid(search->loader, tree_get(schema, "type"));
    part->whole = part->types;
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];
        unsigned restricted = part_restricted(search, member);

        part->whole &= ~restricted;
        part->opaque =
            part->opaque || (restricted == UNION_ALL &&
                             !part_is_named(member, known, sizeof known / sizeof known[0]));
        part->implied = part->implied || (restricted != 0 && restricted != UNION_ALL &&
                                          tree_get(schema, "type") == NULL);
    }
    part->types &= part_listed_types(search->loader, schema);
}

/* Narrows a schema by those beside it. */
static void part_read_also(struct union_search *search, const struct tree *schema,
                           struct union_part *part)
{
    const struct tree *also;

    for (size_t i = 0; (also = part_also(search, schema, i)) != NULL; i++) {
        struct union_part member;

        part->whole = 0;
        load_union_read_part(search, also, &member);
        part->types &= member.types;
        part->opaque = part->opaque || member.opaque;
        part->implied = part->implied || member.implied;
    }
}

/* Narrows a schema by those of its choice. */
static void part_read_choice(struct union_search *search, const struct tree *schema,
                             struct union_part *part)
{
    const struct tree *list = load_union_choice(schema);
    unsigned types = 0;
    size_t nulls = 0;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        struct union_part member;

        load_union_read_part(search, list->members[i].value, &member);
        types |= member.types;
        nulls += (member.types & UNION_BIT(NULL)) != 0 && !member.opaque;
        part->opaque = part->opaque || member.opaque;
        part->implied = part->implied || member.implied;
    }
    if (tree_get(schema, "oneOf") != NULL && nulls > 1) {
        types &= ~UNION_BIT(NULL);
    }
    part->types &= list == NULL ? UNION_ALL : types;
    part->opaque =
        part->opaque ||
        (list == NULL && (tree_get(schema, "anyOf") != NULL || tree_get(schema, "oneOf") != NULL));
}

void load_union_read_part(struct union_search *search, const struct tree *node,
                          struct union_part *part)
{
    const struct tree *schema;

    *part = (struct union_part){.node = node, .types = UNION_ALL, .opaque = true};
    if (!load_union_enter(search)) {
        load_union_leave(search);
        return;
    }
    schema = part_follow(search, node, &part->nullable);
    part->component = load_reference_is(node);
    part->schema = schema;
    if (schema != NULL && schema->kind == TREE_BOOLEAN) {
        part->types = schema->boolean ? UNION_ALL : 0;
        part->whole = part->types;
        part->opaque = false;
    } else if (schema != NULL && schema->kind == TREE_MAP) {
        part->opaque = false;
        part_read_keywords(search, schema, part);
        part_read_also(search, schema, part);
        part_read_choice(search, schema, part);
        part->whole &= part->types;
    }
    part->types |= part->nullable ? UNION_BIT(NULL) : 0;
    load_union_leave(search);
}

/* Listed values */

static void values_add(struct union_values *values, const struct tree *value)
{
    if (values->count == values->capacity) {
        values->capacity = values->capacity == 0 ? 16 : values->capacity * 2;
        values->items = memory_grow(values->items, values->capacity * sizeof(struct tree *));
    }
    values->items[values->count++] = value;
}

void load_union_free_values(struct union_values *values)
{
    free(values->items);
    *values = (struct union_values){.items = NULL};
}

/* Whether a schema restricts values by nothing but the keywords that list them. */
static bool values_are_all(const struct union_search *search, const struct tree *schema)
{
    static const char *const known[] = {"type", "nullable", "enum", "const"};

    for (size_t i = 0; i < schema->count; i++) {
        if (keywords_restricts(search->loader, &schema->members[i]) &&
            !part_is_named(&schema->members[i], known, sizeof known / sizeof known[0])) {
            return false;
        }
    }
    return tree_get(schema, "enum") == NULL || tree_get(schema, "const") == NULL;
}

/* Adds the values that the schema lists itself and that are of its types. */
static bool values_of_own(struct union_search *search, const struct tree *schema,
                          struct union_values *values)
{
    const struct tree *list = tree_get(schema, "enum");
    const struct tree *value = search->loader->minor == 0 ? NULL : tree_get(schema, "const");
    unsigned types = load_union_stated_types(schema);

    if ((list == NULL && value == NULL) || tree_get(schema, "x-dg-open") != NULL) {
        return false;
    }
    if (value != NULL) {
        values_add(values, value);
        return true;
    }
    for (size_t i = 0; i < list->count; i++) {
        if ((load_union_type_of(search->loader, list->members[i].value) & types) != 0) {
            values_add(values, list->members[i].value);
        }
    }
    return true;
}

/* Adds the values of each schema of a choice. Returns false if one lists none. */
static bool values_of_choice(struct union_search *search, const struct tree *list,
                             struct union_values *values, bool *exact)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!load_union_list(search, list->members[i].value, values, exact)) {
            return false;
        }
    }
    return list->count > 0;
}

static bool values_of_parts(struct union_search *search, const struct tree *schema,
                            struct union_values *values, bool *exact)
{
    const struct tree *choice = load_union_choice(schema);
    const struct tree *also;
    size_t count = values->count;

    for (size_t i = 0; (also = part_also(search, schema, i)) != NULL; i++) {
        *exact = false;
        if (load_union_list(search, also, values, exact)) {
            return true;
        }
        values->count = count;
    }
    *exact = *exact && tree_get(schema, "anyOf") != NULL && tree_get(schema, "type") == NULL &&
             schema->count > 0;
    return choice != NULL && values_of_choice(search, choice, values, exact);
}

bool load_union_list(struct union_search *search, const struct tree *schema,
                     struct union_values *values, bool *exact)
{
    bool listed = false;

    if (load_union_enter(search)) {
        bool nullable = false;

        schema = part_follow(search, schema, &nullable);
        *exact = *exact && !nullable;
        if (schema != NULL && schema->kind == TREE_MAP) {
            if (values_of_own(search, schema, values)) {
                *exact = *exact && values_are_all(search, schema);
                listed = true;
            } else {
                listed = values_of_parts(search, schema, values, exact);
            }
        }
    }
    load_union_leave(search);
    return listed;
}

/* Properties */

/* Whether the property may be writeOnly in OpenAPI 3.0: then responses may lack it, though it is
 * required. */
static bool tags_are_released(struct union_search *search, const struct tree *schema,
                              struct dg_text name)
{
    static const char *const keys[] = {"writeOnly", "allOf", "anyOf", "oneOf"};
    const struct tree_member *property = tree_find(tree_get(schema, "properties"), name);
    bool released = false;

    if (search->loader->minor == 0 && property != NULL) {
        schema = part_end(search, property->value);
        for (size_t i = 0; schema != NULL && i < sizeof keys / sizeof keys[0]; i++) {
            released = released || tree_get(schema, keys[i]) != NULL;
        }
    }
    return released;
}

static bool tags_are_required(struct union_search *search, const struct tree *schema,
                              struct dg_text name)
{
    const struct tree *list = tree_get(schema, "required");

    if (tags_are_released(search, schema, name)) {
        return false;
    }
    for (size_t i = 0; list != NULL && list->kind == TREE_LIST && i < list->count; i++) {
        if (dg_text_equal(list->members[i].value->text, name)) {
            return true;
        }
    }
    return false;
}

/* What a schema says about a property. */
struct tags {
    struct dg_text name;
    struct union_values *values;
    bool listed;
    bool required;
};

static void tags_read(struct union_search *search, const struct tree *node, struct tags *tags);

/* Reads what each schema of a choice says: it is known if all of them say it. */
static void tags_read_choice(struct union_search *search, const struct tree *list,
                             struct tags *tags)
{
    bool listed = true;
    bool required = true;
    size_t count = tags->values->count;

    for (size_t i = 0; i < list->count; i++) {
        struct tags part = {tags->name, tags->values, false, false};
        struct union_part facts;

        load_union_read_part(search, list->members[i].value, &facts);
        if ((facts.types & UNION_BIT(OBJECT)) != 0) {
            tags_read(search, list->members[i].value, &part);
            listed = listed && part.listed;
            required = required && part.required;
        }
    }
    if (tags->listed || !listed) {
        tags->values->count = count;
    }
    tags->listed = tags->listed || listed;
    tags->required = tags->required || required;
}

static void tags_read_map(struct union_search *search, const struct tree *schema, struct tags *tags)
{
    const struct tree_member *property = tree_find(tree_get(schema, "properties"), tags->name);
    const struct tree *choice = load_union_choice(schema);
    const struct tree *also;
    bool exact = true;

    tags->required = tags->required || tags_are_required(search, schema, tags->name);
    if (!tags->listed && property != NULL) {
        size_t count = tags->values->count;

        tags->listed = load_union_list(search, property->value, tags->values, &exact);
        tags->values->count = tags->listed ? tags->values->count : count;
    }
    for (size_t i = 0; (also = part_also(search, schema, i)) != NULL; i++) {
        tags_read(search, also, tags);
    }
    if (choice != NULL) {
        tags_read_choice(search, choice, tags);
    }
}

static void tags_read(struct union_search *search, const struct tree *node, struct tags *tags)
{
    if (load_union_enter(search)) {
        const struct tree *schema = part_end(search, node);

        if (schema != NULL && schema->kind == TREE_MAP) {
            tags_read_map(search, schema, tags);
        }
    }
    load_union_leave(search);
}

bool load_union_list_tags(struct union_search *search, const struct tree *schema,
                          struct dg_text name, struct union_values *values, bool *optional)
{
    struct tags tags = {name, values, false, false};

    tags_read(search, schema, &tags);
    *optional = *optional || !tags.required;
    return tags.listed;
}

void load_union_add_names(struct union_search *search, const struct tree *node,
                          struct union_values *names)
{
    const struct tree *schema = load_union_enter(search) ? part_end(search, node) : NULL;
    const struct tree *properties = schema == NULL ? NULL : tree_get(schema, "properties");
    const struct tree *choice = schema == NULL ? NULL : load_union_choice(schema);
    const struct tree *also;

    for (size_t i = 0; properties != NULL && properties->kind == TREE_MAP && i < properties->count;
         i++) {
        values_add(names, properties->members[i].value);
    }
    for (size_t i = 0; schema != NULL && (also = part_also(search, schema, i)) != NULL; i++) {
        load_union_add_names(search, also, names);
    }
    for (size_t i = 0; choice != NULL && i < choice->count; i++) {
        load_union_add_names(search, choice->members[i].value, names);
    }
    load_union_leave(search);
}

void load_union_add_required(struct union_search *search, const struct tree *node,
                             struct union_values *names)
{
    const struct tree *schema = load_union_enter(search) ? part_end(search, node) : NULL;
    const struct tree *list = schema == NULL ? NULL : tree_get(schema, "required");
    const struct tree *also;

    for (size_t i = 0; list != NULL && list->kind == TREE_LIST && i < list->count; i++) {
        const struct tree *name = list->members[i].value;

        if (name->kind == TREE_STRING && !tags_are_released(search, schema, name->text)) {
            values_add(names, name);
        }
    }
    for (size_t i = 0; schema != NULL && (also = part_also(search, schema, i)) != NULL; i++) {
        load_union_add_required(search, also, names);
    }
    load_union_leave(search);
}

/* Whether a schema has no values. */
static bool forbids_all(struct union_search *search, const struct tree *schema)
{
    struct union_part part;

    load_union_read_part(search, schema, &part);
    return part.types == 0;
}

/* The list that is all that a schema says; NULL: it says something else. */
static const struct tree *forbids_only(const struct union_search *search, const struct tree *schema,
                                       const char *key)
{
    const struct tree *list = tree_get(schema, key);

    for (size_t i = 0; schema->kind == TREE_MAP && i < schema->count; i++) {
        if (schema->members[i].value != list &&
            keywords_restricts(search->loader, &schema->members[i])) {
            return NULL;
        }
    }
    return list != NULL && list->kind == TREE_LIST ? list : NULL;
}

/* Whether `not` has the schema {required: [name]}, or a choice of such schemas. */
static bool forbids_not(const struct union_search *search, const struct tree *schema,
                        struct dg_text name)
{
    const struct tree *names = forbids_only(search, schema, "required");
    const struct tree *any = forbids_only(search, schema, "anyOf");

    for (size_t i = 0; any != NULL && i < any->count; i++) {
        const struct tree *one = forbids_only(search, any->members[i].value, "required");

        if (one != NULL && one->count == 1 && dg_text_equal(one->members[0].value->text, name)) {
            return true;
        }
    }
    return names != NULL && names->count == 1 && dg_text_equal(names->members[0].value->text, name);
}

/* Whether a schema doesn't allow the property by what it says itself. */
static bool forbids_itself(struct union_search *search, const struct tree *schema,
                           struct dg_text name)
{
    const struct tree_member *property = tree_find(tree_get(schema, "properties"), name);
    const struct tree *others = tree_get(schema, "additionalProperties");
    const struct tree *not = tree_get(schema, "not");

    if (not != NULL && forbids_not(search, not, name)) {
        return true;
    }
    if (property != NULL) {
        return forbids_all(search, property->value);
    }
    return others != NULL && tree_get(schema, "patternProperties") == NULL &&
           forbids_all(search, others);
}

/* Whether each schema of a choice that has objects forbids the property. */
static bool forbids_each(struct union_search *search, const struct tree *list, struct dg_text name)
{
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        struct union_part part;

        load_union_read_part(search, list->members[i].value, &part);
        if ((part.types & UNION_BIT(OBJECT)) != 0 &&
            !load_union_forbids(search, list->members[i].value, name)) {
            return false;
        }
    }
    return list != NULL;
}

bool load_union_forbids(struct union_search *search, const struct tree *node, struct dg_text name)
{
    const struct tree *schema = load_union_enter(search) ? part_end(search, node) : NULL;
    const struct tree *also;
    bool forbids = false;

    if (schema != NULL && schema->kind == TREE_MAP) {
        forbids = forbids_itself(search, schema, name) ||
                  forbids_each(search, load_union_choice(schema), name);
        for (size_t i = 0; !forbids && (also = part_also(search, schema, i)) != NULL; i++) {
            forbids = load_union_forbids(search, also, name);
        }
    }
    load_union_leave(search);
    return forbids;
}
