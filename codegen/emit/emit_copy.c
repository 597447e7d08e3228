/* copy.h and copy.c: one line for each property that holds a pointer. */
#include "emit/emit_functions.h"
#include "emit/emit_outputs.h"
#include "emit/emit_statements.h"

static struct emit_statement copy_statement(const struct model_type *type);

/* Whether a value points to memory, which a statement has to copy. */
static bool holds_slices(const struct model_type *type)
{
    return copy_statement(type).plain != NULL;
}

/* Structs never contain themselves by value. */
static bool any_holds_slices(const struct model_type *object)
{
    if (object->implied || object->by_pointer || object->others != NULL ||
        object->matched != NULL) {
        return true;
    }
    for (size_t i = 0; i < object->property_count; i++) {
        if (holds_slices(object->properties[i].use.type)) {
            return true;
        }
    }
    return false;
}

static bool any_alternative_holds_slices(const struct model_choice *choice)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (holds_slices(choice->alternatives[i].use.type)) {
            return true;
        }
    }
    return false;
}

/* The statement that copies the memory that a value points to. */
static struct emit_statement copy_statement(const struct model_type *type)
{
    static const char test[] = "if ($access$presence == DG_VALUE) {";
    const struct emit_statement by_function = {.plain = "copy_$name$(arena, $address$);",
                                               .test = test};
    const struct emit_statement by_pointer = {
        .plain = by_function.plain,
        .before = "$access$value = dg_copy_pointer(arena, $access$presence, "
                  "$access$value, sizeof *$access$value);",
        .test = "if ($access$value != NULL) {"};
    const struct emit_statement nothing = {.plain = NULL};

    switch (type->kind) {
    case MODEL_TEXT:
        return (struct emit_statement){.plain = "dg_copy_text(arena, $address$);",
                                       .opt = "dg_copy_opt_text(arena, $address$);"};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_copy_time(arena, $address$);",
                                       .opt = "dg_copy_opt_time(arena, $address$);"};
    case MODEL_NUMBER:
        return (struct emit_statement){.plain = "dg_copy_number(arena, $address$);",
                                       .opt = "dg_copy_opt_number(arena, $address$);"};
    case MODEL_JSON:
        return (struct emit_statement){.plain = "dg_copy_json(arena, $address$);",
                                       .opt = "dg_copy_json(arena, $address$);"};
    case MODEL_ENUM: /* its received text */
        return (struct emit_statement){.plain = "dg_copy_text(arena, $text$);", .test = test};
    case MODEL_OBJECT:
        if (type->by_pointer) {
            return by_pointer;
        }
        return any_holds_slices(type) ? by_function : nothing;
    case MODEL_MAP: /* its keys */
        return by_function;
    case MODEL_LIST:
        return type->implied ||
                       emit_values_are_stored(&type->item, emit_values_of_element(&type->item))
                   ? by_function
                   : nothing;
    case MODEL_UNION:
        if (type->by_pointer) {
            return by_pointer;
        }
        return any_alternative_holds_slices(type->choice) ? by_function : nothing;
    case MODEL_VALUE:
        return holds_slices(type->item.type) ? by_function : nothing;
    case MODEL_INTEGER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return nothing;
    }
    return nothing;
}

static const struct emit_walk copying = {copy_statement, .owner = "out", .place = ""};

/* A value that a program built may contain itself. */
static void emit_enter(const struct emitter *emitter, const struct model_type *type)
{
    if (type->nests) {
        EMIT(emitter, "    if (!dg_copy_enter(arena)) {\n        return;\n    }\n");
    }
}

static void emit_leave(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, type->nests ? "    dg_copy_leave(arena);\n" : "");
}

