/* cjson.h and cjson.c: conversion between the structs of types.h and trees of cJSON. */
#include "emit/emit_outputs.h"

static void emit_cjson_signature(const struct emitter *emitter, const char *template,
                                 const struct model_type *type, const char *tail)
{
    EMIT_LINE(emitter, template, "name", type->name, "tail", tail);
}

static const char to_cjson[] =
    "cJSON *$prefix$_$name$_to_cjson(const struct $prefix$_$name$ *value)$tail$";
static const char from_cjson[] =
    "bool $prefix$_$name$_from_cjson(struct $prefix$_$name$ *out, const cJSON *tree, "
    "struct dg_arena *arena, struct dg_report *report)$tail$";

void emit_cjson_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Conversion between the structs of types.h and trees of cJSON.");
    emit_header_open(emitter, "CJSON",
                     (const char *const[]){"runtime/cjson.h", "runtime/report.h", "types.h", NULL});
    EMIT(emitter, "/* Each returns a tree of the JSON that encode.h writes for a value; the caller "
                  "frees the tree\n   with cJSON_Delete. Integers beyond +-2^53 and strings with "
                  "U+0000 become cJSON_Raw, so that\n   they print exactly. Returns NULL if memory "
                  "runs out or if the value has no JSON form. */\n");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emitter->model->types[i]->is_root) {
            EMIT(emitter, "DG_CHECKED ");
            emit_cjson_signature(emitter, to_cjson, emitter->model->types[i], ";");
        }
    }
    EMIT(emitter,
         "\n/* Each reads and judges a tree as decode.h does the JSON of the tree. Findings "
         "have JSON\n   Pointers; their offsets mean nothing. Data that cJSON has lost "
         "can't be judged: digits of\n   large integers, characters after U+0000 in a "
         "string, the spelling of numbers. *out points\n   into `arena` only. `report` may "
         "be NULL; a NULL `tree` is json.syntax. */\n");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emitter->model->types[i]->is_root) {
            EMIT(emitter, "DG_CHECKED ");
            emit_cjson_signature(emitter, from_cjson, emitter->model->types[i], ";");
        }
    }
    EMIT(emitter, "\n");
    emit_header_close(emitter);
}

static void emit_to_cjson(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\n");
    emit_cjson_signature(
        emitter,
        "static size_t encode_$name$(const void *value, char *buffer, size_t capacity)$tail$", type,
        "");
    EMIT(emitter, "{\n    return $prefix$_$name$_encode(value, buffer, capacity);\n}\n\n", "name",
         type->name);
    emit_cjson_signature(emitter, to_cjson, type, "");
    EMIT(emitter, "{\n    return dg_cjson_of_value(encode_$name$, value);\n}\n", "name",
         type->name);
}

static void emit_from_cjson(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\n");
    emit_cjson_signature(emitter, from_cjson, type, "");
    EMIT(emitter,
         "{\n"
         "    struct dg_text json;\n"
         "\n"
         "    if (!dg_cjson_to_text(tree, arena, &json)) {\n"
         "        *out = (struct $prefix$_$name$){0};\n"
         "        return false;\n"
         "    }\n"
         "    return $prefix$_$name$_decode(out, json.data, json.length, arena, report);\n"
         "}\n",
         "name", type->name);
}

void emit_cjson_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "A value is encoded, and the JSON parsed to a tree. A tree is "
                               "printed, and the JSON decoded: one decoder judges both.");
    EMIT(emitter, "#include \"cjson.h\"\n\n#include \"decode.h\"\n#include \"encode.h\"\n");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emitter->model->types[i]->is_root) {
            emit_to_cjson(emitter, emitter->model->types[i]);
            emit_from_cjson(emitter, emitter->model->types[i]);
        }
    }
}
