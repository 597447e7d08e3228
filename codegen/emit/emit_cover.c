/* marks.h and marks.c: functions that mark what values exercise, and the items behind the marks. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit/emit_cover_changes.h"
#include "emit/emit_cover_items.h"
#include "emit/emit_functions.h"
#include "emit/emit_limits.h"
#include "emit/emit_outputs.h"
#include "emit/emit_states.h"
#include "emit/emit_values.h"

/* The file while it is written. */
struct cover_file {
    struct emitter emitter;
    struct cover_items items;
    size_t *rule_marks; /* of the objects of each type with rules; 0: no mark */
    unsigned depth;     /* of blocks around the next line */
};

/* A value in C. */
struct cover_value {
    const char *owner; /* the lvalue without the presence: "value->id" */
    bool in_opt;       /* the value is the member `value` of `owner` */
    bool by_pointer;   /* and is a pointer */
};

static void indent(const struct cover_file *file)
{
    buffer_format(file->emitter.out, "%*s", (int)(4 * file->depth), "");
}

static bool is_covered(const struct cover_file *file, const struct model_type *type)
{
    return model_kind_is_container(type->kind) && emit_cover_items_reach(&file->items, type);
}

/* Lines about limits */

static void add_number(struct buffer *out, const struct model_type *type, const char *number)
{
    int64_t integer = 0;

    if (type->kind == MODEL_INTEGER && dg_number_integer(dg_text_of(number), &integer)) {
        emit_limits_integer(out, integer);
    } else if (strlen(number) > 9) {
        buffer_format(out, "UINT64_C(%s)", number);
    } else {
        buffer_add(out, number);
    }
}

/* Writes a line for each limit of the value `lvalue`, by a function of the runtime. */
static void emit_limit_lines(struct cover_file *file, const struct model_type *type, bool names,
                             const char *function, const char *lvalue)
{
    struct cover_limit limits[COVER_LIMITS];
    size_t count = emit_cover_items_limits(&file->items, type, names, limits);

    for (size_t i = 0; i < count; i++) {
        size_t mark = emit_cover_items_mark(&file->items, DG_COVER_LIMIT, limits[i].pointer);
        const char *next = limits[i].next == NULL ? limits[i].at : limits[i].next;
        struct buffer line = {0};

        buffer_format(&line, "dg_cover_%s(in, %zu, %s, ", function, mark, lvalue);
        if (type->kind == MODEL_NUMBER) {
            buffer_format(&line, "(struct dg_text)DG_TEXT(\"%s\")", limits[i].at);
        } else {
            add_number(&line, type, limits[i].at);
            buffer_add(&line, ", ");
            add_number(&line, type, next);
        }
        indent(file);
        EMIT_LINE(&file->emitter, "$line$);", "line", line.data);
        buffer_free(&line);
    }
}

/* Lines about values */

static bool has_inner_lines(struct cover_file *file, const struct model_type *type)
{
    struct cover_limit limits[COVER_LIMITS];

    return type->kind == MODEL_ENUM || model_kind_is_container(type->kind) ||
           emit_cover_items_limits(&file->items, type, false, limits) > 0;
}

/* The lines about the value itself, which is present. */
static void emit_inner_lines(struct cover_file *file, const struct model_type *type,
                             const struct cover_value *value)
{
    struct buffer lvalue = {0};
    struct buffer address = {0};

    buffer_format(&lvalue, "%s%s", value->owner, value->in_opt ? ".value" : "");
    buffer_format(&address, "%s%s", value->by_pointer ? "" : "&", lvalue.data);
    if (type->kind == MODEL_ENUM) {
        indent(file);
        buffer_format(file->emitter.out, "dg_cover_enum(in, %zu, %s);\n",
                      emit_cover_items_mark(&file->items, DG_COVER_ENUM, type->pointer),
                      lvalue.data);
    } else if (model_kind_is_container(type->kind)) {
        indent(file);
        EMIT_LINE(&file->emitter, "cover_$name$(in, $address$);", "name", type->name, "address",
                  address.data);
    } else if (type->kind == MODEL_NUMBER) {
        emit_limit_lines(file, type, false, "number", address.data);
    } else {
        emit_limit_lines(file, type, false, type->kind == MODEL_TEXT ? "length" : "integer",
                         lvalue.data);
    }
    buffer_free(&lvalue);
    buffer_free(&address);
}

