/* validate.h and validate.c: judges with one line per property. */
#include "emit/emit_parts.h"

/* The statement that judges a value; NULL: any is good. $place$ is where it is. */
static const char *plain_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_check_text($place$, $address$, $limits$);";
    case MODEL_TIME:
        return "dg_check_time($place$, $address$);";
    case MODEL_INTEGER:
        return type->int32 ? "dg_check_int32($place$, $lvalue$, $limits$);"
                           : "dg_check_integer($place$, $lvalue$, $limits$);";
    case MODEL_NUMBER:
        return "dg_check_number($place$, $address$, $limits$);";
    case MODEL_JSON:
        return "dg_check_json($place$, $address$);";
    case MODEL_ENUM:
        return "dg_check_enum($place$, &$prefix$_$name$_words, $lvalue$, $text$);";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return "check_$name$($place$, $address$$faults$);";
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
        return "dg_check_opt_text($place$, $address$, $limits$);";
    case MODEL_TIME:
        return "dg_check_opt_time($place$, $address$);";
    case MODEL_INTEGER:
        return type->int32 ? "dg_check_opt_int32($place$, $address$, $limits$);"
                           : "dg_check_opt_integer($place$, $address$, $limits$);";
    case MODEL_NUMBER:
        return "dg_check_opt_number($place$, $address$, $limits$);";
    case MODEL_BOOLEAN:
        return "dg_check_opt_boolean($place$, $address$);";
    case MODEL_CONST_TEXT:
        return "dg_check_opt_const_text($place$, $lvalue$);";
    case MODEL_CONST_INTEGER:
        return "dg_check_opt_const_integer($place$, $lvalue$);";
    case MODEL_JSON:
        return "dg_check_json($place$, $address$);";
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
    switch (type->kind) {
    case MODEL_ENUM:
        return "if (dg_check_opt_enum($place$, $access$presence, &$prefix$_$name$_words)) {";
    case MODEL_OBJECT:
    case MODEL_MAP:
        return "if (dg_check_opt_object($place$, $access$presence)) {";
    case MODEL_LIST:
        return "if (dg_check_opt_array($place$, $access$presence)) {";
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
        return NULL;
    }
    return NULL;
}

static const struct statement_kind judging = {plain_line, opt_line, opt_test, "in"};

/* Whether there is a statement for it. */
static bool is_judged(const struct model_type *type, enum holding holding)
{
    return holding == HOLD_OPT || plain_line(type) != NULL;
}

static bool is_looked_into(const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];
        if (is_judged(property->use.type, property_holding(property))) {
            return true;
        }
    }
    return false;
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    EMIT_LINE(emitter,
              "    struct dg_checked_object at = dg_check_object(in, &$prefix$_$name$_shape, "
              "$faults$);",
              "name", type->name, "faults", type->has_faults ? "faults->bits" : "NULL");
    EMIT(emitter, "\n");
    EMIT(emitter,
         is_looked_into(type) ? "" : "    (void)value; /* nothing in it can be wrong */\n");
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct property_target target = emit_property_target("value", property);
        struct buffer faults = emit_faults_argument(emitter->model, property->use.type, property);
        struct buffer place = {0};

        target.target.faults = faults.data;
        buffer_format(&place, "dg_check_member(&at, %s)", property->constant);
        emit_statement(emitter,
                       &(struct statement){"    ", place.data, property->use.type,
                                           property_holding(property), &target.target},
                       &judging);
        buffer_free(&place);
        buffer_free(&faults);
        emit_property_target_free(&target);
    }
    if (type->check_count == 0) {
        EMIT(emitter, "    dg_check_object_end(&at);\n");
        return;
    }
    EMIT(emitter, "    if (dg_check_object_end(&at)) {\n");
    EMIT_LINE(emitter, "        $prefix$_$name$_rules(dg_check_subject(&at), value);", "name",
              type->name);
    EMIT(emitter, "    }\n");
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&entry->value", "entry->value.", "entry->value", "NULL",
                                         NULL};
    enum holding holding = element_holding(&type->item);

    EMIT_LINE(emitter,
              "    struct dg_checked_map at = dg_check_map(in, &$prefix$_$name$_shape, "
              "value->entries, value->count);",
              "name", type->name);
    EMIT(emitter, "\n    while (dg_check_map_next(&at)) {\n");
    if (is_judged(type->item.type, holding)) {
        EMIT(emitter, "        const struct $prefix$_$name$_entry *entry = at.slot;\n\n", "name",
             type->name);
        emit_statement(emitter,
                       &(struct statement){"        ", "in", type->item.type, holding, &target},
                       &judging);
    } else {
        EMIT(emitter, "        /* any value is good */\n");
    }
    EMIT(emitter, "    }\n    dg_check_map_end(&at);\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"item", "item->", "*item", "NULL", NULL};
    enum holding holding = element_holding(&type->item);

    EMIT_LINE(
        emitter,
        "    struct dg_checked_array at = dg_check_array(in, &$prefix$_$name$_shape, $items$, "
        "value->count);",
        "name", type->name, "items",
        emit_is_stored(&type->item, holding) ? "value->items" : "NULL");
    EMIT(emitter, "\n");
    if (is_judged(type->item.type, holding)) {
        EMIT(emitter, "    while (dg_check_array_next(&at)) {\n        const ");
        emit_value_type(emitter, &type->item, holding);
        EMIT(emitter, " *item = at.slot;\n\n");
        emit_statement(emitter,
                       &(struct statement){"        ", "in", type->item.type, holding, &target},
                       &judging);
        EMIT(emitter, "    }\n");
    }
    EMIT(emitter, "    dg_check_array_end(&at);\n");
}

