/* encode.h and encode.c: encoders with one line per property. */
#include "emit/emit_functions.h"
#include "emit/emit_outputs.h"
#include "emit/emit_statements.h"
#include "emit/emit_subschema.h"

/* The statement that writes a value; $place$ is its key. */
static struct emit_statement encode_statement(const struct model_type *type)
{
    static const char test[] = "if (dg_encode_opt(out, $place$, $access$presence)) {";
    static const char test_pointer[] =
        "if (dg_encode_opt(out, $place$, dg_presence_of($access$presence, $access$value))) {";

    switch (type->kind) {
    case MODEL_TEXT:
        return (struct emit_statement){.plain = "dg_encode_text(out, $place$, $address$);",
                                       .opt = "dg_encode_opt_text(out, $place$, $address$);"};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_encode_time(out, $place$, $address$);",
                                       .opt = "dg_encode_opt_time(out, $place$, $address$);"};
    case MODEL_INTEGER:
        return (struct emit_statement){.plain = "dg_encode_integer(out, $place$, $lvalue$);",
                                       .opt = "dg_encode_opt_integer(out, $place$, $address$);"};
    case MODEL_NUMBER:
        return (struct emit_statement){.plain = "dg_encode_number(out, $place$, $address$);",
                                       .opt = "dg_encode_opt_number(out, $place$, $address$);"};
    case MODEL_BOOLEAN:
        return (struct emit_statement){.plain = "dg_encode_boolean(out, $place$, $lvalue$);",
                                       .opt = "dg_encode_opt_boolean(out, $place$, $address$);"};
    case MODEL_CONST_TEXT:
        return (struct emit_statement){
            .plain = "dg_encode_const_text(out, $place$, $limits$);",
            .opt = "dg_encode_opt_const_text(out, $place$, $lvalue$, $limits$);"};
    case MODEL_CONST_INTEGER:
        return (struct emit_statement){
            .plain = "dg_encode_const_integer(out, $place$, $limits$);",
            .opt = "dg_encode_opt_const_integer(out, $place$, $lvalue$, $limits$);"};
    case MODEL_JSON:
        return (struct emit_statement){.plain = "dg_encode_json(out, $place$, $address$);",
                                       .opt = "dg_encode_json(out, $place$, $address$);"};
    case MODEL_ENUM:
        return (struct emit_statement){
            .plain = "dg_encode_enum(out, $place$, &$prefix$_$name$_words, $lvalue$, $text$);",
            .test = test};
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        return (struct emit_statement){.plain = "write_$name$(out, $place$, $address$);",
                                       .test = type->by_pointer ? test_pointer : test};
    }
    return (struct emit_statement){.plain = NULL};
}

static const struct emit_walk writing = {encode_statement, .owner = "in", .place = "DG_KEY($key$)"};

/* Writes a value of another type, if the schema allows one. */
static void emit_other(const struct emitter *emitter, const struct model_type *type)
{
    if (type->implied) {
        EMIT(emitter,
             "    if (dg_encode_other(out, key, &in->$other$)) {\n        return;\n    }\n",
             "other", type->other_name);
    }
}

/* A value that a program built may contain itself. */
static void emit_enter(const struct emitter *emitter, const struct model_type *type)
{
    if (type->nests) {
        EMIT(emitter, "    if (!dg_encode_enter(out)) {\n        return;\n    }\n");
    }
}

static void emit_leave(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, type->nests ? "    dg_encode_leave(out);\n" : "");
}

