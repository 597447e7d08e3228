/* Keywords that judge a value by other schemas: choices that aren't between null and one schema,
 * `not`, `if`, `contains`, `dependentSchemas`. Such a value is decoded by its other keywords, and
 * then its text is judged again. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/load_keywords.h"

static struct draft *subschema_draft(const struct model_type *type)
{
    return (struct draft *)(uintptr_t)type; /* its first member */
}

/* Reading */

static const struct model_type *subschema_type(struct loader *loader, const struct tree *node)
{
    struct schema_use use = load_schema_use(loader, node);

    use.draft->within = use.draft->within || use.draft->node == node;
    return &load_schema_document(loader, &use)->type;
}

/* Adds a keyword with room for that many schemas. */
static struct model_subschema *subschema_add(struct subschema_list *list,
                                             enum model_applicator applicator, size_t count,
                                             const struct tree_member *member)
{
    struct model_subschema *item = &list->items[list->count++];

    *item = (struct model_subschema){
        .applicator = applicator,
        .at = member->at,
        .types =
            memory_arena_new(list->loader->arena, (count + 1) * sizeof(const struct model_type *)),
        .count = count,
        .matches = MODEL_ANY_COUNT,
    };
    return item;
}

/* The schemas of a keyword, while they are read. */
static const struct model_type **subschema_types(struct model_subschema *item)
{
    return (const struct model_type **)(uintptr_t)item->types;
}

static void subschema_add_one(const struct keyword_value *value, struct subschema_list *list,
                              enum model_applicator applicator)
{
    struct model_subschema *item = subschema_add(list, applicator, 1, value->member);

    subschema_types(item)[0] = subschema_type(value->loader, value->node);
}

static void subschema_add_list(const struct keyword_value *value, struct subschema_list *list,
                               enum model_applicator applicator)
{
    const struct tree *nodes = value->node;
    struct model_subschema *item;

    if (nodes->count == 0) {
        diag_error(value->loader->diag, DIAG_ANY_OF, nodes->at, "'%.*s' is an empty list",
                   DIAG_TEXT(value->member->key));
        return;
    }
    item = subschema_add(list, applicator, nodes->count, value->member);
    for (size_t i = 0; i < nodes->count; i++) {
        subschema_types(item)[i] = subschema_type(value->loader, nodes->members[i].value);
    }
}

/* Reads the choices, of which a conjunction may have several. */
static void subschema_add_choices(struct loader *loader, const struct tree *node,
                                  struct subschema_list *list)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct tree_member *member = &node->members[i];
        const struct keyword_value value = {loader, NULL, member, member->value};
        bool one_of = dg_text_equal(member->key, dg_text_of("oneOf"));

        if ((one_of || dg_text_equal(member->key, dg_text_of("anyOf"))) &&
            loader_expect(loader, member->value, TREE_LIST, member->key)) {
            list->alternatives = true;
            subschema_add_list(&value, list, one_of ? MODEL_ONE_OF : MODEL_ANY_OF);
        }
    }
}

/* Judges listed values by what is beside the list. */
static void subschema_add_listed(struct draft *draft, struct subschema_list *list)
{
    const struct tree_member member = {.at = draft->listed->at};
    struct model_subschema *item = subschema_add(list, MODEL_ANY_OF, 1, &member);
    struct schema_use use = load_schema_use(list->loader, draft->listed);

    use.draft->type.pointer = draft->type.pointer;
    use.draft->within = true;
    subschema_types(item)[0] = &load_schema_document(list->loader, &use)->type;
    subschema_draft(item->types[0])->type.pointer = draft->type.pointer;
}

void load_subschema_not(const struct keyword_value *value, struct subschema_list *list)
{
    subschema_add_one(value, list, MODEL_NOT);
}

void load_subschema_if(const struct keyword_value *value, struct subschema_list *list)
{
    const struct tree *branches[] = {tree_get(value->node->parent, "then"),
                                     tree_get(value->node->parent, "else")};
    struct model_subschema *item;

    if (branches[0] == NULL && branches[1] == NULL) {
        return; /* `if` alone restricts nothing */
    }
    item = subschema_add(list, MODEL_IF, 3, value->member);
    subschema_types(item)[0] = subschema_type(value->loader, value->node);
    for (size_t i = 0; i < 2; i++) {
        if (branches[i] != NULL) {
            subschema_types(item)[1 + i] = subschema_type(value->loader, branches[i]);
        }
    }
}

void load_subschema_beside(const struct keyword_value *value, struct subschema_list *list)
{
    /* Read with `if` or `contains`, without which it restricts nothing. */
    (void)value;
    (void)list;
}

void load_subschema_contains(const struct keyword_value *value, struct subschema_list *list)
{
    const struct tree *schema = value->node->parent;
    struct model_subschema *item = subschema_add(list, MODEL_CONTAINS, 1, value->member);

    subschema_types(item)[0] = subschema_type(value->loader, value->node);
    item->has_min = tree_get(schema, "minContains") != NULL;
    item->matches.min = 1;
    load_limit_matches(value->loader, schema, &item->matches);
}

bool load_subschema_has_prefix(const struct loader *loader, const struct tree *schema)
{
    const struct tree *list = loader->minor == 0 ? NULL : tree_get(schema, "prefixItems");

    return list != NULL && list->kind == TREE_LIST && list->count > 0;
}

