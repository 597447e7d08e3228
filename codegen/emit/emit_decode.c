/* decode.h and decode.c: decoders with one line per property. */
#include "emit/emit_functions.h"
#include "emit/emit_limits.h"
#include "emit/emit_memory.h"
#include "emit/emit_outputs.h"
#include "emit/emit_statements.h"
#include "emit/emit_states.h"
#include "emit/emit_subschema.h"

/* The test of whether there is a value besides null. */
static const char *decode_test(const struct model_type *type)
{
    bool judged = type->subschemas != NULL && type->subschemas->null;

    if (type->kind == MODEL_UNION) {
        return "if (dg_opt_other(in, &$access$presence)) {";
    }
    if (type->implied) {
        return judged ? "if (dg_opt_judged_other(in, &$access$presence, "
                        "&$prefix$_$name$_subschemas)) {"
                      : "if (dg_opt_other(in, &$access$presence)) {";
    }
    if (type->kind == MODEL_LIST || type->kind == MODEL_VALUE) {
        return judged ? "if (dg_opt_judged_array(in, &$access$presence, "
                        "&$prefix$_$name$_subschemas)) {"
                      : "if (dg_opt_array(in, &$access$presence)) {";
    }
    return judged ? "if (dg_opt_judged_object(in, &$access$presence, "
                    "&$prefix$_$name$_subschemas)) {"
                  : "if (dg_opt_object(in, &$access$presence)) {";
}

/* The same for a value that is held by pointer: makes room for it. */
static const char *decode_pointer(const struct model_type *type)
{
    if (type->subschemas != NULL && type->subschemas->null) {
        return type->implied
                   ? "$access$value = dg_opt_judged_other_pointer(in, &$access$presence, sizeof "
                     "*$access$value, &$prefix$_$name$_subschemas);"
                   : "$access$value = dg_opt_judged_object_pointer(in, &$access$presence, sizeof "
                     "*$access$value, &$prefix$_$name$_subschemas);";
    }
    return type->implied || type->kind == MODEL_UNION
               ? "$access$value = dg_opt_other_pointer(in, &$access$presence, sizeof "
                 "*$access$value);"
               : "$access$value = dg_opt_object_pointer(in, &$access$presence, sizeof "
                 "*$access$value);";
}

/* The statement that reads an object, map or union. */
static struct emit_statement decode_members(const struct model_type *type)
{
    struct emit_statement statement = {.plain = "read_$name$(in, $address$$faults$);",
                                       .test = decode_test(type)};

    if (type->by_pointer) {
        statement.before = decode_pointer(type);
        statement.test = "if ($access$value != NULL) {";
    }
    return statement;
}

/* The statement that reads a value. */
static struct emit_statement decode_statement(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        if (emit_limits_are_special(type)) {
            return (struct emit_statement){
                .plain = "dg_read_limited_text(in, $address$, $limits$);",
                .opt = "dg_read_opt_limited_text(in, $address$, $limits$);"};
        }
        if (type->format != NULL) {
            return (struct emit_statement){.plain = "dg_read_formatted(in, $address$, $limits$);",
                                           .opt =
                                               "dg_read_opt_formatted(in, $address$, $limits$);"};
        }
        return (struct emit_statement){.plain = "dg_read_text(in, $address$, $limits$);",
                                       .opt = "dg_read_opt_text(in, $address$, $limits$);"};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_read_time(in, $address$);",
                                       .opt = "dg_read_opt_time(in, $address$);"};
    case MODEL_INTEGER:
        if (emit_limits_are_special(type)) {
            return (struct emit_statement){
                .plain = "dg_read_limited_integer(in, $address$, $limits$);",
                .opt = "dg_read_opt_limited_integer(in, $address$, $limits$);"};
        }
        return type->int32
                   ? (struct emit_statement){.plain = "dg_read_int32(in, $address$, $limits$);",
                                             .opt = "dg_read_opt_int32(in, $address$, $limits$);"}
                   : (struct emit_statement){.plain = "dg_read_integer(in, $address$, $limits$);",
                                             .opt =
                                                 "dg_read_opt_integer(in, $address$, $limits$);"};
    case MODEL_NUMBER:
        return (struct emit_statement){.plain = "dg_read_number(in, $address$, $limits$);",
                                       .opt = "dg_read_opt_number(in, $address$, $limits$);"};
    case MODEL_BOOLEAN:
        return (struct emit_statement){.plain = "dg_read_boolean(in, $address$);",
                                       .opt = "dg_read_opt_boolean(in, $address$);"};
    case MODEL_CONST_TEXT:
        return (struct emit_statement){.plain = "dg_read_const_text(in, $limits$);",
                                       .opt = "dg_read_opt_const_text(in, $address$, $limits$);"};
    case MODEL_CONST_INTEGER:
        return (struct emit_statement){.plain = "dg_read_const_integer(in, $limits$);",
                                       .opt =
                                           "dg_read_opt_const_integer(in, $address$, $limits$);"};
    case MODEL_JSON:
        if (type->subschemas != NULL) {
            static const char judged[] =
                "dg_read_judged(in, $address$, $limits$, &$prefix$_$name$_subschemas);";

            return (struct emit_statement){.plain = judged, .opt = judged};
        }
        if (type->any != NULL) {
            return (struct emit_statement){.plain = "dg_read_any(in, $address$, $limits$);",
                                           .opt = "dg_read_any(in, $address$, $limits$);"};
        }
        return (struct emit_statement){.plain = "dg_read_json(in, $address$);",
                                       .opt = "dg_read_json(in, $address$);"};
    case MODEL_ENUM:
        return (struct emit_statement){
            .plain = "$lvalue$ = dg_read_enum(in, &$prefix$_$name$_words, $text$);",
            .opt = "$access$value = dg_read_opt_enum(in, &$prefix$_$name$_words, "
                   "&$access$presence, &$access$text);"};
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_UNION:
        return decode_members(type);
    case MODEL_LIST:
    case MODEL_VALUE:
        return (struct emit_statement){.plain = "read_$name$(in, $address$$faults$);",
                                       .test = decode_test(type)};
    }
    return (struct emit_statement){.plain = NULL};
}

