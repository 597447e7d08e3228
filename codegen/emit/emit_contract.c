/* contract.h and contract.c: the one header for users, and the contract as data. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "emit/emit_functions.h"
#include "emit/emit_outputs.h"
#include "emit/emit_states.h"
#include "emit/emit_values.h"
#include "emit/layout_literal.h"

/* Writes nothing for NULL: the member is NULL without an initializer. */
static void emit_optional_member(const struct emitter *emitter, unsigned indent,
                                 const char *designator, const char *text)
{
    if (text != NULL) {
        emit_string_member(emitter, indent, designator, text);
    }
}

/* The longest line that clang-format leaves as it is. */
#define LONGEST_LINE 100

/* Writes a line of a macro that goes on in the next line. */
static void emit_macro_line(const struct emitter *emitter, struct dg_text line)
{
    buffer_format(emitter->out, "%-*.*s\\\n", LONGEST_LINE - 1, (int)line.length, line.data);
}

/* Writes the value of a macro, a literal, on lines of its own. Each line has room for a blank and a
   backslash. */
static void emit_macro_value(const struct emitter *emitter, struct dg_text literal)
{
    const size_t quote =
        (size_t)((const char *)memchr(literal.data, '"', literal.length) - literal.data);
    const int indent = 4 + (int)quote;
    struct dg_text rest =
        layout_literal_bare((struct dg_text){literal.data + quote, literal.length - quote});
    struct buffer line = {0};

    buffer_format(&line, "    %.*s", (int)quote, literal.data);
    for (;;) {
        struct dg_text piece = layout_literal_piece(&rest, (size_t)indent + strlen(" \\"), 0);

        buffer_format(&line, "\"%.*s\"", (int)piece.length, piece.data);
        if (rest.length == 0) {
            break;
        }
        emit_macro_line(emitter, buffer_text(&line));
        buffer_clear(&line);
        buffer_format(&line, "%*s", indent, "");
    }
    buffer_format(emitter->out, "%s\n", buffer_string(&line));
    buffer_free(&line);
}

/* Writes a macro whose value is the text, with lines of their own for the value if it is too long.
 */
static void emit_string_macro(const struct emitter *emitter, const char *name, const char *text)
{
    struct buffer literal = emit_literal(dg_text_of(text));
    struct buffer head = {0};
    struct emitter line = {.model = emitter->model, .out = &head};

    if (text == NULL) {
        buffer_free(&literal);
        return;
    }
    EMIT(&line, "#define $PREFIX$_CONTRACT_$name$", "name", name);
    if (head.length + 1 + literal.length <= LONGEST_LINE) {
        buffer_format(emitter->out, "%s %s\n", head.data, literal.data);
    } else {
        emit_macro_line(emitter, buffer_text(&head));
        emit_macro_value(emitter, buffer_text(&literal));
    }
    buffer_free(&head);
    buffer_free(&literal);
}

void emit_contract_header(const struct emitter *emitter)
{
    emit_file_comment(
        emitter,
        "The whole generated interface: types, their functions, and the contract as data.");
    emit_header_open(emitter, "CONTRACT",
                     (const char *const[]){"answers.h", "copy.h", "decode.h", "encode.h",
                                           "runtime/contract.h", "runtime/finding_text.h",
                                           "types.h", "validate.h", NULL});
    struct buffer about = {0};
    buffer_format(&about, "%s, version %s.", emitter->model->title, emitter->model->version);
    emit_comment(emitter, 0, about.data);
    buffer_free(&about);
    EMIT(emitter, "extern const struct dg_contract $prefix$_contract;\n\n");
    emit_comment(
        emitter, 0,
        "The same at compile time. The digest is the SHA-256 of what dg-codegen dump prints: it "
        "changes whenever a verdict or a type may change.");
    emit_string_macro(emitter, "TITLE", emitter->model->title);
    emit_string_macro(emitter, "VERSION", emitter->model->version);
    emit_string_macro(emitter, "DIGEST", emitter->model->digest);
    EMIT(emitter, "\n");
    emit_header_close(emitter);
}

