/* Schemas that contain others: objects, maps and lists. */
#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"
#include "load/load_union.h"
#include "runtime/reader.h"

/* Objects */

static const struct tree *object_find_other(const struct tree *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(list->members[i].value->text, list->members[count].value->text)) {
            return list->members[i].value;
        }
    }
    return NULL;
}

static struct model_property *object_find(struct draft *draft, struct dg_text wire)
{
    const struct tree_member *member = tree_find(tree_get(draft->node, "properties"), wire);

    if (member != NULL) {
        return &draft->properties[member - tree_get(draft->node, "properties")->members];
    }
    for (size_t i = draft->listed_count; i < draft->type.property_count; i++) {
        if (dg_text_equal(draft->properties[i].wire, wire)) {
            return &draft->properties[i];
        }
    }
    return NULL;
}

static void object_check_required(struct loader *loader, struct draft *draft)
{
    const struct tree *list = draft->required;

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct tree *name = list->members[i].value;
        struct model_property *property;
        const struct tree *other;

        property = object_find(draft, name->text);
        if (name->kind != TREE_STRING) {
            diag_error(loader->diag, DIAG_VALUE, name->at,
                       "a required name must be a string, not %s", tree_kind_name(name->kind));
        } else if (property == NULL) {
            diag_error(loader->diag, DIAG_REQUIRED, name->at,
                       "'%.*s' is required but is not a property", DIAG_TEXT(name->text));
        } else if (property->required) {
            other = object_find_other(list, i);
            diag_noted(loader->diag, DIAG_REQUIRED, name->at, "'%.*s' is required twice",
                       DIAG_TEXT(name->text));
            if (other != NULL) {
                diag_note(loader->diag, other->at, "the other occurrence is here");
            }
        } else {
            property->required = true;
        }
    }
}

static void object_read_property(struct loader *loader, struct draft *draft, size_t index,
                                 const struct tree_member *member)
{
    struct schema_use use = load_schema_use(loader, load_others_listed(loader, draft, index));
    struct model_property *property = &draft->properties[index];

    property->at = member->at;
    property->wire = member->key;
    property->use = (struct model_use){&use.draft->type, use.nullable};
    property->description = use.description;
    property->deprecated = use.deprecated;
    draft->released[index] = use.write_only;
    draft->parts[index] = use.draft;
}

static bool object_allows_anything(const struct draft *draft)
{
    return draft->type.kind == MODEL_JSON && draft->type.any == NULL;
}

/* additionalProperties beside properties. */
static enum model_unknown object_unknown(struct loader *loader, const struct tree *node)
{
    if (!loader_expect_map_or_boolean(loader, node, dg_text_of("additionalProperties"))) {
        return MODEL_UNKNOWN_ALLOWED;
    }
    if (node->kind == TREE_BOOLEAN) {
        return node->boolean ? MODEL_UNKNOWN_ALLOWED : MODEL_UNKNOWN_REFUSED;
    }
    return object_allows_anything(load_schema_use(loader, node).draft) ? MODEL_UNKNOWN_ALLOWED
                                                                       : MODEL_UNKNOWN_JUDGED;
}

/* In OpenAPI 3.0 `required` doesn't apply to responses if the property is writeOnly (3.0.3, "Fixed
 * Fields" of the Schema Object). In 3.1 writeOnly is an annotation. */
static void object_release_write_only(struct draft *draft)
{
    for (size_t i = 0; i < draft->type.property_count; i++) {
        if (draft->released[i]) {
            draft->properties[i].required = false;
        }
    }
}

/* Checks that there are as many names as minProperties requires. */
static void object_check_names_left(struct loader *loader, const struct draft *draft)
{
    const struct tree_member *min = tree_find(draft->node, dg_text_of("minProperties"));

    if (min == NULL || draft->type.unknown != MODEL_UNKNOWN_REFUSED ||
        draft->type.matched != NULL || draft->type.count.min <= draft->type.property_count) {
        return;
    }
    loader_no_value(loader, draft->node, min->at,
                    "'minProperties' is more than the number of properties");
    diag_note(loader->diag, tree_find(draft->node, dg_text_of("additionalProperties"))->at,
              "other properties are not allowed here");
}

static void object_check_count(struct loader *loader, const struct draft *draft)
{
    const struct tree_member *max = tree_find(draft->node, dg_text_of("maxProperties"));
    const struct tree_member *required = tree_find(draft->node, dg_text_of("required"));
    uint64_t count = 0;

    for (size_t i = 0; i < draft->type.property_count; i++) {
        count += draft->properties[i].required;
    }
    if (max == NULL || count <= draft->type.count.max) {
        return;
    }
    loader_no_value(loader, draft->node, max->at,
                    "'maxProperties' is less than the number of required properties");
    diag_note(loader->diag, required->at, "the required properties are listed here");
}

