/* decode.h and decode.c: readers with one line per property. */
#include "emit/emit_parts.h"

static void emit_object_case(const struct emitter *emitter, const struct model_property *property)
{
    struct property_target target = emit_property_target("out", property);
    struct buffer faults = emit_faults_argument(emitter->model, property->use.type, property);

    target.target.faults = faults.data;
    EMIT(emitter, "        case $constant$:\n", "constant", property->constant);
    emit_read(emitter, "            ", property->use.type, property_holding(property),
              &target.target);
    EMIT(emitter, "            break;\n");
    buffer_free(&faults);
    emit_property_target_free(&target);
}

static void emit_object_reader(const struct emitter *emitter, const struct model_type *type)
{
    EMIT_LINE(
        emitter,
        "    struct dg_object at = dg_object_open(in, &$prefix$_$name$_shape, out, $faults$);",
        "name", type->name, "faults", type->has_faults ? "faults->bits" : "NULL");
    EMIT(emitter, "\n    while (dg_object_next(&at)) {\n");
    if (type->property_count > 0) {
        EMIT(emitter, "        switch (at.property) {\n");
        for (size_t i = 0; i < type->property_count; i++) {
            emit_object_case(emitter, &type->properties[i]);
        }
        EMIT(emitter, "        }\n");
    }
    EMIT(emitter, "    }\n");
    if (type->check_count == 0) {
        EMIT(emitter, "    dg_object_close(&at);\n");
        return;
    }
    EMIT(emitter, "    if (dg_object_close(&at)) {\n");
    EMIT_LINE(emitter, "        $prefix$_$name$_rules(dg_object_subject(&at), out);", "name",
              type->name);
    EMIT(emitter, "    }\n");
}

static void emit_map_reader(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&entry->value", "entry->value.", "entry->value", "NULL",
                                         NULL};
    enum holding holding = element_holding(&type->item);

    EMIT(emitter,
         "    struct dg_map at = dg_map_open(in, &$prefix$_$name$_shape, $entries$);\n"
         "\n"
         "    while (dg_map_next(&at)) {\n",
         "name", type->name, "entries", type->inline_capacity > 0 ? "out->entries" : "NULL");
    if (emit_is_stored(&type->item, holding)) {
        EMIT(emitter, "        struct $prefix$_$name$_entry *entry = at.slot;\n\n", "name",
             type->name);
    }
    emit_read(emitter, "        ", type->item.type, holding, &target);
    EMIT(emitter, "    }\n    out->count = dg_map_close(&at);\n$entries$", "entries",
         type->inline_capacity > 0 ? "" : "    out->entries = at.entries;\n");
}

static void emit_list_reader(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"item", "item->", "*item", "NULL", NULL};
    enum holding holding = element_holding(&type->item);
    bool stored = emit_is_stored(&type->item, holding);

    EMIT(emitter,
         "    struct dg_array at = dg_array_open(in, &$prefix$_$name$_shape);\n"
         "\n"
         "    while (dg_array_next(&at)) {\n",
         "name", type->name);
    if (stored) {
        EMIT(emitter, "        ");
        emit_value_type(emitter, &type->item, holding);
        EMIT(emitter, " *item = at.slot;\n\n");
    }
    emit_read(emitter, "        ", type->item.type, holding, &target);
    EMIT(emitter, "    }\n    out->count = dg_array_close(&at);\n$items$", "items",
         stored ? "    out->items = at.items;\n" : "");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer pointer = emit_literal(dg_text_of(type->pointer));
    struct buffer faults = {0};
    struct buffer judge = {0};

    buffer_add(&faults, "");
    buffer_add(&judge, "");
    if (type->has_faults) {
        buffer_format(&faults, "    struct %s_faults_of_%s faults = {.bits = {0}};\n",
                      emitter->model->prefix, type->name);
        buffer_add(&judge, "    dg_reader_judge_root(&in, ");
        if (emit_has_states(emitter->model, type)) {
            buffer_format(&judge, "&%s_%s_states", emitter->model->prefix, type->name);
        } else {
            buffer_add(&judge, "NULL");
        }
        buffer_add(&judge, ", out, &faults);\n");
    }
    EMIT(emitter,
         "    static const struct dg_site site = {.schema = $pointer$};\n"
         "$faults$"
         "    struct dg_reader in;\n"
         "\n"
         "    *out = (struct $prefix$_$name$){0};\n"
         "    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);\n"
         "    read_$name$(&in, out$argument$);\n"
         "$judge$"
         "    return dg_reader_close(&in);\n",
         "name", type->name, "pointer", pointer.data, "faults", faults.data, "argument",
         type->has_faults ? ", &faults" : "", "judge", judge.data);
    buffer_free(&pointer);
    buffer_free(&faults);
    buffer_free(&judge);
}

static const struct function_kind decoders = {
    .wanted = emit_has_function,
    .head =
        "static void read_$name$(struct dg_reader *in, struct $prefix$_$name$ *out$faults$)$tail$",
    .object = emit_object_reader,
    .map = emit_map_reader,
    .list = emit_list_reader,
    .root_head = "bool $prefix$_$name$_decode(struct $prefix$_$name$ *out, const char *json, "
                 "size_t length, struct dg_arena *arena, struct dg_report *report)$tail$",
    .root_body = emit_root_body,
};

void emit_decode_header(const struct emitter *emitter)
{
    emit_file_comment(
        emitter, "From JSON to the structs of types.h, judged against the contract on the way.");
    emit_header_open(emitter, "DECODE",
                     (const char *const[]){"runtime/arena.h", "runtime/report.h", "types.h", NULL});
    emit_comment(emitter, 0,
                 "Each reads `length` bytes of JSON (RFC 8259), which need no NUL at their end, "
                 "into *out and tells `report` of everything that breaks the contract, its rules "
                 "included: those about the exchange or about an earlier state as far as the "
                 "report has these (runtime/rule.h). `report` may be NULL: verdict only. Returns "
                 "true when nothing of severity error was found. *out is always initialised; what "
                 "failed holds zero. Its texts borrow from `json` and from `arena`, and live as "
                 "long as both. When memory runs out the result is false and arena->failed is "
                 "set. No globals: threads may decode at once, each with its own arena and "
                 "report.");
    emit_root_prototypes(emitter, &decoders);
    emit_header_close(emitter);
}

void emit_decode_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Readers with one line per property.");
    EMIT(emitter,
         "#include \"decode.h\"\n\n#include \"rules.h\"\n#include \"runtime/reader.h\"\n#include "
         "\"shapes.h\"\n");
    emit_functions(emitter, &decoders);
}
