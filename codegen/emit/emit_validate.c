/* validate.h and validate.c: validators with one line per property. */
#include "emit/emit_functions.h"
#include "emit/emit_limits.h"
#include "emit/emit_outputs.h"
#include "emit/emit_statements.h"
#include "emit/emit_subschema.h"

/* The statement that validates an object or map. */
static struct emit_statement validate_members(const struct model_type *type)
{
    static const char *const tests[][2] = {
        {"if (dg_check_opt_object($place$, $access$presence)) {",
         "if (dg_check_opt_judged_object($place$, $access$presence, "
         "&$prefix$_$name$_subschemas)) {"},
        {"if (dg_check_opt_object($place$, dg_presence_of($access$presence, $access$value))) {",
         "if (dg_check_opt_judged_object($place$, dg_presence_of($access$presence, "
         "$access$value), &$prefix$_$name$_subschemas)) {"},
        {"if (dg_check_opt_other($place$, '{', $access$presence)) {",
         "if (dg_check_opt_judged_other($place$, '{', $access$presence, "
         "&$prefix$_$name$_subschemas)) {"},
        {"if (dg_check_opt_other($place$, '{', dg_presence_of($access$presence, "
         "$access$value))) {",
         "if (dg_check_opt_judged_other($place$, '{', dg_presence_of($access$presence, "
         "$access$value), &$prefix$_$name$_subschemas)) {"},
    };
    bool judged = type->subschemas != NULL && type->subschemas->null;

    return (struct emit_statement){
        .plain = "check_$name$($place$, $address$$faults$);",
        .test = tests[2 * (type->implied ? 1 : 0) + (type->by_pointer ? 1 : 0)][judged ? 1 : 0]};
}

/* The test of whether there is a list besides null. */
static const char *validate_test(const struct model_type *type)
{
    bool judged = type->subschemas != NULL && type->subschemas->null;

    if (type->implied) {
        return judged ? "if (dg_check_opt_judged_other($place$, '[', $access$presence, "
                        "&$prefix$_$name$_subschemas)) {"
                      : "if (dg_check_opt_other($place$, '[', $access$presence)) {";
    }
    return judged ? "if (dg_check_opt_judged_array($place$, $access$presence, "
                    "&$prefix$_$name$_subschemas)) {"
                  : "if (dg_check_opt_array($place$, $access$presence)) {";
}

static struct emit_statement validate_union(const struct model_type *type)
{
    return (struct emit_statement){
        .plain = "check_$name$($place$, $address$);",
        .test = type->by_pointer ? "if (dg_check_opt_union($place$, &$prefix$_$name$_shape, "
                                   "dg_presence_of($access$presence, $access$value))) {"
                                 : "if (dg_check_opt_union($place$, &$prefix$_$name$_shape, "
                                   "$access$presence)) {"};
}