static void emit_root_body(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer faults = emit_faults_argument(emitter->model, type, NULL);

    EMIT(emitter, "    struct dg_checker in;\n"
                  "\n"
                  "    dg_checker_open(&in, report);\n");
    EMIT_LINE(emitter, "    check_$name$(&in, value$faults$);", "name", type->name, "faults",
              faults.data);
    EMIT(emitter, "    return dg_checker_close(&in);\n");
    buffer_free(&faults);
}

static const struct function_kind validators = {
    .wanted = emit_has_function,
    .head = "static void check_$name$(struct dg_checker *in, const struct $prefix$_$name$ "
            "*value$faults$)$tail$",
    .object = emit_object,
    .map = emit_map,
    .list = emit_list,
    .root_head = "bool $prefix$_$name$_validate(const struct $prefix$_$name$ *value, struct "
                 "dg_report *report)$tail$",
    .root_body = emit_root_body,
};

void emit_validate_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Values of types.h that were built by hand, judged against the "
                               "contract.");
    emit_header_open(emitter, "VALIDATE",
                     (const char *const[]){"runtime/report.h", "types.h", NULL});
    emit_comment(emitter, 0,
                 "Each tells `report` of everything in *value that breaks the contract, as the "
                 "decoder would of its JSON: with the same codes, pointers and severities, at "
                 "offset 0. `report` may be NULL: verdict only. Returns true when nothing of "
                 "severity error was found; then *value can be encoded. A required member that "
                 "has a presence must not be absent (`required`), nor may an item or entry "
                 "(`type`). A text that contradicts the value beside it is `format` of a time "
                 "and `type` of a number. An unrecognized enum without its text as received is "
                 "`enum`, an error also where unknown values are a warning. Names that come "
                 "twice in a map are reported at its end, in the order of the names; those in "
                 "free-form JSON as far as runtime/check.h says. Of rules those are judged that "
                 "are about one value; their findings have the place that the rule names, whether "
                 "a value is there or not. Nothing is allocated. Calls nest as deep as the value, "
                 "at most as deep as the report allows. No globals: threads may validate at once, "
                 "each with its own report.");
    emit_root_prototypes(emitter, &validators);
    emit_header_close(emitter);
}

void emit_validate_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Judges with one line per property.");
    EMIT(emitter, "#include \"validate.h\"\n\n#include \"rules.h\"\n#include "
                  "\"runtime/check.h\"\n#include \"shapes.h\"\n");
    emit_functions(emitter, &validators);
}