/* The presence of a value that has one. The caller frees `data`. */
static struct buffer presence_of(const struct model_type *type, const char *owner)
{
    struct buffer out = {0};
    bool bare = type->kind == MODEL_CONST_TEXT || type->kind == MODEL_CONST_INTEGER;

    if (type->by_pointer) {
        buffer_format(&out, "dg_presence_of(%s.presence, %s.value)", owner, owner);
    } else {
        buffer_format(&out, "%s%s", owner, bare ? "" : ".presence");
    }
    return out;
}

/* Writes the test of whether there is a value, and in it the lines about the value. */
static void emit_tested_lines(struct cover_file *file, const struct model_type *type,
                              const struct cover_value *value, const char *test)
{
    bool block = has_inner_lines(file, type);

    indent(file);
    EMIT_LINE(&file->emitter, block ? "if ($test$) {" : "$test$;", "test", test);
    if (block) {
        file->depth++;
        emit_inner_lines(file, type, value);
        file->depth--;
        indent(file);
        EMIT(&file->emitter, "}\n");
    }
}

/* Whether C has a presence for the value. Free-form JSON always has one. */
static bool has_presence(const struct model_type *type, enum emit_holding holding)
{
    return type->kind == MODEL_JSON || holding == EMIT_OPT;
}

static void emit_property(struct cover_file *file, const struct model_type *object,
                          const struct model_property *property)
{
    const struct model_type *type = property->use.type;
    size_t mark = emit_cover_items_mark(&file->items, DG_COVER_PROPERTY,
                                        emit_cover_items_property(&file->items, object, property));
    bool opt = has_presence(type, emit_values_of_property(property));
    struct buffer owner = {0};
    struct buffer test = {0};

    buffer_format(&owner, "value->%s", property->name);
    buffer_format(&test, "dg_cover_%s(&at, %s, %zu", opt ? "optional" : "required",
                  property->constant, mark);
    if (opt) {
        struct buffer presence = presence_of(type, owner.data);

        buffer_format(&test, ", %s", presence.data);
        buffer_free(&presence);
    }
    buffer_add(&test, ")");
    emit_tested_lines(file, type, &(struct cover_value){owner.data, opt, opt && type->by_pointer},
                      test.data);
    buffer_free(&owner);
    buffer_free(&test);
}

/* Writes the lines about an entry's value or an element. */
static void emit_element(struct cover_file *file, const struct model_use *use, const char *owner)
{
    bool opt = has_presence(use->type, emit_values_of_element(use));
    const struct cover_value value = {owner, opt, opt && use->type->by_pointer};
    struct buffer presence = {0};
    struct buffer test = {0};

    if (!opt) {
        emit_inner_lines(file, use->type, &value);
        return;
    }
    presence = presence_of(use->type, owner);
    if (use->nullable) {
        buffer_format(&test, "dg_cover_presence(in, %zu, %s)",
                      emit_cover_items_mark(&file->items, DG_COVER_PROPERTY, use->type->pointer),
                      presence.data);
    } else {
        buffer_format(&test, "%s == DG_VALUE", presence.data);
    }
    emit_tested_lines(file, use->type, &value, test.data);
    buffer_free(&presence);
    buffer_free(&test);
}

/* Whether there is a line about each element. */
static bool has_element_lines(struct cover_file *file, const struct model_use *use)
{
    return use->nullable || has_inner_lines(file, use->type);
}

/* Bodies of functions */

static void emit_object(struct cover_file *file, const struct model_type *type, size_t index)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    EMIT(&file->emitter, type->property_count > 0
                             ? "    struct dg_covered at = dg_cover_open(in);\n\n"
                             : "    in->faults = NULL;\n");
    if (file->rule_marks[index] != 0) {
        buffer_format(file->emitter.out, "    dg_cover_mark(in, %zu); /* rules */\n",
                      file->rule_marks[index]);
    }
    for (size_t i = 0; i < type->property_count; i++) {
        emit_property(file, type, &type->properties[i]);
    }
    for (size_t i = 0; i < count; i++) {
        EMIT(&file->emitter, "    cover_$name$(in, &value->$member$);\n", "name",
             maps[i].type->name, "member", maps[i].member);
    }
}