static const struct emit_walk reading = {
    decode_statement, .owner = "out", .place = "",
    .before = "        case $constant$:", .after = "            break;"};

/* Ends a value that has further schemas. */
static void emit_judged_close(const struct emitter *emitter, unsigned indent,
                              const struct model_type *type)
{
    struct buffer matched = {0};

    if (type->subschemas == NULL) {
        return;
    }
    matched = emit_subschema_matched(type, "out");
    buffer_format(emitter->out, "%*s", (int)indent, "");
    EMIT_LINE(emitter, "dg_judged_close(in, &judged, &$prefix$_$name$_subschemas, $matched$);",
              "name", type->name, "matched", matched.data);
    buffer_free(&matched);
}

/* Declares what a value with further schemas needs, and reads a value of another type, if the
 * schema allows one. `bracket` begins values of this type. */
static void emit_begin(const struct emitter *emitter, const struct model_type *type,
                       const char *bracket)
{
    if (type->subschemas != NULL) {
        EMIT(emitter, "    struct dg_judged judged = dg_judged_open(in);\n");
    }
    EMIT(emitter, "\n");
    if (type->implied) {
        EMIT(emitter, "    if (dg_read_other(in, '$bracket$', &out->$other$)) {\n", "bracket",
             bracket, "other", type->other_name);
        emit_judged_close(emitter, 8, type);
        EMIT(emitter, "        return;\n    }\n");
    }
}

static const struct emit_lvalue entry_lvalue = {"&entry->value", "entry->value.", "entry->value",
                                                "NULL"};

/* Declares the entry that is next. */
static void emit_entry(const struct emitter *emitter, const struct model_type *map,
                       const char *indent, const char *slot)
{
    if (emit_values_are_stored(&map->item, emit_values_of_element(&map->item))) {
        EMIT(emitter, "$indent$struct $prefix$_$name$_entry *entry = $slot$;\n\n", "indent", indent,
             "name", map->name, "slot", slot);
    }
}

/* The maps of an object for members that aren't listed: are declared, opened, filled, closed. */

static void emit_maps_declare(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    struct dg_map $local$;\n", "local", maps[i].local);
    }
}

static void emit_maps_open(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    dg_object_$local$(&at, &$local$, &$prefix$_$name$_shape, ", "local",
             maps[i].local, "name", maps[i].type->name);
        EMIT_LINE(emitter,
                  maps[i].type->inline_capacity == 0 ? "NULL);" : "out->$member$.entries);",
                  "member", maps[i].member);
    }
}

static void emit_maps_entry(const struct emitter *emitter, const struct emit_map *map,
                            const char *indent)
{
    struct buffer slot = {0};

    buffer_format(&slot, "%s.slot", map->local);
    emit_entry(emitter, map->type, indent, slot.data);
    emit_statements_of_inner_element(emitter, &reading, map->type, "", &entry_lvalue, indent);
    buffer_free(&slot);
}