/* The statement that validates a value. Empty if any value is valid. $place$ is its frame. */
static struct emit_statement validate_statement(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        if (emit_limits_are_special(type)) {
            return (struct emit_statement){
                .plain = "dg_check_limited_text($place$, $address$, $limits$);",
                .opt = "dg_check_opt_limited_text($place$, $address$, $limits$);"};
        }
        if (type->format != NULL) {
            return (struct emit_statement){
                .plain = "dg_check_formatted($place$, $address$, $limits$);",
                .opt = "dg_check_opt_formatted($place$, $address$, $limits$);"};
        }
        return (struct emit_statement){.plain = "dg_check_text($place$, $address$, $limits$);",
                                       .opt = "dg_check_opt_text($place$, $address$, $limits$);"};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_check_time($place$, $address$);",
                                       .opt = "dg_check_opt_time($place$, $address$);"};
    case MODEL_INTEGER:
        if (emit_limits_are_special(type)) {
            return (struct emit_statement){
                .plain = "dg_check_limited_integer($place$, $lvalue$, $limits$);",
                .opt = "dg_check_opt_limited_integer($place$, $address$, $limits$);"};
        }
        return type->int32
                   ? (struct emit_statement){.plain =
                                                 "dg_check_int32($place$, $lvalue$, $limits$);",
                                             .opt = "dg_check_opt_int32($place$, $address$, "
                                                    "$limits$);"}
                   : (struct emit_statement){
                         .plain = "dg_check_integer($place$, $lvalue$, $limits$);",
                         .opt = "dg_check_opt_integer($place$, $address$, $limits$);"};
    case MODEL_NUMBER:
        return (struct emit_statement){.plain = "dg_check_number($place$, $address$, $limits$);",
                                       .opt = "dg_check_opt_number($place$, $address$, $limits$);"};
    case MODEL_BOOLEAN:
        return (struct emit_statement){.opt = "dg_check_opt_boolean($place$, $address$);"};
    case MODEL_CONST_TEXT:
        return (struct emit_statement){.opt = "dg_check_opt_const_text($place$, $lvalue$);"};
    case MODEL_CONST_INTEGER:
        return (struct emit_statement){.opt = "dg_check_opt_const_integer($place$, $lvalue$);"};
    case MODEL_JSON:
        if (type->subschemas != NULL) {
            static const char judged[] =
                "dg_check_judged($place$, $address$, $limits$, &$prefix$_$name$_subschemas);";

            return (struct emit_statement){.plain = judged, .opt = judged};
        }
        if (type->any != NULL) {
            return (struct emit_statement){.plain = "dg_check_any($place$, $address$, $limits$);",
                                           .opt = "dg_check_any($place$, $address$, $limits$);"};
        }
        return (struct emit_statement){.plain = "dg_check_json($place$, $address$);",
                                       .opt = "dg_check_json($place$, $address$);"};
    case MODEL_ENUM:
        return (struct emit_statement){
            .plain = "dg_check_enum($place$, &$prefix$_$name$_words, $lvalue$, $text$);",
            .test = "if (dg_check_opt_enum($place$, $access$presence, &$prefix$_$name$_words)) {"};
    case MODEL_OBJECT:
    case MODEL_MAP:
        return validate_members(type);
    case MODEL_UNION:
        return validate_union(type);
    case MODEL_LIST:
    case MODEL_VALUE:
        return (struct emit_statement){.plain = "check_$name$($place$, $address$$faults$);",
                                       .test = validate_test(type)};
    }
    return (struct emit_statement){.plain = NULL};
}

static const struct emit_walk judging = {validate_statement, .owner = "value",
                                         .place = "dg_check_member(&at, $constant$)",
                                         .inside = "in"};

/* Ends a value that has further schemas. */
static void emit_judged_close(const struct emitter *emitter, unsigned indent,
                              const struct model_type *type)
{
    if (type->subschemas != NULL) {
        buffer_format(emitter->out, "%*s", (int)indent, "");
        EMIT_LINE(emitter,
                  "dg_check_judged_close(in, &judged, value, $prefix$_$name$_judged_text, "
                  "&$prefix$_$name$_subschemas);",
                  "name", type->name);
    }
}

/* Declares what a value with further schemas needs. Of a schema that allows values of other types:
 * declares `at`, and validates such a value. */
static void emit_at(const struct emitter *emitter, const struct model_type *type, const char *kind,
                    const char *bracket)
{
    if (type->subschemas != NULL) {
        EMIT(emitter, "    struct dg_checked_judged judged = dg_check_judged_open(in);\n");
    }
    if (type->implied) {
        EMIT(emitter,
             "    struct dg_checked_$kind$ at;\n\n"
             "    if (dg_check_other(in, '$bracket$', &value->$other$)) {\n",
             "kind", kind, "bracket", bracket, "other", type->other_name);
        emit_judged_close(emitter, 8, type);
        EMIT(emitter, "        return;\n    }\n");
    }
}

static const struct emit_lvalue entry_lvalue = {"&entry->value", "entry->value.", "entry->value",
                                                "NULL"};

/* Validates the entries of a map. */
static void emit_entries(const struct emitter *emitter, const struct model_type *map,
                         const char *at)
{
    EMIT(emitter, "    while (dg_check_map_next(&$at$)) {\n", "at", at);
    if (emit_statements_any_of_element(&judging, map)) {
        EMIT(emitter, "        const struct $prefix$_$name$_entry *entry = $at$.slot;\n\n", "name",
             map->name, "at", at);
        emit_statements_of_element(emitter, &judging, map, "in", &entry_lvalue);
    } else {
        EMIT(emitter, "        /* any value is valid */\n");
    }
    EMIT(emitter, "    }\n");
}