static void emit_map(struct cover_file *file, const struct model_type *type)
{
    struct cover_limit limits[COVER_LIMITS];

    emit_limit_lines(file, type, false, "count", "value->count");
    if (!has_element_lines(file, &type->item) &&
        emit_cover_items_limits(&file->items, type, true, limits) == 0) {
        return;
    }
    EMIT(&file->emitter, "    for (size_t i = 0; i < value->count; i++) {\n");
    file->depth++;
    emit_limit_lines(file, type, true, "length", "value->entries[i].key");
    if (has_element_lines(file, &type->item)) {
        emit_element(file, &type->item, "value->entries[i].value");
    }
    file->depth--;
    EMIT(&file->emitter, "    }\n");
}

static void emit_list(struct cover_file *file, const struct model_type *type)
{
    emit_limit_lines(file, type, false, "count", "value->count");
    if (has_element_lines(file, &type->item)) {
        EMIT(&file->emitter, "    for (size_t i = 0; i < value->count; i++) {\n");
        file->depth++;
        emit_element(file, &type->item, "value->items[i]");
        file->depth--;
        EMIT(&file->emitter, "    }\n");
    }
}

static void emit_union(struct cover_file *file, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;

    EMIT(&file->emitter, "    switch (value->kind) {\n");
    for (size_t i = 0; i < choice->count; i++) {
        const struct model_alternative *alternative = &choice->alternatives[i];
        struct buffer owner = {0};

        buffer_format(&owner, "value->value.%s", alternative->name);
        EMIT(&file->emitter, "    case $PREFIX$_$constant$:\n", "constant", alternative->constant);
        file->depth++;
        if (has_element_lines(file, &alternative->use)) {
            emit_element(file, &alternative->use, owner.data);
        }
        file->depth--;
        EMIT(&file->emitter, "        break;\n");
        buffer_free(&owner);
    }
    EMIT(&file->emitter, "    case $PREFIX$_$unrecognized$:\n        break;\n    }\n",
         "unrecognized", choice->unrecognized);
}

static void emit_body(struct cover_file *file, const struct model_type *type, size_t index)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        emit_object(file, type, index);
        break;
    case MODEL_FORM_ENTRIES:
        emit_map(file, type);
        break;
    case MODEL_FORM_ITEMS:
        emit_list(file, type);
        break;
    case MODEL_FORM_ALTERNATIVES:
        emit_union(file, type);
        break;
    case MODEL_FORM_VALUE:
        if (has_element_lines(file, &type->item)) {
            emit_element(file, &type->item, "value->value");
        }
        break;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
        break;
    }
}

static void emit_head(const struct emitter *emitter, const struct model_type *type,
                      const char *tail)
{
    EMIT_LINE(emitter,
              "static void cover_$name$(struct dg_cover *in, const struct $prefix$_$name$ "
              "*value)$tail$",
              "name", type->name, "tail", tail);
}

static void emit_function(struct cover_file *file, const struct model_type *type, size_t index)
{
    struct buffer *out = file->emitter.out;
    struct buffer body = {0};

    buffer_add(&body, "");
    file->emitter.out = &body;
    emit_body(file, type, index);
    file->emitter.out = out;
    EMIT(&file->emitter, "\n");
    emit_head(&file->emitter, type, "");
    buffer_format(out, "{\n%s%s%s}\n", strstr(body.data, "(in") == NULL ? "    (void)in;\n" : "",
                  strstr(body.data, "value->") == NULL ? "    (void)value;\n" : "", body.data);
    buffer_free(&body);
}

/* Tables */