/* Writes the type-erased functions of a schema. */
static void emit_erased(const struct emitter *emitter, const struct model_type *type)
{
    static const struct {
        const char *head;
        const char *call;
    } functions[] = {
        {"bool decode_$name$(void *out, const char *json, size_t length, struct dg_arena *arena, "
         "struct dg_report *report)",
         "decode(out, json, length, arena, report)"},
        {"bool validate_$name$(const void *value, struct dg_report *report)",
         "validate(value, report)"},
        {"size_t encode_$name$(const void *value, char *buffer, size_t capacity)",
         "encode(value, buffer, capacity)"},
        {"bool copy_$name$(void *out, const void *value, struct dg_arena *arena)",
         "copy(out, value, arena)"},
    };

    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        struct buffer head = {0};
        buffer_format(&head, "static %s", functions[i].head);
        EMIT(emitter, "\n");
        EMIT_LINE(emitter, head.data, "name", type->name);
        EMIT(emitter, "{\n    return $prefix$_$name$_$call$;\n}\n", "name", type->name, "call",
             functions[i].call);
        buffer_free(&head);
    }
}

static void emit_schema_as(const struct emitter *emitter, const struct model_type *type,
                           const char *number, const char *name)
{
    EMIT(emitter, "\nstatic const struct dg_schema $name$_schema$number$ = {\n", "name", type->name,
         "number", number);
    emit_optional_member(emitter, 4, ".name", name);
    emit_optional_member(emitter, 4, ".pointer", type->pointer);
    emit_outline_members(emitter, 4, ".outline", type);
    EMIT(emitter,
         "    .size = sizeof(struct $prefix$_$name$),\n"
         "    .alignment = _Alignof(struct $prefix$_$name$),\n"
         "    .decode = decode_$name$,\n"
         "    .validate = validate_$name$,\n"
         "    .encode = encode_$name$,\n"
         "    .copy = copy_$name$,\n"
         "    .cover = $prefix$_$name$_cover,\n",
         "name", type->name);
    EMIT(emitter,
         emit_states_are_kept(emitter->model, type) ? "    .states = &$prefix$_$name$_states,\n};\n"
                                                    : "};\n",
         "name", type->name);
}

static void emit_schema(const struct emitter *emitter, const struct model_type *type)
{
    char number[24] = "";

    emit_erased(emitter, type);
    emit_schema_as(emitter, type, number,
                   type->schema_name != NULL ? type->schema_name : type->name);
    for (size_t i = 0; i < type->alias_count; i++) {
        snprintf(number, sizeof number, "_%zu", i + 1);
        emit_schema_as(emitter, type, number, type->aliases[i]);
    }
}

/* The property `status` of RFC 9457 §3.1.2. NULL if the schema has no such integer. */
static const struct model_property *problem_status(const struct model_type *type)
{
    for (size_t i = 0; type->kind == MODEL_OBJECT && i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        if (dg_text_equal(property->wire, (struct dg_text)DG_TEXT("status")) &&
            property->use.type->kind == MODEL_INTEGER) {
            return property;
        }
    }
    return NULL;
}

static bool is_problem(const struct model_media *media)
{
    return media->schema != NULL && strcmp(media->type, "application/problem+json") == 0 &&
           problem_status(media->schema) != NULL;
}

static void emit_problem_status(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_property *property = problem_status(type);

    assert(property != NULL);
    EMIT(emitter,
         "\nstatic bool status_of_$name$(const void *value, int64_t *status)\n"
         "{\n"
         "    const struct $prefix$_$name$ *problem = value;\n"
         "\n",
         "name", type->name);
    if (emit_values_of_property(property) == EMIT_PLAIN) {
        EMIT(emitter, "    *status = problem->$member$;\n    return true;\n}\n", "member",
             property->name);
    } else {
        EMIT(emitter,
             "    *status = problem->$member$.value;\n"
             "    return problem->$member$.presence == DG_VALUE;\n"
             "}\n",
             "member", property->name);
    }
}