static void emit_maps_entries(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);
    bool listed = type->property_count > 0;

    if (count == 0) {
        return;
    }
    EMIT(emitter, listed ? "        default: {\n" : "");
    if (count == 2) {
        EMIT(emitter, "            if (at.into == &others) {\n");
        emit_maps_entry(emitter, &maps[0], "                ");
        EMIT(emitter, "            } else {\n");
        emit_maps_entry(emitter, &maps[1], "                ");
        EMIT(emitter, "            }\n");
    } else {
        emit_maps_entry(emitter, &maps[0], listed ? "            " : "        ");
    }
    EMIT(emitter, listed ? "            break;\n        }\n" : "");
}

static void emit_maps_close(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    EMIT(emitter, count > 0 ? "    dg_others_close(&at);\n" : "");
    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    out->$member$.count = $local$.count;\n", "member", maps[i].member,
             "local", maps[i].local);
        if (maps[i].type->inline_capacity == 0) {
            EMIT(emitter, "    out->$member$.entries = $local$.entries;\n", "member",
                 maps[i].member, "local", maps[i].local);
        }
    }
}

static void emit_object_reader(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "    struct dg_object at;\n");
    emit_maps_declare(emitter, type);
    emit_begin(emitter, type, "{");
    if (emit_subschema_lists(type)) {
        EMIT_LINE(emitter, "    judged.shape = &$prefix$_$name$_shape;", "name", type->name);
    }
    EMIT_LINE(emitter, "    dg_object_open(&at, in, &$prefix$_$name$_shape, out);", "name",
              type->name);
    emit_maps_open(emitter, type);
    EMIT(emitter, type->has_faults ? "    at.faults = faults->bits;\n" : "");
    EMIT(emitter, "    while (dg_object_next(&at)) {\n");
    if (type->property_count > 0) {
        EMIT(emitter, "        switch (at.property) {\n");
        emit_statements_of_object(emitter, &reading, type);
        emit_maps_entries(emitter, type);
        EMIT(emitter, "        }\n");
    } else {
        emit_maps_entries(emitter, type);
    }
    EMIT(emitter, "    }\n");
    emit_maps_close(emitter, type);
    if (type->check_count == 0) {
        EMIT(emitter, "    dg_object_close(&at);\n");
        emit_judged_close(emitter, 4, type);
        return;
    }
    EMIT(emitter, "    if (dg_object_close(&at)) {\n");
    EMIT_LINE(emitter, "        $prefix$_$name$_rules(dg_object_subject(&at), out);", "name",
              type->name);
    EMIT(emitter, "    }\n");
    emit_judged_close(emitter, 4, type);
}

static void emit_map_reader(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "    struct dg_map at;\n");
    emit_begin(emitter, type, "{");
    EMIT(emitter,
         "    dg_map_open(&at, in, &$prefix$_$name$_shape, $entries$);\n"
         "    while (dg_map_next(&at)) {\n",
         "name", type->name, "entries", type->inline_capacity > 0 ? "out->entries" : "NULL");
    emit_entry(emitter, type, "        ", "at.slot");
    emit_statements_of_element(emitter, &reading, type, "", &entry_lvalue);
    EMIT(emitter, "    }\n    out->count = dg_map_close(&at);\n$entries$", "entries",
         type->inline_capacity > 0 ? "" : "    out->entries = at.entries;\n");
    emit_judged_close(emitter, 4, type);
}

static void emit_list_reader(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"item", "item->", "*item", "NULL"};
    enum emit_holding holding = emit_values_of_element(&type->item);
    bool stored = emit_values_are_stored(&type->item, holding);

    EMIT(emitter, "    struct dg_array at;\n");
    emit_begin(emitter, type, "[");
    EMIT(emitter,
         "    dg_array_open(&at, in, &$prefix$_$name$_shape);\n"
         "    while (dg_array_next(&at)) {\n",
         "name", type->name);
    if (stored) {
        EMIT(emitter, "        ");
        emit_values_type(emitter, &type->item, holding);
        EMIT(emitter, " *item = at.slot;\n\n");
    }
    emit_statements_of_element(emitter, &reading, type, "", &lvalue);
    EMIT(emitter, "    }\n    out->count = dg_array_close(&at);\n$items$", "items",
         stored ? "    out->items = at.items;\n" : "");
    emit_judged_close(emitter, 4, type);
}

