/* fast.h and fast.c: the fast way through each object, with one line per property. */
#include <string.h>

#include "emit/emit_limits.h"
#include "emit/emit_outputs.h"
#include "emit/emit_statements.h"

/* Nothing but required properties judges such an object as a whole. */
bool emit_fast_is_nested(const struct model_type *type)
{
    return emit_fast_has(type) && type->property_count <= 64 && type->dependent_count == 0 &&
           type->check_count == 0 && type->subschemas == NULL && type->others == NULL &&
           type->matched == NULL && !type->implied && !type->by_pointer && type->count.min == 0 &&
           type->count.max == UINT64_MAX;
}

/* Whether the map can be read inside an object, to its end: its values are strings without further
 * limits, and are inside its struct. */
static bool fast_is_texts(const struct model_type *type)
{
    const struct model_type *item = type->item.type;

    return type->inline_capacity > 0 && type->subschemas == NULL && !type->implied &&
           type->pattern_count == 0 && type->naming == NULL && item->kind == MODEL_TEXT &&
           item->format == NULL && item->subschemas == NULL && !emit_limits_are_special(item) &&
           emit_values_of_element(&type->item) == EMIT_PLAIN;
}

/* The statement that reads a value; $place$ is the member. */
static struct emit_statement fast_statement(const struct model_type *type)
{
    /* The general loop judges rare limits, and null by further schemas. */
    if ((emit_limits_are_special(type) && type->kind != MODEL_TEXT) ||
        (type->subschemas != NULL && type->subschemas->null)) {
        return (struct emit_statement){.plain = "dg_fast_nested(&in, $place$);",
                                       .opt = "dg_fast_nested(&in, $place$);"};
    }
    switch (type->kind) {
    case MODEL_TEXT:
        if (emit_limits_are_special(type)) {
            return (struct emit_statement){
                .plain = "dg_fast_limited_text(&in, $place$, $address$, $limits$);",
                .opt = "dg_fast_opt_limited_text(&in, $place$, $address$, $limits$);"};
        }
        if (type->format != NULL) {
            return (struct emit_statement){
                .plain = "dg_fast_formatted(&in, $place$, $address$, $limits$);",
                .opt = "dg_fast_opt_formatted(&in, $place$, $address$, $limits$);"};
        }
        return (struct emit_statement){.plain = "dg_fast_text(&in, $place$, $address$, $limits$);",
                                       .opt =
                                           "dg_fast_opt_text(&in, $place$, $address$, $limits$);"};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_fast_time(&in, $place$, $address$);",
                                       .opt = "dg_fast_opt_time(&in, $place$, $address$);"};
    case MODEL_INTEGER:
        return type->int32
                   ? (struct emit_statement){.plain = "dg_fast_int32(&in, $place$, $address$, "
                                                      "$limits$);",
                                             .opt = "dg_fast_opt_int32(&in, $place$, $address$, "
                                                    "$limits$);"}
                   : (struct emit_statement){.plain = "dg_fast_integer(&in, $place$, $address$, "
                                                      "$limits$);",
                                             .opt = "dg_fast_opt_integer(&in, $place$, $address$, "
                                                    "$limits$);"};
    case MODEL_NUMBER:
        return (struct emit_statement){
            .plain = "dg_fast_number(&in, $place$, $address$, $limits$);",
            .opt = "dg_fast_opt_number(&in, $place$, $address$, $limits$);"};
    case MODEL_BOOLEAN:
        return (struct emit_statement){.plain = "dg_fast_boolean(&in, $place$, $address$);",
                                       .opt = "dg_fast_opt_boolean(&in, $place$, $address$);"};
    case MODEL_CONST_TEXT:
        if (!emit_values_name_is_plain(type->const_text)) {
            break; /* compared with the text as it is */
        }
        return (struct emit_statement){
            .plain = "dg_fast_const_text(&in, $place$, $limits$);",
            .opt = "dg_fast_opt_const_text(&in, $place$, $address$, $limits$);"};
    case MODEL_CONST_INTEGER:
        return (struct emit_statement){
            .plain = "dg_fast_const_integer(&in, $place$, $limits$);",
            .opt = "dg_fast_opt_const_integer(&in, $place$, $address$, $limits$);"};
    case MODEL_ENUM:
        if (type->integer_enum) {
            break;
        }
        return (struct emit_statement){
            .plain =
                type->word_count == 1 && emit_values_name_is_plain(type->words[0].wire)
                    ? "dg_fast_only(&in, $place$, (struct dg_text)DG_TEXT($first$), $address$);"
                    : "dg_fast_enum(&in, $place$, &$prefix$_$name$_words, $address$);",
            .opt = "dg_fast_opt_enum(&in, $place$, &$prefix$_$name$_words, $address$);"};
    case MODEL_JSON:
        break;
    case MODEL_OBJECT:
        if (emit_fast_is_nested(type)) {
            return (struct emit_statement){
                .plain = "dg_fast_object(&in, $place$, $address$, &$prefix$_$name$_shape);",
                .opt = "dg_fast_opt_object(&in, $place$, &$access$presence, &$access$value, "
                       "&$prefix$_$name$_shape);"};
        }
        return (struct emit_statement){.plain = "dg_fast_nested(&in, $place$);",
                                       .opt =
                                           "dg_fast_opt_nested(&in, $place$, &$access$presence);"};
    case MODEL_MAP:
        if (fast_is_texts(type)) {
            return (struct emit_statement){
                .plain = "dg_fast_texts(&in, $place$, (struct dg_texts){&$access$count, "
                         "$access$entries, &$prefix$_$name$_shape, $items$});",
                .opt = "dg_fast_opt_texts(&in, $place$, &$access$presence, (struct "
                       "dg_texts){&$access$value.count, $access$value.entries, "
                       "&$prefix$_$name$_shape, $items$});"};
        }
        return (struct emit_statement){.plain = "dg_fast_nested(&in, $place$);",
                                       .opt =
                                           "dg_fast_opt_nested(&in, $place$, &$access$presence);"};
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        return (struct emit_statement){.plain = "dg_fast_nested(&in, $place$);",
                                       .opt =
                                           "dg_fast_opt_nested(&in, $place$, &$access$presence);"};
    }
    return (struct emit_statement){.plain = "dg_fast_nested(&in, $place$);",
                                   .opt = "dg_fast_nested(&in, $place$);"};
}