static bool is_problem_somewhere(const struct model *model, const struct model_type *type)
{
    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];
        for (size_t j = 0; j < operation->response_count; j++) {
            const struct model_response *response = &operation->responses[j];
            for (size_t k = 0; k < response->media_count; k++) {
                if (response->media[k].schema == type && is_problem(&response->media[k])) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Operations */

static const char *in_constant(enum model_parameter_in in)
{
    switch (in) {
    case MODEL_IN_PATH:
        return "DG_IN_PATH";
    case MODEL_IN_QUERY:
        return "DG_IN_QUERY";
    case MODEL_IN_HEADER:
        return "DG_IN_HEADER";
    case MODEL_IN_COOKIE:
        return "DG_IN_COOKIE";
    case MODEL_IN_QUERY_STRING:
        return "DG_IN_QUERY_STRING";
    }
    return NULL;
}

static void emit_parameters(const struct emitter *emitter, const struct model_operation *operation,
                            const char *number)
{
    if (operation->parameter_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_parameter operation_$number$_parameters[] = {\n",
         "number", number);
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct model_parameter *parameter = &operation->parameters[i];
        EMIT(emitter, "    {\n");
        emit_optional_member(emitter, 8, ".name", parameter->name);
        EMIT(emitter, "        .in = $in$,\n$required$", "in", in_constant(parameter->in),
             "required", parameter->required ? "        .required = true,\n" : "");
        emit_optional_member(emitter, 8, ".environment", parameter->environment);
        emit_optional_member(emitter, 8, ".unsent", parameter->unsent);
        emit_optional_member(emitter, 8, ".description", parameter->description);
        EMIT(emitter, "    },\n");
    }
    EMIT(emitter, "};\n");
}

/* The enum of the property that the rule is about. NULL if the property isn't an enum. */
static const struct model_type *enum_of(const struct model_rule *rule,
                                        const struct model_type *type)
{
    for (size_t i = 0; i < rule->step_count; i++) {
        const struct model_property *property = NULL;

        for (size_t j = 0; type->kind == MODEL_OBJECT && j < type->property_count; j++) {
            if (dg_text_equal(type->properties[j].wire, rule->steps[i])) {
                property = &type->properties[j];
            }
        }
        if (property == NULL) {
            return NULL;
        }
        type = property->use.type;
    }
    return type->kind == MODEL_ENUM ? type : NULL;
}

/* Whether the rule is the first one of its response about its enum. */
static bool is_outcome(const struct model_response_rules *rules, size_t index)
{
    const struct model_rule *rule = rules->checks[index]->rule;

    if (enum_of(rule, rules->self) == NULL) {
        return false;
    }
    for (size_t i = 0; i < index; i++) {
        const char *pointer = rules->checks[i]->rule->pointer;

        if (pointer != NULL && strcmp(pointer, rule->pointer) == 0) {
            return false;
        }
    }
    return true;
}

static size_t count_outcomes(const struct model_media *media)
{
    size_t count = 0;

    for (size_t i = 0; media->rules != NULL && i < media->rules->count; i++) {
        count += is_outcome(media->rules, i);
    }
    return count;
}

/* `name` is the C name of the array. */
static void emit_outcome(const struct emitter *emitter, const struct model_media *media,
                         const char *name)
{
    if (count_outcomes(media) == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const char *const $name$[] = {\n", "name", name);
    for (size_t i = 0; i < media->rules->count; i++) {
        if (is_outcome(media->rules, i)) {
            struct buffer pointer =
                emit_literal(dg_text_of(media->rules->checks[i]->rule->pointer));

            EMIT(emitter, "    $pointer$,\n", "pointer", pointer.data);
            buffer_free(&pointer);
        }
    }
    EMIT(emitter, "};\n");
}

static void emit_outcome_members(const struct emitter *emitter, const struct model_media *media,
                                 const char *name)
{
    size_t count = count_outcomes(media);

    if (count > 0) {
        EMIT(emitter, "        .outcome = $name$,\n", "name", name);
        buffer_format(emitter->out, "        .outcome_count = %zu,\n", count);
    }
}

static struct buffer outcome_name(const struct model_response *response, const char *number,
                                  size_t index)
{
    struct buffer name = {0};

    buffer_format(&name, "operation_%s_outcome_%s_%zu", number, response->status, index + 1);
    return name;
}

/* The number by which the function for whole responses tells which member holds the body. */
static void emit_body_member(const struct emitter *emitter, const struct model_answer *answer,
                             const struct model_media *media)
{
    size_t body = model_answer_body(answer, media);

    if (answer->has_kind && body > 0) {
        buffer_format(emitter->out, "        .body = %zu,\n", body);
    }
}

static void emit_media(const struct emitter *emitter, const struct model_operation *operation,
                       const struct model_response *response, const char *number)
{
    if (response->media_count == 0) {
        return;
    }
    for (size_t i = 0; i < response->media_count; i++) {
        struct buffer name = outcome_name(response, number, i);

        emit_outcome(emitter, &response->media[i], name.data);
        buffer_free(&name);
    }
    EMIT(emitter, "\nstatic const struct dg_media operation_$number$_media_$status$[] = {\n",
         "number", number, "status", response->status);
    for (size_t i = 0; i < response->media_count; i++) {
        const struct model_media *media = &response->media[i];
        struct buffer outcome = outcome_name(response, number, i);

        EMIT(emitter, "    {\n");
        emit_optional_member(emitter, 8, ".type", media->type);
        if (media->schema != NULL) {
            EMIT(emitter, "        .schema = &$name$_schema,\n", "name", media->schema->name);
        }
        EMIT(emitter, media->lines ? "        .lines = true,\n" : "");
        if (is_problem(media)) {
            EMIT(emitter, "        .problem_status = status_of_$name$,\n", "name",
                 media->schema->name);
        }
        if (media->rules != NULL) {
            EMIT(emitter, "        .rules = &$prefix$_$name$_rules,\n", "name", media->rules->name);
        }
        emit_outcome_members(emitter, media, outcome.data);
        emit_body_member(emitter, operation->answer, media);
        buffer_free(&outcome);
        EMIT(emitter, "    },\n");
    }
    EMIT(emitter, "};\n");
}

static void emit_responses(const struct emitter *emitter, const struct model_operation *operation,
                           const char *number)
{
    if (operation->response_count == 0) {
        return;
    }
    for (size_t i = 0; i < operation->response_count; i++) {
        emit_media(emitter, operation, &operation->responses[i], number);
    }
    EMIT(emitter, "\nstatic const struct dg_response operation_$number$_responses[] = {\n",
         "number", number);
    for (size_t i = 0; i < operation->response_count; i++) {
        const struct model_response *response = &operation->responses[i];
        EMIT(emitter, "    {\n");
        emit_optional_member(emitter, 8, ".status", response->status);
        if (response->media_count > 0) {
            EMIT(emitter, "        .media = operation_$number$_media_$status$,\n", "number", number,
                 "status", response->status);
            buffer_format(emitter->out, "        .media_count = %zu,\n", response->media_count);
        }
        EMIT(emitter, "    },\n");
    }
    EMIT(emitter, "};\n");
}

static void emit_success(const struct emitter *emitter, const struct model_operation *operation,
                         const char *number)
{
    const struct model_media *success = operation->answer->success;

    for (size_t i = 0; success != NULL && i < operation->response_count; i++) {
        const struct model_response *response = &operation->responses[i];

        if (success >= response->media && success < response->media + response->media_count) {
            EMIT(emitter, "        .success = &operation_$number$_media_$status$", "number", number,
                 "status", response->status);
            buffer_format(emitter->out, "[%zu],\n", (size_t)(success - response->media));
            return;
        }
    }
}

static void emit_operation(const struct emitter *emitter, const struct model_operation *operation,
                           const char *number)
{
    EMIT(emitter, "    {\n");
    emit_optional_member(emitter, 8, ".id", operation->id);
    emit_optional_member(emitter, 8, ".command", operation->command);
    emit_optional_member(emitter, 8, ".summary", operation->summary);
    emit_optional_member(emitter, 8, ".method", operation->method);
    emit_optional_member(emitter, 8, ".path", operation->path);
    emit_optional_member(emitter, 8, ".server", operation->server);
    emit_optional_member(emitter, 8, ".unsent", operation->unsent);
    if (operation->parameter_count > 0) {
        EMIT(emitter, "        .parameters = operation_$number$_parameters,\n", "number", number);
        buffer_format(emitter->out, "        .parameter_count = %zu,\n",
                      operation->parameter_count);
    }
    if (operation->response_count > 0) {
        EMIT(emitter, "        .responses = operation_$number$_responses,\n", "number", number);
        buffer_format(emitter->out, "        .response_count = %zu,\n", operation->response_count);
    }
    emit_success(emitter, operation, number);
    EMIT(emitter, "$bearer$$body$    },\n", "bearer",
         operation->bearer ? "        .bearer = true,\n" : "", "body",
         operation->body ? "        .body = true,\n" : "");
}

static void emit_operations(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    char number[24];

    for (size_t i = 0; i < model->operation_count; i++) {
        snprintf(number, sizeof number, "%zu", i + 1);
        emit_parameters(emitter, &model->operations[i], number);
        emit_responses(emitter, &model->operations[i], number);
    }
    if (model->operation_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_operation operations[] = {\n");
    for (size_t i = 0; i < model->operation_count; i++) {
        snprintf(number, sizeof number, "%zu", i + 1);
        emit_operation(emitter, &model->operations[i], number);
    }
    EMIT(emitter, "};\n");
}

/* Returns the number of schemas. */
static size_t emit_schema_list(const struct emitter *emitter)
{
    size_t count = 0;
    char number[24];

    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (emit_functions_have_root(type)) {
            EMIT(emitter,
                 count == 0 ? "\nstatic const struct dg_schema *const schemas[] = {\n" : "");
            EMIT(emitter, "    &$name$_schema,\n", "name", type->name);
            for (size_t k = 0; k < type->alias_count; k++) {
                snprintf(number, sizeof number, "%zu", k + 1);
                EMIT(emitter, "    &$name$_schema_$number$,\n", "name", type->name, "number",
                     number);
            }
            count += 1 + type->alias_count;
        }
    }
    EMIT(emitter, count == 0 ? "" : "};\n");
    return count;
}

void emit_contract_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(
        emitter,
        "The contract as data, for programs that judge any API without code of their own.");
    EMIT(emitter, "#include \"contract.h\"\n\n#include \"marks.h\"\n#include "
                  "\"rule_table.h\"\n#include \"rules.h\"\n");
    emit_outlines(emitter);
    for (size_t i = 0; i < model->type_count; i++) {
        if (emit_functions_have_root(model->types[i])) {
            emit_schema(emitter, model->types[i]);
        }
        if (is_problem_somewhere(model, model->types[i])) {
            emit_problem_status(emitter, model->types[i]);
        }
    }
    emit_operations(emitter);
    size_t schema_count = emit_schema_list(emitter);
    EMIT(emitter, "\nconst struct dg_contract $prefix$_contract = {\n");
    emit_optional_member(emitter, 4, ".title", model->title);
    emit_optional_member(emitter, 4, ".version", model->version);
    emit_optional_member(emitter, 4, ".digest", model->digest);
    emit_optional_member(emitter, 4, ".server", model->server);
    emit_optional_member(emitter, 4, ".server_environment", model->server_environment);
    emit_optional_member(emitter, 4, ".token_environment", model->token_environment);
    if (model->operation_count > 0) {
        buffer_format(emitter->out, "    .operations = operations,\n    .operation_count = %zu,\n",
                      model->operation_count);
    }
    if (schema_count > 0) {
        buffer_format(emitter->out, "    .schemas = schemas,\n    .schema_count = %zu,\n",
                      schema_count);
    }
    if (model->rule_count > 0) {
        buffer_format(emitter->out, "    .rules = %s_rules,\n    .rule_count = %zu,\n",
                      model->prefix, model->rule_count);
    }
    EMIT(emitter, "    .coverage = &$prefix$_contract_coverage,\n};\n");
}