static void emit_rows(const struct cover_file *file)
{
    const struct cover_items *items = &file->items;

    if (items->row_count == 0) {
        return;
    }
    EMIT(&file->emitter, "\nstatic const struct dg_cover_row rows[] = {\n");
    for (size_t i = 0; i < items->row_count; i++) {
        static const char *const kinds[] = {"PROPERTY", "ENUM", "LIMIT"};
        const struct cover_row *row = &items->rows[i];
        struct buffer list = {0};

        for (size_t k = 0; k < row->count; k++) {
            struct buffer literal = {0};

            if (row->values[k] != NULL) {
                literal = emit_literal(dg_text_of(row->values[k]));
            }
            buffer_format(&list, "%s%s", k == 0 ? "" : ", ",
                          row->values[k] == NULL ? "NULL" : literal.data);
            buffer_free(&literal);
        }
        EMIT(&file->emitter, "    {\n        .kind = DG_COVER_$kind$,\n", "kind", kinds[row->kind]);
        emit_string_member(&file->emitter, 8, ".pointer", row->pointer);
        buffer_format(file->emitter.out, "        .mark = %zu,\n", row->mark);
        EMIT_LINE(&file->emitter, "        DG_COVER_VALUES($list$),\n    },", "list", list.data);
        buffer_free(&list);
    }
    EMIT(&file->emitter, "};\n");
}

static void emit_changes(const struct cover_file *file)
{
    const struct cover_items *items = &file->items;

    if (items->change_count == 0) {
        return;
    }
    EMIT(&file->emitter, "\nstatic const struct dg_cover_changes changes[] = {\n");
    for (size_t i = 0; i < items->change_count; i++) {
        const struct cover_changes *changes = &items->changes[i];

        EMIT(&file->emitter, "    {\n");
        emit_string_member(&file->emitter, 8, ".pointer", changes->pointer);
        buffer_format(file->emitter.out, "        .mark = %zu,\n", changes->mark);
        EMIT_LINE(&file->emitter, "        .states = &$prefix$_$name$_states,", "name",
                  changes->type->name);
        EMIT_LINE(&file->emitter,
                  "        .offset = offsetof(struct $prefix$_state_of_$name$, "
                  "$member$),",
                  "name", changes->type->name, "member", changes->member);
        EMIT_LINE(&file->emitter, "        .words = &$prefix$_$name$_words,", "name",
                  changes->property->use.type->name);
        emit_string_member(&file->emitter, 8, ".allowed", changes->allowed);
        EMIT(&file->emitter, "    },\n");
    }
    EMIT(&file->emitter, "};\n");
}

/* Writes a row for the rules of a list that compare, or for those that don't. Returns whether there
   are such rules. `of` is written after the list. */
static bool emit_rules(const struct cover_file *file, const struct model_check *const *checks,
                       size_t count, bool comparing, const char *of)
{
    const struct model *model = file->emitter.model;
    struct buffer list = {0};

    for (size_t i = 0; i < count; i++) {
        if (checks[i]->old == comparing) {
            buffer_format(&list, "%s&%s_rules[RULE_%s]", list.length == 0 ? "" : ", ",
                          model->prefix, emit_rule_table_row(model, checks[i]->rule));
        }
    }
    if (list.length == 0) {
        return false;
    }
    EMIT_LINE(&file->emitter, "    {\n        DG_COVER_RULES($list$),", "list", list.data);
    EMIT(&file->emitter, "$comparing$", "comparing",
         comparing ? "        .comparing = true,\n" : "");
    EMIT(&file->emitter, of);
    EMIT(&file->emitter, "    },\n");
    buffer_free(&list);
    return true;
}

/* The rows of all rules. Returns their number. */
static size_t emit_all_rules(const struct cover_file *file)
{
    const struct model *model = file->emitter.model;
    size_t count = 0;

    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];
        struct buffer of = {0};

        if (file->rule_marks[i] != 0) {
            buffer_format(&of, "        .mark = %zu,\n", file->rule_marks[i]);
            count += emit_rules(file, type->checks, type->check_count, false, of.data);
            of.length = 0;
        }
        if (emit_states_are_kept(model, type)) {
            buffer_format(&of, "        .of = &%s_%s_states,\n", model->prefix, type->name);
            count += emit_rules(file, type->checks, type->check_count, true, of.data);
        }
        buffer_free(&of);
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];
        struct buffer of = {0};

        buffer_format(&of, "        .of = &%s_%s_rules,\n", model->prefix, rules->name);
        count += emit_rules(file, rules->checks, rules->count, false, of.data);
        count += emit_rules(file, rules->checks, rules->count, true, of.data);
        buffer_free(&of);
    }
    return count;
}