/* Adds a property that `properties` doesn't list. */
static void object_add_unlisted(struct loader *loader, struct draft *draft,
                                const struct load_name *name)
{
    struct draft *part = load_others_schema(loader, draft, name->text);
    struct model_property *property = &draft->properties[draft->type.property_count];

    property->at = name->at;
    property->wire = name->text;
    property->use = (struct model_use){&part->type, part->nullable};
    draft->released[draft->type.property_count] = part->write_only;
    draft->parts[draft->type.property_count++] = part;
}

/* Adds a property for a required name that `properties` doesn't list. */
static void object_add_required(struct loader *loader, struct draft *draft, const struct tree *name)
{
    struct suggestion suggestion = suggestion_for(name->text);

    if (!draft->within) { /* otherwise the schema around it mostly lists the name */
        diag_noted(loader->diag, DIAG_REQUIRED, name->at,
                   "'%.*s' is required but is not a property", DIAG_TEXT(name->text));
    }
    for (size_t i = 0; !draft->within && diag_is_open(loader->diag) && i < draft->listed_count;
         i++) {
        suggestion_offer(&suggestion, draft->properties[i].wire);
    }
    if (!draft->within) {
        diag_did_you_mean(loader->diag, suggestion.nearest);
    }
    object_add_unlisted(loader, draft, &(struct load_name){name->text, name->at});
}

/* Adds properties for the names in `dependentRequired`. */
static void object_add_dependents(struct loader *loader, struct draft *draft)
{
    size_t count = load_dependent_names(loader, draft->node, NULL);
    struct load_name *names = memory_arena_new(loader->arena, (count + 1) * sizeof *names);

    load_dependent_names(loader, draft->node, names);
    for (size_t i = 0; i < count; i++) {
        if (object_find(draft, names[i].text) == NULL) {
            object_add_unlisted(loader, draft, &names[i]);
        }
    }
}

static void object_add_all_required(struct loader *loader, struct draft *draft)
{
    const struct tree *required = tree_get(draft->node, "required");

    for (size_t i = 0; required != NULL && required->kind == TREE_LIST && i < required->count;
         i++) {
        const struct tree *name = required->members[i].value;

        if (name->kind == TREE_STRING && object_find(draft, name->text) == NULL) {
            object_add_required(loader, draft, name);
        }
    }
    object_add_dependents(loader, draft);
    draft->part_count = draft->type.property_count;
}

/* The number of required names that `properties` doesn't list; repeated ones count twice. */
static size_t object_count_unlisted(const struct tree *schema, const struct tree *properties)
{
    const struct tree *required = tree_get(schema, "required");
    size_t count = 0;

    for (size_t i = 0; required != NULL && required->kind == TREE_LIST && i < required->count;
         i++) {
        count += tree_find(properties, required->members[i].value->text) == NULL;
    }
    return count;
}

/* `properties` may be NULL. */
static void object_read_properties(struct loader *loader, struct draft *draft,
                                   const struct tree *properties)
{
    size_t count = properties == NULL ? 0 : properties->count;
    size_t room = count + object_count_unlisted(draft->node, properties) +
                  load_dependent_names(loader, draft->node, NULL);

    if (room > DG_MAX_PROPERTIES) {
        diag_error(loader->diag, DIAG_PROPERTIES,
                   count > DG_MAX_PROPERTIES ? properties->members[DG_MAX_PROPERTIES].at
                                             : draft->node->at,
                   "more than %d properties in one object", DG_MAX_PROPERTIES);
        return;
    }
    draft->properties = memory_arena_new(loader->arena, (room + 1) * sizeof *draft->properties);
    draft->parts = memory_arena_new(loader->arena, (room + 2) * sizeof(struct draft *));
    draft->released = memory_arena_new(loader->arena, room + 1);
    draft->type.properties = draft->properties;
    for (size_t i = 0; i < count; i++) {
        object_read_property(loader, draft, i, &properties->members[i]);
    }
    draft->type.property_count = count;
    draft->listed_count = count;
    object_add_all_required(loader, draft);
}

void load_object_properties(const struct keyword_value *value, struct draft *draft)
{
    if (draft->type.kind == MODEL_OBJECT) {
        object_read_properties(value->loader, draft, value->node);
    }
}

void load_object_required(const struct keyword_value *value, struct draft *draft)
{
    draft->required = value->node;
}

void load_object_rules(const struct keyword_value *value, struct draft *draft)
{
    draft->rules = value->member;
}