static const struct emit_walk walk = {fast_statement, .owner = "out",
                                      .place = "DG_MEMBER($constant$, $key$)"};

bool emit_fast_has(const struct model_type *type)
{
    if (type->kind != MODEL_OBJECT || type->property_count == 0) {
        return false;
    }
    for (size_t i = 0; i < type->property_count; i++) {
        /* The general loop reports deprecated properties. */
        if (!emit_values_name_is_plain(type->properties[i].wire) ||
            type->properties[i].deprecated) {
            return false;
        }
    }
    return true;
}

/* Whether a statement of the object stores a value. */
static bool fast_stores(const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];
        bool opt = emit_values_of_property(property) == EMIT_OPT;
        struct emit_statement statement = fast_statement(property->use.type);
        const char *template = opt ? statement.opt : statement.plain;

        if (strstr(template, "$address$") != NULL || strstr(template, "$access$") != NULL) {
            return true;
        }
    }
    return false;
}

static void emit_head(const struct emitter *emitter, const struct model_type *type,
                      const char *tail)
{
    EMIT_LINE(emitter, "bool $prefix$_$name$_fast(struct dg_object *at)$tail$", "name", type->name,
              "tail", tail);
}

static void emit_way(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\n");
    emit_head(emitter, type, "");
    EMIT(emitter, "{\n");
    if (fast_stores(type)) {
        EMIT(emitter, "    struct $prefix$_$name$ *out = at->out;\n", "name", type->name);
    }
    EMIT(emitter, "    struct dg_fast in = dg_fast_begin(at);\n\n");
    emit_statements_of_object(emitter, &walk, type);
    EMIT(emitter, "    return dg_fast_end(&in);\n}\n");
}

void emit_fast_header(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "The fast way through each object.");
    emit_private_header_open(emitter, "FAST", (const char *const[]){"runtime/reader.h", NULL});
    emit_comment(emitter, 0,
                 "Each reads members of the object while they are in contract order and in their "
                 "usual spelling (runtime/fast.h). Returns true if it stopped at a value.");
    for (size_t i = 0; i < model->type_count; i++) {
        if (emit_fast_has(model->types[i])) {
            emit_head(emitter, model->types[i], ";");
        }
    }
    EMIT(emitter, "\n");
    emit_private_header_close(emitter);
}

void emit_fast_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "The fast way through each object, with one line per property.");
    EMIT(emitter,
         "#include \"fast.h\"\n\n$patterns$#include \"runtime/fast.h\"\n#include \"shapes.h\"\n"
         "#include \"types.h\"\n",
         "patterns", emit_patterns_include(model));
    for (size_t i = 0; i < model->type_count; i++) {
        if (emit_fast_has(model->types[i])) {
            emit_way(emitter, model->types[i]);
        }
    }
}