/* Validates the members in a map of the object. */
static void emit_members(const struct emitter *emitter, const struct emit_map *map)
{
    EMIT_LINE(emitter,
              "    $local$ = dg_check_others(&at, &$prefix$_$name$_shape, value->$member$.entries, "
              "value->$member$.count);",
              "local", map->local, "name", map->type->name, "member", map->member);
    emit_entries(emitter, map->type, map->local);
    EMIT(emitter, "    dg_check_others_end(&at, &$local$);\n", "local", map->local);
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    struct dg_checked_map $local$;\n", "local", maps[i].local);
    }
    emit_at(emitter, type, "object", "{");
    EMIT_LINE(emitter, "    $at$at = dg_check_object(in, &$prefix$_$name$_shape, $faults$);", "at",
              type->implied ? "" : "struct dg_checked_object ", "name", type->name, "faults",
              type->has_faults ? "faults->bits" : "NULL");
    EMIT(emitter, "\n");
    EMIT(emitter, count > 0 || emit_statements_any_of_object(&judging, type)
                      ? ""
                      : "    (void)value; /* any value is valid */\n");
    emit_statements_of_object(emitter, &judging, type);
    for (size_t i = 0; i < count; i++) {
        emit_members(emitter, &maps[i]);
    }
    if (type->check_count == 0) {
        EMIT(emitter, "    dg_check_object_end(&at);\n");
        emit_judged_close(emitter, 4, type);
        return;
    }
    EMIT(emitter, "    if (dg_check_object_end(&at)) {\n");
    EMIT_LINE(emitter, "        $prefix$_$name$_rules(dg_check_subject(&at), value);", "name",
              type->name);
    EMIT(emitter, "    }\n");
    emit_judged_close(emitter, 4, type);
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    emit_at(emitter, type, "map", "{");
    EMIT_LINE(emitter,
              "    $at$at = dg_check_map(in, &$prefix$_$name$_shape, value->entries, "
              "value->count);",
              "at", type->implied ? "" : "struct dg_checked_map ", "name", type->name);
    EMIT(emitter, "\n");
    emit_entries(emitter, type, "at");
    EMIT(emitter, "    dg_check_map_end(&at);\n");
    emit_judged_close(emitter, 4, type);
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"item", "item->", "*item", "NULL"};
    enum emit_holding holding = emit_values_of_element(&type->item);

    emit_at(emitter, type, "array", "[");
    EMIT_LINE(emitter,
              "    $at$at = dg_check_array(in, &$prefix$_$name$_shape, $items$, value->count);",
              "at", type->implied ? "" : "struct dg_checked_array ", "name", type->name, "items",
              emit_values_are_stored(&type->item, holding) ? "value->items" : "NULL");
    EMIT(emitter, "\n");
    if (emit_statements_any_of_element(&judging, type)) {
        EMIT(emitter, "    while (dg_check_array_next(&at)) {\n        const ");
        emit_values_type(emitter, &type->item, holding);
        EMIT(emitter, " *item = at.slot;\n\n");
        emit_statements_of_element(emitter, &judging, type, "in", &lvalue);
        EMIT(emitter, "    }\n");
    }
    EMIT(emitter, "    dg_check_array_end(&at);\n");
    if (type->unique) {
        EMIT_LINE(emitter, "    dg_check_unique(&at, value, $prefix$_$name$_text);", "name",
                  type->name);
    }
    emit_judged_close(emitter, 4, type);
}

/* Whether only values of its own type lead to an alternative whose schema would allow others. */
static bool is_closed(const struct model_choice *choice, size_t index)
{
    const struct model_type *type = choice->alternatives[index].use.type;
    size_t own = type->kind == MODEL_LIST ? JSON_TYPE_ARRAY : JSON_TYPE_OBJECT;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        if (i != own && choice->by_type[i] == index) {
            return false;
        }
    }
    return type->implied;
}