/* Writes the members in a map of the object. */
static void emit_members(const struct emitter *emitter, const struct emit_map *map)
{
    struct buffer value = {0};
    struct buffer address = {0};
    struct buffer access = {0};

    buffer_format(&value, "in->%s.entries[i].value", map->member);
    buffer_format(&address, "&%s", value.data);
    buffer_format(&access, "%s.", value.data);
    buffer_format(emitter->out, "    count = dg_encode_others(out, in->%s.count, %zu);\n",
                  map->member, map->type->inline_capacity);
    EMIT(emitter,
         "    for (size_t i = 0; i < count; i++) {\n"
         "        dg_encode_entry(out, &in->$member$.entries[i].key);\n",
         "member", map->member);
    emit_statements_of_element(
        emitter, &writing, map->type, "DG_NO_KEY",
        &(struct emit_lvalue){address.data, access.data, value.data, "NULL"});
    EMIT(emitter, "    }\n");
    buffer_free(&value);
    buffer_free(&address);
    buffer_free(&access);
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    EMIT(emitter, count > 0 ? "    size_t count;\n\n" : "");
    emit_other(emitter, type);
    emit_enter(emitter, type);
    EMIT(emitter,
         emit_values_are_unwritten(type) ? "    (void)in; /* the value has no data */\n" : "");
    EMIT(emitter, "    dg_encode_object(out, key);\n");
    emit_statements_of_object(emitter, &writing, type);
    for (size_t i = 0; i < count; i++) {
        emit_members(emitter, &maps[i]);
    }
    EMIT(emitter, "    dg_encode_object_end(out);\n");
    emit_leave(emitter, type);
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"&in->entries[i].value", "in->entries[i].value.",
                                              "in->entries[i].value", "NULL"};

    bool first = !type->implied && !type->nests;

    EMIT(emitter, first ? "" : "    size_t count;\n\n");
    emit_other(emitter, type);
    emit_enter(emitter, type);
    buffer_format(emitter->out, "    %scount = dg_encode_map(out, key, in->count, %zu);\n%s",
                  first ? "size_t " : "", type->inline_capacity, first ? "\n" : "");
    EMIT(emitter, "    for (size_t i = 0; i < count; i++) {\n");
    EMIT(emitter, "        dg_encode_entry(out, &in->entries[i].key);\n");
    emit_statements_of_element(emitter, &writing, type, "DG_NO_KEY", &lvalue);
    EMIT(emitter, "    }\n    dg_encode_object_end(out);\n");
    emit_leave(emitter, type);
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"&in->items[i]", "in->items[i].", "in->items[i]",
                                              "NULL"};

    emit_other(emitter, type);
    emit_enter(emitter, type);
    EMIT(emitter, "    dg_encode_array(out, key);\n"
                  "    for (size_t i = 0; i < in->count; i++) {\n");
    emit_statements_of_element(emitter, &writing, type, "DG_NO_KEY", &lvalue);
    EMIT(emitter, "    }\n    dg_encode_array_end(out);\n");
    emit_leave(emitter, type);
}

static void emit_union(const struct emitter *emitter, const struct model_type *type)
{
    emit_statements_of_union(emitter, &writing, type, "key", "        dg_encode_nothing(out);\n");
}

static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    if (!emit_values_are_stored(&type->item, emit_values_of_element(&type->item))) {
        EMIT(emitter, "    (void)in; /* the value has no data */\n");
    }
    emit_statements_of_value(emitter, &writing, type, "key", "in");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter,
         "    struct dg_encoder out;\n"
         "\n"
         "    dg_encoder_open(&out, buffer, capacity);\n"
         "    write_$name$(&out, DG_NO_KEY, in);\n"
         "    return dg_encoder_close(&out);\n",
         "name", type->name);
}

static const struct emit_function encoders = {
    .wanted = emit_functions_have,
    .head = "static void write_$name$(struct dg_encoder *out, struct dg_text key, const "
            "struct $prefix$_$name$ *in)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .choice = emit_union,
    .value = emit_value,
    .root_head = "size_t $prefix$_$name$_encode(const struct $prefix$_$name$ *in, char *buffer, "
                 "size_t capacity)$tail$",
    .root_body = emit_root_body,
};

