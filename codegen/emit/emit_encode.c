/* encode.h and encode.c: writers with one line per property. */
#include <assert.h>

#include "emit/emit_parts.h"

/* The statement that writes a value; $place$ is its key. */
static const char *plain_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_encode_text(out, $place$, $address$);";
    case MODEL_TIME:
        return "dg_encode_time(out, $place$, $address$);";
    case MODEL_INTEGER:
        return "dg_encode_integer(out, $place$, $lvalue$);";
    case MODEL_NUMBER:
        return "dg_encode_number(out, $place$, $address$);";
    case MODEL_BOOLEAN:
        return "dg_encode_boolean(out, $place$, $lvalue$);";
    case MODEL_CONST_TEXT:
        return "dg_encode_const_text(out, $place$, $limits$);";
    case MODEL_CONST_INTEGER:
        return "dg_encode_const_integer(out, $place$, $limits$);";
    case MODEL_JSON:
        return "dg_encode_json(out, $place$, $address$);";
    case MODEL_ENUM:
        return "dg_encode_enum(out, $place$, &$prefix$_$name$_words, $lvalue$, $text$);";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return "write_$name$(out, $place$, $address$);";
    }
    return NULL;
}

/* The same of a value that may be absent or null; NULL: the plain one, where there is a value. */
static const char *opt_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_encode_opt_text(out, $place$, $address$);";
    case MODEL_TIME:
        return "dg_encode_opt_time(out, $place$, $address$);";
    case MODEL_INTEGER:
        return "dg_encode_opt_integer(out, $place$, $address$);";
    case MODEL_NUMBER:
        return "dg_encode_opt_number(out, $place$, $address$);";
    case MODEL_BOOLEAN:
        return "dg_encode_opt_boolean(out, $place$, $address$);";
    case MODEL_CONST_TEXT:
        return "dg_encode_opt_const_text(out, $place$, $lvalue$, $limits$);";
    case MODEL_CONST_INTEGER:
        return "dg_encode_opt_const_integer(out, $place$, $lvalue$, $limits$);";
    case MODEL_JSON:
        return "dg_encode_json(out, $place$, $address$);";
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return NULL;
    }
    return NULL;
}

static const char *opt_test(const struct model_type *type)
{
    assert(type->name != NULL);
    return "if (dg_encode_opt(out, $place$, $access$presence)) {";
}

static const struct statement_kind writing = {plain_line, opt_line, opt_test, NULL};

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, emit_holds_nothing(type) ? "    (void)in; /* it holds nothing */\n" : "");
    EMIT(emitter, "    dg_encode_object(out, key);\n");
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct property_target target = emit_property_target("in", property);
        struct buffer wire = emit_literal(property->wire);
        struct buffer key = {0};

        buffer_format(&key, "DG_KEY(%s)", wire.data);
        emit_statement(emitter,
                       &(struct statement){"    ", key.data, property->use.type,
                                           property_holding(property), &target.target},
                       &writing);
        buffer_free(&wire);
        buffer_free(&key);
        emit_property_target_free(&target);
    }
    EMIT(emitter, "    dg_encode_object_end(out);\n");
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&in->entries[i].value", "in->entries[i].value.",
                                         "in->entries[i].value", "NULL", NULL};

    buffer_format(emitter->out, "    size_t count = dg_encode_map(out, key, in->count, %zu);\n\n",
                  type->inline_capacity);
    EMIT(emitter, "    for (size_t i = 0; i < count; i++) {\n");
    emit_statement(emitter,
                   &(struct statement){"        ", "&in->entries[i].key", type->item.type,
                                       element_holding(&type->item), &target},
                   &writing);
    EMIT(emitter, "    }\n    dg_encode_object_end(out);\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&in->items[i]", "in->items[i].", "in->items[i]", "NULL",
                                         NULL};

    EMIT(emitter, "    dg_encode_array(out, key);\n"
                  "    for (size_t i = 0; i < in->count; i++) {\n");
    emit_statement(emitter,
                   &(struct statement){"        ", "NULL", type->item.type,
                                       element_holding(&type->item), &target},
                   &writing);
    EMIT(emitter, "    }\n    dg_encode_array_end(out);\n");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter,
         "    struct dg_encoder out;\n"
         "\n"
         "    dg_encoder_open(&out, buffer, capacity);\n"
         "    write_$name$(&out, NULL, in);\n"
         "    return dg_encoder_close(&out);\n",
         "name", type->name);
}

static const struct function_kind encoders = {
    .wanted = emit_has_function,
    .head = "static void write_$name$(struct dg_encoder *out, const struct dg_text *key, const "
            "struct $prefix$_$name$ *in)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .root_head = "size_t $prefix$_$name$_encode(const struct $prefix$_$name$ *in, char *buffer, "
                 "size_t capacity)$tail$",
    .root_body = emit_root_body,
};

void emit_encode_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "From the structs of types.h to JSON.");
    emit_header_open(emitter, "ENCODE", (const char *const[]){"types.h", NULL});
    emit_comment(emitter, 0,
                 "Each writes *in as JSON (RFC 8259): members in the order of the contract, no "
                 "white space, only those escapes that must be. At most `capacity` bytes are "
                 "written, with a NUL at their end; `buffer` may be NULL where `capacity` is 0. "
                 "Returns the length of the whole text without the NUL, as snprintf does: it "
                 "fits if that is less than `capacity`. What is absent is left out, also where "
                 "it is required. Times and numbers are written as their text spells them or, "
                 "where that is empty, as their value. Returns 0, and the empty string, for what "
                 "has no JSON form: text that isn't UTF-8; an unrecognized enum without its text "
                 "as received; a presence that is none, or an absent item; a time without text "
                 "outside the years 0000 to 9999; infinity or NaN without text; a number whose "
                 "text isn't one; free-form text that isn't JSON or nests deeper than "
                 "DG_DEFAULT_MAX_DEPTH; more entries than a map has room for. All that a decoder "
                 "returned true for, at that depth, has a form. Limits of the contract are not "
                 "looked at: that is for validators. Nothing is allocated. "
                 "Calls nest as deep as the value. No globals: threads may encode at once, also "
                 "the same value.");
    emit_root_prototypes(emitter, &encoders);
    emit_header_close(emitter);
}

void emit_encode_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Writers with one line per property, in the order of the contract.");
    EMIT(emitter,
         "#include \"encode.h\"\n\n#include \"runtime/encode.h\"\n#include \"shapes.h\"\n");
    emit_functions(emitter, &encoders);
}
