/* copy.h and copy.c: one line for each property that points to something. */
#include <assert.h>

#include "emit/emit_parts.h"

/* Whether a value points to anything. Structs hold each other by value in no circle. */
static bool holds_slices(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_NUMBER:
    case MODEL_JSON:
    case MODEL_ENUM: /* its text as received */
    case MODEL_MAP:  /* its keys */
        return true;
    case MODEL_LIST:
        return emit_is_stored(&type->item, element_holding(&type->item));
    case MODEL_OBJECT:
        for (size_t i = 0; i < type->property_count; i++) {
            if (holds_slices(type->properties[i].use.type)) {
                return true;
            }
        }
        return false;
    case MODEL_INTEGER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return false;
    }
    return false;
}

/* The statement that makes a copied value own what it points to; NULL: there is nothing. */
static const char *plain_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_copy_text(arena, $address$);";
    case MODEL_TIME:
        return "dg_copy_time(arena, $address$);";
    case MODEL_NUMBER:
        return "dg_copy_number(arena, $address$);";
    case MODEL_JSON:
        return "dg_copy_json(arena, $address$);";
    case MODEL_ENUM:
        return "dg_copy_text(arena, $text$);";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return holds_slices(type) ? "copy_$name$(arena, $address$);" : NULL;
    case MODEL_INTEGER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return NULL;
    }
    return NULL;
}

/* The same of a value that may be absent or null; NULL: the plain one, where there is a value. */
static const char *opt_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_copy_opt_text(arena, $address$);";
    case MODEL_TIME:
        return "dg_copy_opt_time(arena, $address$);";
    case MODEL_NUMBER:
        return "dg_copy_opt_number(arena, $address$);";
    case MODEL_JSON:
        return "dg_copy_json(arena, $address$);";
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_INTEGER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return NULL;
    }
    return NULL;
}

static const char *opt_test(const struct model_type *type)
{
    assert(type->name != NULL);
    return "if ($access$presence == DG_VALUE) {";
}

static const struct statement_kind copying = {plain_line, opt_line, opt_test, ""};

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct property_target target = emit_property_target("out", property);

        emit_statement(emitter,
                       &(struct statement){"    ", "", property->use.type,
                                           property_holding(property), &target.target},
                       &copying);
        emit_property_target_free(&target);
    }
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&out->entries[i].value", "out->entries[i].value.",
                                         "out->entries[i].value", "NULL", NULL};

    if (type->inline_capacity > 0) {
        buffer_format(emitter->out,
                      "    size_t count = dg_copy_count(out->count, %zu);\n\n"
                      "    for (size_t i = 0; i < count; i++) {\n",
                      type->inline_capacity);
    } else {
        EMIT(emitter, "    out->entries = dg_copy_elements(arena, out->entries, &out->count, "
                      "sizeof *out->entries);\n"
                      "    for (size_t i = 0; i < out->count; i++) {\n");
    }
    EMIT(emitter, "        dg_copy_text(arena, &out->entries[i].key);\n");
    emit_statement(
        emitter,
        &(struct statement){"        ", "", type->item.type, element_holding(&type->item), &target},
        &copying);
    EMIT(emitter, "    }\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&out->items[i]", "out->items[i].", "out->items[i]",
                                         "NULL", NULL};

    EMIT(emitter, "    out->items = dg_copy_elements(arena, out->items, &out->count, sizeof "
                  "*out->items);\n");
    if (holds_slices(type->item.type)) {
        EMIT(emitter, "    for (size_t i = 0; i < out->count; i++) {\n");
        emit_statement(emitter,
                       &(struct statement){"        ", "", type->item.type,
                                           element_holding(&type->item), &target},
                       &copying);
        EMIT(emitter, "    }\n");
    }
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
    return emit_has_function(type) && holds_slices(type);
}

static const struct function_kind copiers = {
    .wanted = is_copied,
    .head = "static void copy_$name$(struct dg_arena *arena, struct $prefix$_$name$ *out)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .root_head = "bool $prefix$_$name$_copy(struct $prefix$_$name$ *out, const struct "
                 "$prefix$_$name$ *in, struct dg_arena *arena)$tail$",
    .root_body = emit_root_body,
};

void emit_copy_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Values of types.h that own what they point to.");
    emit_header_open(emitter, "COPY", (const char *const[]){"runtime/arena.h", "types.h", NULL});
    emit_comment(emitter, 0,
                 "Each copies *in to *out with all texts, items and entries, which go to "
                 "`arena`. *out lives as long as that, whatever becomes of *in and of what it "
                 "was decoded from. `out` may be `in`. Returns false if memory ran out, now or "
                 "before: then arena->failed is set and *out is zero. What is absent or null is "
                 "not looked into. Calls nest as deep as the value.");
    emit_root_prototypes(emitter, &copiers);
    emit_header_close(emitter);
}

void emit_copy_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "One line for each property that points to something.");
    EMIT(emitter, "#include \"copy.h\"\n\n#include \"runtime/copy.h\"\n");
    emit_functions(emitter, &copiers);
}
