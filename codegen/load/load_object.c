/* Schemas that have others inside: objects, maps and lists. */
#include "base/memory.h"
#include "common/suggestion.h"
#include "load/loader.h"
#include "runtime/reader.h"

/* A map of at most so many entries is part of its struct. */
#define OBJECT_INLINE_ENTRIES 32

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
    const struct tree *properties = tree_get(draft->node, "properties");
    const struct tree_member *member = tree_find(properties, wire);

    return member != NULL ? &draft->properties[member - properties->members] : NULL;
}

static void object_report_undeclared(struct loader *loader, const struct draft *draft,
                                     const struct tree *name)
{
    struct suggestion suggestion = suggestion_for(name->text);

    diag_error(loader->diag, DIAG_REQUIRED, name->at, "'%.*s' is required but no property",
               DIAG_TEXT(name->text));
    if (!diag_is_open(loader->diag)) {
        return;
    }
    for (size_t i = 0; i < draft->type.property_count; i++) {
        suggestion_offer(&suggestion, draft->properties[i].wire);
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

static void object_read_required(struct loader *loader, struct draft *draft)
{
    const struct tree *list = loader_get(loader, draft->node, "required", TREE_LIST);

    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct tree *name = list->members[i].value;
        struct model_property *property;
        const struct tree *other;

        property = object_find(draft, name->text);
        if (name->kind != TREE_STRING) {
            diag_error(loader->diag, DIAG_VALUE, name->at,
                       "a required name must be a string, not %s", tree_kind_name(name->kind));
        } else if (property == NULL) {
            object_report_undeclared(loader, draft, name);
        } else if (property->required) {
            other = object_find_other(list, i);
            diag_error(loader->diag, DIAG_REQUIRED, name->at, "'%.*s' is required twice",
                       DIAG_TEXT(name->text));
            if (other != NULL) {
                diag_note(loader->diag, other->at, "the other one is here");
            }
        } else {
            property->required = true;
        }
    }
}

static void object_read_property(struct loader *loader, struct draft *draft, size_t index,
                                 const struct tree_member *member)
{
    struct schema_use use = loader_use(loader, member->value);
    struct model_property *property = &draft->properties[index];

    property->at = member->at;
    property->wire = member->key;
    property->use = (struct model_use){&use.draft->type, use.nullable};
    property->description = use.description;
    draft->parts[index] = use.draft;
}

/* What additionalProperties says beside properties. */
static enum model_unknown object_unknown(struct loader *loader, const struct tree *node)
{
    const struct tree_member *member = tree_find(node, dg_text_of("additionalProperties"));

    if (member == NULL) {
        return MODEL_UNKNOWN_WARNS;
    }
    if (member->value->kind == TREE_BOOLEAN) {
        return member->value->boolean ? MODEL_UNKNOWN_ALLOWED : MODEL_UNKNOWN_REFUSED;
    }
    if (member->value->kind == TREE_MAP &&
        loader_use(loader, member->value).draft->type.kind == MODEL_JSON) {
        return MODEL_UNKNOWN_ALLOWED;
    }
    diag_error(loader->diag, member->value->kind == TREE_MAP ? DIAG_UNSUPPORTED : DIAG_VALUE,
               member->value->at, "beside 'properties', 'additionalProperties' must be a boolean");
    return MODEL_UNKNOWN_ALLOWED;
}

static void object_check_names(struct loader *loader, const struct tree *node)
{
    const struct tree_member *names = tree_find(node, dg_text_of("propertyNames"));

    if (names != NULL) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, names->at,
                   "'propertyNames' beside 'properties' is not supported");
    }
}

/* In OpenAPI 3.0 `required` says nothing of responses where a property is writeOnly (3.0.3,
 * "Fixed Fields" of the Schema Object). In 3.1 writeOnly is an annotation. */
static void object_release_write_only(struct loader *loader, struct draft *draft)
{
    for (size_t i = 0; loader->minor == 0 && i < draft->type.property_count; i++) {
        const struct tree *write_only = tree_get(draft->parts[i]->node, "writeOnly");

        if (write_only != NULL && write_only->boolean) {
            draft->properties[i].required = false;
        }
    }
}

/* That there are as many names as minProperties asks for. */
static void object_check_names_left(struct loader *loader, const struct draft *draft)
{
    const struct tree_member *min = tree_find(draft->node, dg_text_of("minProperties"));

    if (min == NULL || draft->type.unknown != MODEL_UNKNOWN_REFUSED ||
        draft->type.count.min <= draft->type.property_count) {
        return;
    }
    diag_error(loader->diag, DIAG_LIMITS, min->at,
               "nothing can match: 'minProperties' is more than the number of properties");
    diag_note(loader->diag, tree_find(draft->node, dg_text_of("additionalProperties"))->at,
              "no others are allowed");
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
    diag_error(loader->diag, DIAG_LIMITS, max->at,
               "nothing can match: 'maxProperties' is less than the number of required properties");
    diag_note(loader->diag, required->at, "they are listed here");
}