static void emit_arena_head(const struct emitter *emitter, const struct model_type *type,
                            const char *tail)
{
    EMIT_LINE(emitter,
              "struct dg_text $prefix$_$name$_encode_arena(const struct $prefix$_$name$ *in, "
              "struct dg_arena *arena)$tail$",
              "name", type->name, "tail", tail);
}

/* The functions that write into an arena. */
static void emit_arena(const struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];

        if (!emit_functions_have_root(type)) {
            continue;
        }
        EMIT(emitter, "\n");
        emit_arena_head(emitter, type, "");
        EMIT(emitter,
             "{\n"
             "    struct dg_encoder out;\n"
             "    struct dg_text json;\n"
             "\n"
             "    dg_encoder_open_arena(&out, arena);\n"
             "    do {\n"
             "        write_$name$(&out, DG_NO_KEY, in);\n"
             "    } while (!dg_encoder_close_arena(&out, arena, &json));\n"
             "    return json;\n"
             "}\n",
             "name", type->name);
    }
}

/* The functions that validators call to compare items. */
static void emit_texts(const struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];

        if (type->unique) {
            EMIT(emitter, "\n");
            EMIT_LINE(emitter,
                      "size_t $prefix$_$name$_text(const void *value, char *buffer, size_t "
                      "capacity)",
                      "name", type->name);
            EMIT(emitter, "{\n    const struct $prefix$_$name$ *in = value;\n", "name", type->name);
            emit_root_body(emitter, type);
            EMIT(emitter, "}\n");
        }
    }
}

void emit_encode_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "From the structs of types.h to JSON.");
    emit_header_open(emitter, "ENCODE", (const char *const[]){"runtime/arena.h", "types.h", NULL});
    emit_comment(
        emitter, 0,
        "Each writes *in as JSON (RFC 8259): members in contract order, no white space, and only "
        "the escapes that are necessary. At most `capacity` bytes are written, including a NUL at "
        "the end; `buffer` may be NULL if `capacity` is 0. Returns the length of the whole text "
        "without the NUL, as snprintf does: the text fits if the length is less than `capacity`. "
        "Absent members are left out, even if they are required. Times and numbers are written as "
        "spelled in their text or, if the text is empty, by their value. Returns 0, and writes the "
        "empty string, for values without a JSON form: text that isn't UTF-8; an unrecognized enum "
        "without its received text; a union without a kind; an invalid presence, or an absent item "
        "or entry; a time "
        "without text "
        "outside the years 0000 to 9999; infinity or NaN without text; a number whose text isn't a "
        "number; free-form text that isn't JSON or nests deeper than DG_DEFAULT_MAX_DEPTH; a value "
        "that contains itself, or nests deeper than DG_LARGEST_MAX_DEPTH; more "
        "entries than a map has room for. Every value for which a decoder returned true, at that "
        "depth, has a JSON form. Limits of the contract are not checked: validators do that. "
        "Nothing is allocated. Calls nest as deep as the value. There are no globals: threads may "
        "encode at once, even the same value.");
    emit_functions_prototypes(emitter, &encoders);
    emit_comment(
        emitter, 0,
        "Each writes the same text into the arena, followed by a NUL that the length "
        "doesn't count. Returns {NULL, 0} if there is no JSON form, or if memory runs out: "
        "then arena->failed is set.");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emit_functions_have_root(emitter->model->types[i])) {
            EMIT(emitter, "DG_CHECKED ");
            emit_arena_head(emitter, emitter->model->types[i], ";");
        }
    }
    EMIT(emitter, "\n");
    emit_header_close(emitter);
}

void emit_encode_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Encoders with one line per property, in contract order.");
    EMIT(emitter,
         "#include \"encode.h\"\n\n#include \"runtime/encode.h\"\n#include \"shapes.h\"\n");
    emit_functions(emitter, &encoders);
    emit_arena(emitter);
    emit_texts(emitter);
    emit_subschema_texts(emitter);
}