/* Copies a value of another type, if the schema allows one. */
static void emit_other(const struct emitter *emitter, const struct model_type *type)
{
    if (type->implied) {
        EMIT(emitter, "    dg_copy_text(arena, &out->$other$.text);\n", "other", type->other_name);
    }
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    emit_other(emitter, type);
    emit_enter(emitter, type);
    emit_statements_of_object(emitter, &copying, type);
    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    copy_$name$(arena, &out->$member$);\n", "name", maps[i].type->name,
             "member", maps[i].member);
    }
    emit_leave(emitter, type);
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"&out->entries[i].value", "out->entries[i].value.",
                                              "out->entries[i].value", "NULL"};

    if (type->inline_capacity > 0) {
        buffer_format(emitter->out, "    size_t count = dg_copy_count(out->count, %zu);\n\n",
                      type->inline_capacity);
        emit_other(emitter, type);
        emit_enter(emitter, type);
        EMIT(emitter, "    for (size_t i = 0; i < count; i++) {\n");
    } else {
        emit_other(emitter, type);
        emit_enter(emitter, type);
        EMIT(emitter, "    out->entries = dg_copy_elements(arena, out->entries, &out->count, "
                      "sizeof *out->entries);\n"
                      "    for (size_t i = 0; i < out->count; i++) {\n");
    }
    EMIT(emitter, "        dg_copy_text(arena, &out->entries[i].key);\n");
    emit_statements_of_element(emitter, &copying, type, "", &lvalue);
    EMIT(emitter, "    }\n");
    emit_leave(emitter, type);
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"&out->items[i]", "out->items[i].", "out->items[i]",
                                              "NULL"};

    emit_other(emitter, type);
    if (!emit_values_are_stored(&type->item, emit_values_of_element(&type->item))) {
        return;
    }
    emit_enter(emitter, type);
    EMIT(emitter, "    out->items = dg_copy_elements(arena, out->items, &out->count, sizeof "
                  "*out->items);\n");
    if (holds_slices(type->item.type)) {
        EMIT(emitter, "    for (size_t i = 0; i < out->count; i++) {\n");
        emit_statements_of_element(emitter, &copying, type, "", &lvalue);
        EMIT(emitter, "    }\n");
    }
    emit_leave(emitter, type);
}

static void emit_union(const struct emitter *emitter, const struct model_type *type)
{
    emit_statements_of_union(emitter, &copying, type, "", "");
}

static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    emit_statements_of_value(emitter, &copying, type, "", "out");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "    *out = *in;\n");
    if (holds_slices(type)) {
        EMIT(emitter, "    copy_$name$(arena, out);\n", "name", type->name);
    }
    EMIT(emitter, "    return dg_copy_end(arena, out, sizeof *out);\n");
}

static bool is_copied(const struct model_type *type)
{
    return model_kind_is_container(type->kind) && holds_slices(type);
}

static const struct emit_function copiers = {
    .wanted = is_copied,
    .head = "static void copy_$name$(struct dg_arena *arena, struct $prefix$_$name$ *out)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .choice = emit_union,
    .value = emit_value,
    .root_head = "bool $prefix$_$name$_copy(struct $prefix$_$name$ *out, const struct "
                 "$prefix$_$name$ *in, struct dg_arena *arena)$tail$",
    .root_body = emit_root_body,
};

void emit_copy_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Deep copies of values of types.h.");
    emit_header_open(emitter, "COPY", (const char *const[]){"runtime/arena.h", "types.h", NULL});
    emit_comment(
        emitter, 0,
        "Each copies *in to *out, and all texts, items and entries into `arena`. *out "
        "lives as long as `arena`, independently of *in and of the text that *in was "
        "decoded from. `out` may be `in`. Returns false if memory ran out, now or before: "
        "then arena->failed is set and *out is zero; so it is if *in contains itself, or nests "
        "deeper than DG_LARGEST_MAX_DEPTH. The contents of absent and null "
        "members are not read. Calls nest as deep as the value.");
    emit_functions_prototypes(emitter, &copiers);
    emit_header_close(emitter);
}

void emit_copy_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Copies with one line for each property that holds a pointer.");
    EMIT(emitter, "#include \"copy.h\"\n\n#include \"runtime/copy.h\"\n");
    emit_functions(emitter, &copiers);
}