static void object_finish(struct loader *loader, struct draft *draft)
{
    if (tree_get(draft->node, "properties") == NULL) {
        object_read_properties(loader, draft, NULL);
    }
    if (draft->properties == NULL) {
        return; /* they have errors */
    }
    object_check_required(loader, draft);
    load_dependent_finish(loader, draft);
    object_release_write_only(draft);
    for (size_t i = 0; i < draft->type.property_count; i++) {
        if (!draft->properties[i].required || draft->properties[i].use.nullable) {
            draft->parts[i]->type.has_opt = model_kind_is_named(draft->parts[i]->type.kind);
        }
    }
    load_names_of_object(loader, draft);
    load_limit_check(loader, draft->node, &draft->type);
    load_others_finish(loader, draft);
    object_check_count(loader, draft);
    object_check_names_left(loader, draft);
}

/* Maps and lists */

/* Reads the schema of a map's values. */
static void map_read_values(struct loader *loader, struct draft *draft, const struct tree *values)
{
    struct schema_use use;

    if (loader_expect_map_or_boolean(loader, values, dg_text_of("additionalProperties")) &&
        values->kind == TREE_MAP) {
        use = load_schema_use(loader, values);
        loader_set_element(loader, draft, &use);
    }
}

void load_object_additional(const struct keyword_value *value, struct draft *draft)
{
    if (draft->type.kind == MODEL_OBJECT) {
        draft->type.unknown = object_unknown(value->loader, value->node);
        draft->others = draft->type.unknown == MODEL_UNKNOWN_JUDGED ? value->node : NULL;
    } else if (draft->type.kind == MODEL_MAP) {
        map_read_values(value->loader, draft, value->node);
    }
}

void load_object_items(const struct keyword_value *value, struct draft *draft)
{
    struct schema_use use;

    if (draft->type.kind != MODEL_LIST) {
        return; /* it has no effect on objects, which was noted */
    }
    if (load_subschema_has_prefix(value->loader, draft->node)) {
        return; /* read with `prefixItems` */
    }
    use = load_schema_use(value->loader, value->node);
    loader_set_element(value->loader, draft, &use);
}

/* Values or items without a schema may be anything. */
static void object_finish_element(struct loader *loader, struct draft *draft)
{
    struct schema_use use = {.draft = loader->anything, .nullable = true};

    if (draft->part_count == 0) {
        loader_set_element(loader, draft, &use);
    }
}

static void map_finish(struct loader *loader, struct draft *draft)
{
    struct model_type *type = &draft->type;

    object_finish_element(loader, draft);
    object_check_required(loader, draft); /* reports names that are listed */
    load_names_of_map(loader, draft);
    load_limit_check(loader, draft->node, type);
    if (type->count.max <= LOAD_INLINE_ENTRIES) {
        type->inline_capacity = (size_t)type->count.max;
    }
}

static void list_finish(struct loader *loader, struct draft *draft)
{
    if (draft->part_count == 0 && loader->minor == 0 && !draft->type.implied &&
        !draft->node->joined) {
        diag_noted(loader->diag, DIAG_MISSING, draft->node->at,
                   "in OpenAPI 3.0 an array needs 'items'; without it, items may be any JSON");
    }
    object_finish_element(loader, draft);
    load_limit_check(loader, draft->node, &draft->type);
}

void load_object_unique(const struct keyword_value *value, struct draft *draft)
{
    draft->type.unique = draft->type.kind == MODEL_LIST && value->node->boolean;
}

static void object_finish_kind(struct loader *loader, struct draft *draft)
{
    if (draft->type.is_others || draft->type.is_matched) {
        return; /* finished with its object */
    }
    switch (model_kind_form(draft->type.kind)) {
    case MODEL_FORM_PROPERTIES:
        keywords_load_parts(loader, draft->node, draft);
        object_finish(loader, draft);
        break;
    case MODEL_FORM_ENTRIES:
        keywords_load_parts(loader, draft->node, draft);
        map_finish(loader, draft);
        break;
    case MODEL_FORM_ITEMS:
        keywords_load_parts(loader, draft->node, draft);
        list_finish(loader, draft);
        break;
    case MODEL_FORM_ALTERNATIVES:
        load_union_finish(loader, draft);
        break;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
    case MODEL_FORM_VALUE:
        break;
    }
}

void load_object_finish_all(struct loader *loader)
{
    const struct diag_link *before = loader->diag->chain;

    for (; loader->finished < loader->count; loader->finished++) {
        loader->diag->chain = loader->drafts[loader->finished]->chain;
        object_finish_kind(loader, loader->drafts[loader->finished]);
        load_subschema_finish(loader, loader->drafts[loader->finished]);
    }
    loader->diag->chain = before;
}
