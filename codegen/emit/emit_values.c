/* The C types that hold values. */
#include "emit/emit_values.h"

enum emit_holding emit_values_of_property(const struct model_property *property)
{
    return property->required && !property->use.nullable && !property->circular ? EMIT_PLAIN
                                                                                : EMIT_OPT;
}

enum emit_holding emit_values_of_element(const struct model_use *use)
{
    return use->type->kind == MODEL_ENUM || use->nullable ? EMIT_OPT : EMIT_PLAIN;
}

/* The C type of a value, as a template. NULL if C doesn't store the value. */
static const char *value_type(enum model_kind kind, enum emit_holding holding)
{
    bool opt = holding == EMIT_OPT;

    switch (kind) {
    case MODEL_TEXT:
        return opt ? "struct dg_opt_text" : "struct dg_text";
    case MODEL_TIME:
        return opt ? "struct dg_opt_time" : "struct dg_time";
    case MODEL_INTEGER:
        return opt ? "struct dg_opt_integer" : "int64_t";
    case MODEL_NUMBER:
        return opt ? "struct dg_opt_number" : "struct dg_number";
    case MODEL_BOOLEAN:
        return opt ? "struct dg_opt_boolean" : "bool";
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return opt ? "enum dg_presence" : NULL;
    case MODEL_JSON:
        return "struct dg_opt_json";
    case MODEL_ENUM:
        return opt ? "struct $prefix$_opt_$name$" : "enum $prefix$_$name$";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        return opt ? "struct $prefix$_opt_$name$" : "struct $prefix$_$name$";
    }
    return NULL;
}

bool emit_values_are_stored(const struct model_use *use, enum emit_holding holding)
{
    return value_type(use->type->kind, holding) != NULL;
}

void emit_values_type(const struct emitter *emitter, const struct model_use *use,
                      enum emit_holding holding)
{
    EMIT(emitter, value_type(use->type->kind, holding), "name",
         use->type->name == NULL ? "" : use->type->name);
}

size_t emit_values_maps(const struct model_type *object, struct emit_map maps[EMIT_MAX_MAPS])
{
    size_t count = 0;

    if (object->others != NULL) {
        maps[count++] = (struct emit_map){object->others, object->others_name, "others"};
    }
    if (object->matched != NULL) {
        maps[count++] = (struct emit_map){object->matched, object->matched_name, "matched"};
    }
    return count;
}

bool emit_values_are_empty(const struct model_type *object)
{
    return emit_values_are_unwritten(object) &&
           (object->subschemas == NULL || object->subschemas->alternative_name == NULL);
}

bool emit_values_are_unwritten(const struct model_type *object)
{
    if (object->implied || object->others != NULL || object->matched != NULL) {
        return false;
    }
    for (size_t i = 0; i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];
        if (emit_values_are_stored(&property->use, emit_values_of_property(property))) {
            return false;
        }
    }
    return true;
}

bool emit_values_union_is_empty(const struct model_type *type)
{
    for (size_t i = 0; i < type->choice->count; i++) {
        const struct model_use *use = &type->choice->alternatives[i].use;

        if (emit_values_are_stored(use, emit_values_of_element(use))) {
            return false;
        }
    }
    return true;
}

bool emit_values_name_is_plain(struct dg_text name)
{
    for (size_t i = 0; i < name.length; i++) {
        if ((unsigned char)name.data[i] < 0x20 || name.data[i] == '"' || name.data[i] == '\\') {
            return false;
        }
    }
    return true;
}

const char *emit_values_listed(enum model_listed listed)
{
    switch (listed) {
    case MODEL_LISTED_TYPE:
        return "DG_LISTED_TYPE";
    case MODEL_LISTED_NULL:
        return "DG_LISTED_NULL";
    case MODEL_LISTED_ENUM:
        return "DG_LISTED_ENUM";
    case MODEL_LISTED_CONST:
        return "DG_LISTED_CONST";
    }
    return NULL;
}

struct buffer emit_values_site(const struct model_type *type)
{
    struct buffer pointer = emit_literal(dg_text_of(type->pointer));
    struct buffer out = {0};

    buffer_format(&out, ".schema = %s", pointer.data);
    if (type->kind == MODEL_VALUE && type->item.nullable) {
        buffer_add(&out, ", .nullable = true");
    }
    if (type->kind == MODEL_VALUE && type->item.type->listed != MODEL_LISTED_TYPE) {
        buffer_format(&out, ", .listed = %s", emit_values_listed(type->item.type->listed));
    }
    buffer_free(&pointer);
    return out;
}