void loader_read_object(struct loader *loader, struct draft *draft)
{
    const struct tree *properties = loader_get(loader, draft->node, "properties", TREE_MAP);
    size_t count;

    if (properties == NULL) {
        return;
    }
    count = properties->count;
    if (count > DG_MAX_PROPERTIES) {
        diag_error(loader->diag, DIAG_PROPERTIES, properties->members[DG_MAX_PROPERTIES].at,
                   "more than %d properties in one object", DG_MAX_PROPERTIES);
        return;
    }
    draft->properties = memory_arena_new(loader->arena, count * sizeof *draft->properties);
    draft->parts = memory_arena_new(loader->arena, count * sizeof(struct draft *));
    for (size_t i = 0; i < count; i++) {
        object_read_property(loader, draft, i, &properties->members[i]);
    }
    draft->part_count = count;
    draft->type.properties = draft->properties;
    draft->type.property_count = count;
    object_read_required(loader, draft);
    object_release_write_only(loader, draft);
    for (size_t i = 0; i < count; i++) {
        if (!draft->properties[i].required || draft->properties[i].use.nullable) {
            draft->parts[i]->type.has_opt = draft->parts[i]->type.kind >= MODEL_ENUM;
        }
    }
    draft->type.unknown = object_unknown(loader, draft->node);
    draft->type.count = loader_length(loader, draft->node, "minProperties", "maxProperties");
    object_check_names(loader, draft->node);
    object_check_count(loader, draft);
    object_check_names_left(loader, draft);
}

/* Maps and lists */

/* Reads the schema of values or items; NULL: they may be anything. */
static void object_read_element(struct loader *loader, struct draft *draft,
                                const struct tree *schema)
{
    struct schema_use use = {.draft = loader->anything, .nullable = true};

    if (schema != NULL) {
        use = loader_use(loader, schema);
    }
    draft->type.item = (struct model_use){&use.draft->type, use.nullable};
    draft->parts = memory_arena_new(loader->arena, sizeof(struct draft *));
    draft->parts[0] = use.draft;
    draft->part_count = 1;
    if (use.draft->type.kind == MODEL_ENUM || (use.draft->type.kind > MODEL_ENUM && use.nullable)) {
        use.draft->type.has_opt = true;
    }
}

/* The schema of a map's values; NULL: anything. */
static const struct tree *map_values(struct loader *loader, const struct tree *node)
{
    const struct tree *values = tree_get(node, "additionalProperties");

    if (values == NULL || values->kind == TREE_MAP) {
        return values;
    }
    if (values->kind != TREE_BOOLEAN) {
        diag_error(loader->diag, DIAG_VALUE, values->at,
                   "'additionalProperties' must be a mapping or a boolean, not %s",
                   tree_kind_name(values->kind));
    } else if (!values->boolean) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, values->at,
                   "an object that may have no member at all is not supported");
    }
    return NULL;
}

static struct model_length map_names(struct loader *loader, const struct tree *node)
{
    const struct tree *names = loader_get(loader, node, "propertyNames", TREE_MAP);
    const struct tree *type;

    if (names == NULL) {
        return (struct model_length){0, UINT64_MAX};
    }
    keywords_check(names, KEYWORD_NAMES, loader->minor, loader->diag);
    type = loader_get(loader, names, "type", TREE_STRING);
    if (type != NULL && !dg_text_equal(type->text, dg_text_of("string"))) {
        diag_error(loader->diag, DIAG_TYPE, type->at, "names are always strings");
    }
    return loader_length(loader, names, "minLength", "maxLength");
}

void loader_read_map(struct loader *loader, struct draft *draft)
{
    struct model_type *type = &draft->type;

    object_read_element(loader, draft, map_values(loader, draft->node));
    object_read_required(loader, draft);
    type->length = map_names(loader, draft->node);
    type->count = loader_length(loader, draft->node, "minProperties", "maxProperties");
    if (type->count.max <= OBJECT_INLINE_ENTRIES) {
        type->inline_capacity = (size_t)type->count.max;
    }
}

void loader_read_list(struct loader *loader, struct draft *draft)
{
    const struct tree *items = tree_get(draft->node, "items");

    if (items == NULL && loader->minor == 0) {
        diag_error(loader->diag, DIAG_MISSING, draft->node->at,
                   "in OpenAPI 3.0 an array needs 'items'");
    }
    object_read_element(loader, draft, items);
    draft->type.count = loader_length(loader, draft->node, "minItems", "maxItems");
}