static void emit_tables(struct cover_file *file)
{
    struct buffer *out = file->emitter.out;
    struct buffer rules = {0};
    size_t rules_count = 0;

    emit_rows(file);
    emit_changes(file);
    file->emitter.out = &rules;
    rules_count = emit_all_rules(file);
    file->emitter.out = out;
    if (rules_count > 0) {
        buffer_format(out, "\nstatic const struct dg_cover_rules rules[] = {\n%s};\n", rules.data);
    }
    EMIT(&file->emitter, "\nconst struct dg_coverage $prefix$_contract_coverage = {\n");
    if (file->items.row_count > 0) {
        buffer_format(out, "    .rows = rows,\n    .row_count = %zu,\n", file->items.row_count);
    }
    if (file->items.change_count > 0) {
        buffer_format(out, "    .changes = changes,\n    .change_count = %zu,\n",
                      file->items.change_count);
    }
    if (rules_count > 0) {
        buffer_format(out, "    .rules = rules,\n    .rules_count = %zu,\n", rules_count);
    }
    buffer_format(out, "    .mark_count = %zu,\n};\n", file->items.mark_count);
    buffer_free(&rules);
}

/* The file */

/* Marks for the objects that rules of their schema judge. */
static void add_rule_marks(struct cover_file *file)
{
    const struct model *model = file->emitter.model;

    file->rule_marks = memory_new_array(model->type_count + 1, sizeof *file->rule_marks);
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        if (is_covered(file, type) &&
            emit_states_count_comparing(type->checks, type->check_count) < type->check_count) {
            file->rule_marks[i] = emit_cover_items_add_mark(&file->items);
        }
    }
}

static void emit_functions_of(struct cover_file *file)
{
    const struct model *model = file->emitter.model;

    EMIT(&file->emitter, "\n");
    for (size_t i = 0; i < model->type_count; i++) {
        if (is_covered(file, model->types[i])) {
            emit_head(&file->emitter, model->types[i], ";");
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (is_covered(file, model->types[i])) {
            emit_function(file, model->types[i], i);
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (emit_functions_have_root(model->types[i])) {
            EMIT(&file->emitter,
                 "\nvoid $prefix$_$name$_cover(struct dg_cover *in, const void *value)\n{\n"
                 "    cover_$name$(in, value);\n}\n",
                 "name", model->types[i]->name);
        }
    }
}

void emit_cover_header(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "Marks what values of types.h exercise (runtime/cover.h).");
    emit_private_header_open(emitter, "MARKS",
                             (const char *const[]){"runtime/cover.h", "types.h", NULL});
    EMIT(emitter, "extern const struct dg_coverage $prefix$_contract_coverage;\n\n");
    for (size_t i = 0; i < model->type_count; i++) {
        if (emit_functions_have_root(model->types[i])) {
            EMIT_LINE(emitter,
                      "void $prefix$_$name$_cover(struct dg_cover *in, const void *value);", "name",
                      model->types[i]->name);
        }
    }
    EMIT(emitter, "\n");
    emit_private_header_close(emitter);
}

void emit_cover_source(const struct emitter *emitter)
{
    struct cover_file file = {.emitter = *emitter, .depth = 1};

    emit_cover_items_find(&file.items, emitter->model);
    emit_cover_changes_find(&file.items);
    add_rule_marks(&file);
    emit_file_comment(emitter, "Marks what values exercise, with a line for each item; and the "
                               "items that the marks stand for.");
    EMIT(emitter, "#include \"marks.h\"\n\n$rules$#include \"shapes.h\"\n", "rules",
         emitter->model->rule_count > 0 ? "#include \"rule_table.h\"\n#include \"rules.h\"\n" : "");
    emit_functions_of(&file);
    emit_tables(&file);
    emit_cover_items_free(&file.items);
    free(file.rule_marks);
}