void load_subschema_prefix(const struct keyword_value *value, struct subschema_list *list)
{
    const struct tree *items = tree_get(value->node->parent, "items");
    size_t count = value->node->count;

    if (!loader_expect_items(value->loader, value->member)) {
        return;
    }
    subschema_add_list(value, list, MODEL_PREFIX_ITEMS);
    if (list->count > 0) {
        struct model_subschema *item = &list->items[list->count - 1];

        item->count = count + 1; /* there is room */
        subschema_types(item)[count] = items == NULL ? NULL : subschema_type(value->loader, items);
    }
}

void load_subschema_dependent(const struct keyword_value *value, struct subschema_list *list)
{
    for (size_t i = 0; i < value->node->count; i++) {
        const struct tree_member *member = &value->node->members[i];
        struct model_subschema *item = subschema_add(list, MODEL_DEPENDENT, 1, member);

        item->property = member->key;
        subschema_types(item)[0] = subschema_type(value->loader, member->value);
    }
}

static const struct model_type *subschema_part(struct loader *loader, const struct tree *node)
{
    struct schema_use use = load_schema_use(loader, node);

    return &load_schema_document(loader, &use)->type;
}

/* Adds patternProperties, if no type holds the values of all patterns, and propertyNames, if its
 * keywords aren't limits of names. */
static void subschema_add_members(struct loader *loader, const struct draft *draft,
                                  struct subschema_list *list)
{
    struct model_subschema *item;

    if (draft->scattered) {
        item = subschema_add(list, MODEL_PATTERN_PROPERTIES, draft->type.name_pattern_count,
                             tree_find(draft->node, dg_text_of("patternProperties")));
        item->patterns = draft->type.name_patterns;
        for (size_t i = 0; i < item->count; i++) {
            subschema_types(item)[i] = subschema_part(loader, draft->matches[i]->value);
        }
    }
    if (draft->naming != NULL) {
        item = subschema_add(list, MODEL_PROPERTY_NAMES, 1, draft->names);
        subschema_types(item)[0] = subschema_part(loader, draft->naming);
    }
}

/* The number of keywords that a schema may have, each member of dependentSchemas being one. */
static size_t subschema_room(const struct tree *node)
{
    const struct tree *dependent = tree_get(node, "dependentSchemas");

    return node->count + (dependent == NULL ? 0 : dependent->count);
}

void load_subschema_finish(struct loader *loader, struct draft *draft)
{
    struct subschema_list list = {.loader = loader};
    struct model_subschemas *subschemas;

    if (!draft->judged || draft->refused || draft->type.kind == MODEL_UNION) {
        return;
    }
    list.items =
        memory_arena_new(loader->arena, (subschema_room(draft->node) + 1) * sizeof *list.items);
    subschema_add_choices(loader, draft->node, &list);
    keywords_load_judged(loader, draft->node, &list);
    if (draft->listed != NULL) {
        subschema_add_listed(draft, &list);
    }
    subschema_add_members(loader, draft, &list);
    if (list.count == 0) {
        return;
    }
    subschemas = memory_arena_new(loader->arena, sizeof *subschemas);
    subschemas->list = list.items;
    subschemas->count = list.count;
    subschemas->null = draft->nullable && draft->type.kind != MODEL_JSON;
    subschemas->alternative_name = list.alternatives ? "alternative" : NULL;
    draft->type.subschemas = subschemas;
    draft->alternative = list.alternatives ? &subschemas->alternative_name : NULL;
}

/* Schemas that judge a value by themselves */

/* A schema, and the next of the schemas that judge the same value. */
struct subschema_step {
    struct draft *draft;
    size_t next;
};

/* The schema with that number among those that judge the same value. NULL: there is none. */
static struct draft *subschema_same(const struct draft *draft, size_t number)
{
    const struct model_subschemas *subschemas = draft->type.subschemas;

    if (draft->type.kind == MODEL_VALUE || draft->type.kind == MODEL_UNION) {
        return number < draft->part_count ? draft->parts[number] : NULL;
    }
    for (size_t i = 0; subschemas != NULL && i < subschemas->count; i++) {
        const struct model_subschema *item = &subschemas->list[i];

        for (size_t j = 0; j < item->count; j++) {
            if (!model_applies_to_parts(item->applicator) && item->types[j] != NULL &&
                number-- == 0) {
                return subschema_draft(item->types[j]);
            }
        }
    }
    return NULL;
}

static void subschema_report_circle(struct loader *loader, const struct draft *draft)
{
    diag_error(loader->diag, DIAG_RECURSION, draft->type.at,
               "the schema '%s' judges each value by itself, so no verdict is possible",
               draft->type.pointer);
}

static void subschema_visit(struct loader *loader, struct subschema_step *steps,
                            struct draft *first)
{
    size_t depth = 0;

    if (!first->judging_done) {
        first->judging = true;
        steps[depth++] = (struct subschema_step){first, 0};
    }
    while (depth > 0) {
        struct subschema_step *step = &steps[depth - 1];
        struct draft *next = subschema_same(step->draft, step->next++);

        if (next == NULL) {
            step->draft->judging = false;
            step->draft->judging_done = true;
            depth--;
        } else if (next->judging) {
            subschema_report_circle(loader, next);
        } else if (!next->judging_done) {
            next->judging = true;
            steps[depth++] = (struct subschema_step){next, 0};
        }
    }
}

void load_subschema_check(struct loader *loader, size_t first)
{
    struct subschema_step *steps = memory_new((loader->count - first + 1) * sizeof *steps);

    for (size_t i = first; i < loader->count; i++) {
        subschema_visit(loader, steps, loader->drafts[i]);
    }
    free(steps);
}