static void emit_union(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;

    EMIT_LINE(emitter,
              "    struct dg_checked_union at = dg_check_union(in, &$prefix$_$name$_shape, "
              "value->kind);",
              "name", type->name);
    EMIT(emitter, "\n");
    for (size_t i = 0; i < choice->count; i++) {
        const struct model_alternative *alternative = &choice->alternatives[i];

        if (is_closed(choice, i)) {
            EMIT(emitter, "    if (value->kind == $PREFIX$_$constant$) {\n", "constant",
                 alternative->constant);
            EMIT_LINE(emitter,
                      "        dg_check_no_other(in, '$bracket$', &value->value.$name$.$other$);",
                      "bracket", alternative->use.type->kind == MODEL_LIST ? "[" : "{", "name",
                      alternative->name, "other", alternative->use.type->other_name);
            EMIT(emitter, "    }\n");
        }
    }
    emit_statements_of_union(emitter, &judging, type, "in", "");
    EMIT(emitter, "    dg_check_union_end(&at);\n");
}

static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    if (emit_statements_any_of_element(&judging, type)) {
        emit_statements_of_value(emitter, &judging, type, "in", "value");
    } else {
        EMIT(emitter, "    (void)in;\n    (void)value; /* any value is valid */\n");
    }
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer faults = emit_statements_faults(emitter->model, type, NULL);

    if (type->implied || type->kind == MODEL_VALUE || type->kind == MODEL_UNION ||
        type->subschemas != NULL) {
        struct buffer site = emit_values_site(type);

        EMIT(emitter,
             "    static const struct dg_site site = {$site$};\n"
             "    struct dg_checker in;\n"
             "\n"
             "    dg_checker_open_at(&in, &site, report);\n",
             "site", site.data);
        buffer_free(&site);
    } else {
        EMIT(emitter, "    struct dg_checker in;\n"
                      "\n"
                      "    dg_checker_open(&in, report);\n");
    }
    EMIT_LINE(emitter, "    check_$name$(&in, value$faults$);", "name", type->name, "faults",
              faults.data);
    EMIT(emitter, "    return dg_checker_close(&in);\n");
    buffer_free(&faults);
}

static const struct emit_function validators = {
    .wanted = emit_functions_have,
    .head = "static void check_$name$(struct dg_checker *in, const struct $prefix$_$name$ "
            "*value$faults$)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .choice = emit_union,
    .value = emit_value,
    .root_head = "bool $prefix$_$name$_validate(const struct $prefix$_$name$ *value, struct "
                 "dg_report *report)$tail$",
    .root_body = emit_root_body,
};

void emit_validate_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Validates values of types.h that a program built.");
    emit_header_open(emitter, "VALIDATE",
                     (const char *const[]){"runtime/arena.h", "runtime/report.h", "types.h", NULL});
    emit_comment(
        emitter, 0,
        "Each reports everything in *value that breaks the contract to `report`, as the decoder "
        "would for the JSON of the value: with the same codes, pointers and severities, at offset "
        "0. `report` "
        "may be NULL: verdict only. Returns true when no finding of severity error was reported; "
        "then *value can be encoded. A required member that has a presence must not be absent "
        "(`required`), nor may an item or entry (`type`). A time or number whose text contradicts "
        "its value is `format` or `type`. An unrecognized enum without its "
        "received text is `enum`, an error even if unknown values are a warning. Duplicate names "
        "in a map are reported at its end, in the order of the names; for those in free-form JSON "
        "see runtime/check.h. Rules about one value are judged; their findings have the pointer "
        "that the rule names, even if there is no value. Nothing is allocated. Calls nest as deep "
        "as "
        "the value, at most as deep as the report allows. There are no globals: threads may "
        "validate at once, each with its own report.");
    if (emitter->model->judged_count > 0) {
        EMIT(emitter, "\n");
        emit_comment(emitter, 0,
                     "Values with oneOf, anyOf, not, if, contains or dependentSchemas are judged "
                     "from their JSON, which has the members that the struct has. This takes 20 "
                     "KiB of the stack; a struct whose JSON is longer than 4 KiB, or whose schemas "
                     "need more memory, isn't judged by these keywords, and is counted in the "
                     "report's rules_skipped.");
    }
    emit_functions_prototypes(emitter, &validators);
    emit_header_close(emitter);
}

void emit_validate_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Validators with one line per property.");
    EMIT(emitter,
         "#include \"validate.h\"\n\n$patterns$#include \"rules.h\"\n#include "
         "\"runtime/check.h\"\n#include \"shapes.h\"\n",
         "patterns", emit_patterns_include(emitter->model));
    emit_functions(emitter, &validators);
}