static const struct emit_walk choosing = {decode_statement, .owner = "out", .place = ""};

static void emit_union_reader(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "    struct dg_union at;\n\n");
    EMIT_LINE(emitter, "    out->kind = dg_union_open(&at, in, &$prefix$_$name$_shape, $value$);",
              "name", type->name, "value",
              emit_values_union_is_empty(type) ? "NULL" : "&out->value");
    emit_statements_of_union(emitter, &choosing, type, "", "");
    EMIT(emitter, "    dg_union_close(&at);\n");
}

static void emit_value_reader(const struct emitter *emitter, const struct model_type *type)
{
    if (!emit_values_are_stored(&type->item, emit_values_of_element(&type->item))) {
        EMIT(emitter, "    (void)out; /* the value has no data */\n");
    }
    emit_statements_of_value(emitter, &reading, type, "", "out");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer site = emit_values_site(type);
    struct buffer faults = {0};
    struct buffer judge = {0};

    buffer_add(&faults, "");
    buffer_add(&judge, "");
    if (type->has_faults) {
        buffer_format(&faults, "    struct %s_faults_of_%s faults = {.bits = {0}};\n",
                      emitter->model->prefix, type->name);
        buffer_add(&judge, "    dg_reader_judge_root(&in, ");
        if (emit_states_are_kept(emitter->model, type)) {
            buffer_format(&judge, "&%s_%s_states", emitter->model->prefix, type->name);
        } else {
            buffer_add(&judge, "NULL");
        }
        buffer_add(&judge, ", out, &faults);\n");
    }
    EMIT(emitter,
         "    static const struct dg_site site = {$site$};\n"
         "$faults$"
         "    struct dg_begun begun[DG_FAST_LEVELS];\n"
         "    struct dg_reader in;\n"
         "\n"
         "    *out = (struct $prefix$_$name$){0};\n"
         "    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);\n"
         "    in.begun = begun;\n"
         "    read_$name$(&in, out$argument$);\n"
         "$judge$"
         "    return dg_reader_close(&in);\n",
         "name", type->name, "site", site.data, "faults", faults.data, "argument",
         type->has_faults ? ", &faults" : "", "judge", judge.data);
    buffer_free(&site);
    buffer_free(&faults);
    buffer_free(&judge);
}

static const struct emit_function decoders = {
    .wanted = emit_functions_have,
    .head = "static DG_NESTED void read_$name$(struct dg_reader *in, struct $prefix$_$name$ "
            "*out$faults$)$tail$",
    .object = emit_object_reader,
    .map = emit_map_reader,
    .list = emit_list_reader,
    .choice = emit_union_reader,
    .value = emit_value_reader,
    .root_head = "bool $prefix$_$name$_decode(struct $prefix$_$name$ *out, const char *json, "
                 "size_t length, struct dg_arena *arena, struct dg_report *report)$tail$",
    .root_body = emit_root_body,
};

void emit_decode_header(const struct emitter *emitter)
{
    emit_file_comment(emitter,
                      "From JSON to the structs of types.h, with judgement against the contract.");
    emit_header_open(emitter, "DECODE",
                     (const char *const[]){"runtime/arena.h", "runtime/report.h", "types.h", NULL});
    emit_comment(
        emitter, 0,
        "Each reads `length` bytes of JSON (RFC 8259), which need no NUL at their end, into *out, "
        "and reports everything that breaks the contract to `report`. The contract includes "
        "rules; rules about the exchange or about an earlier state need data in the report "
        "(runtime/rule.h). `report` may be NULL: verdict only. Returns true when no finding of "
        "severity error was reported. *out is always initialised; members that failed are zero, "
        "but an enum keeps the text of a value that isn't listed. "
        "Texts of *out point into `json` and `arena`, and live as long as both. When memory runs "
        "out, "
        "the result is false and arena->failed is set. There are no globals: threads may decode at "
        "once, each with its own arena and report.");
    emit_functions_prototypes(emitter, &decoders);
    emit_memory_macros(emitter);
    emit_header_close(emitter);
}

void emit_decode_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Decoders with one line per property.");
    EMIT(emitter,
         "#include \"decode.h\"\n\n$patterns$#include \"rules.h\"\n#include "
         "\"runtime/reader.h\"\n#include \"shapes.h\"\n",
         "patterns", emit_patterns_include(emitter->model));
    emit_functions(emitter, &decoders);
    emit_subschema_tables(emitter);
}
