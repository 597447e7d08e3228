/* Prints the contract as text for people or as JSON. */
#include "describe/describe.h"

#include <string.h>

#include "base/code.h"
#include "base/output.h"
#include "base/print.h"
#include "describe/indented.h"
#include "runtime/finding_text.h"

const char *describe_parameter_in(enum dg_parameter_in in)
{
    static const char *const names[] = {
        [DG_IN_PATH] = "path",
        [DG_IN_QUERY] = "query",
        [DG_IN_HEADER] = "header",
        [DG_IN_COOKIE] = "cookie",
        [DG_IN_QUERY_STRING] = "querystring",
    };

    return names[in];
}

/* text */

static void print_setting(struct output *out, const char *name, const char *value,
                          const char *environment)
{
    if (value == NULL && environment == NULL) {
        return;
    }
    print(out, "%-8s %s", name, value == NULL ? "" : value);
    if (environment != NULL) {
        print(out, value == NULL ? "from %s" : " (or from %s)", environment);
    }
    print(out, "\n");
}

static void print_response(struct output *out, const struct dg_response *response)
{
    if (response->media_count == 0) {
        print(out, "    %-8s no body\n", response->status);
    }
    for (size_t i = 0; i < response->media_count; i++) {
        const struct dg_schema *schema = response->media[i].schema;

        print(out, "    %-8s %-26s %s\n", i == 0 ? response->status : "", response->media[i].type,
              schema == NULL ? "not judged" : schema->name);
    }
}

static void print_operation(struct output *out, const struct dg_operation *operation)
{
    print(out, "  %s  %s %s\n", operation->id, operation->method, operation->path);
    if (operation->command != NULL) {
        print(out, "    command  %s\n", operation->command);
    }
    if (operation->unsent != NULL) {
        print(out, "    unsent   %s\n", operation->unsent);
    }
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];

        print(out, "    %-8s %s%s%s%s\n", describe_parameter_in(parameter->in), parameter->name,
              parameter->required ? "" : ", optional",
              parameter->environment == NULL ? "" : ", from ",
              parameter->environment == NULL ? "" : parameter->environment);
    }
    for (size_t i = 0; i < operation->response_count; i++) {
        print_response(out, &operation->responses[i]);
    }
}

static void print_paths(struct output *out, const char *label, const char *const *paths,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print(out, "    %-8s %s\n", label, paths[i]);
    }
}

/* Further lines are aligned with the first one. */
static void print_expression(struct output *out, const char *text)
{
    const char *label = "    rule     ";

    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        print(out, "%s%.*s\n", label, (int)length, text);
        text += length + (text[length] != '\0');
        label = "             ";
    }
}

static void print_rule(struct output *out, const struct dg_rule *rule)
{
    struct buffer pointer = {0};

    code_add_pointer(&pointer, rule);
    print(out, "  %s  %s: %s\n", rule->id, dg_severity_name(rule->severity), rule->message);
    print_expression(out, rule->expression);
    if (rule->pointer != NULL && rule->pointer[0] != '\0') {
        print(out, "    pointer  %s\n", rule->pointer);
    }
    if (rule->source != NULL) {
        print(out, "    source   %s\n", rule->source);
    }
    print(out, "    contract %s\n", buffer_string(&pointer));
    buffer_free(&pointer);
    print_paths(out, "pass", rule->passing, rule->passing_count);
    print_paths(out, "fail", rule->failing, rule->failing_count);
}

static void print_text(struct output *out, const struct dg_contract *contract)
{
    print_setting(out, "title", contract->title, NULL);
    print_setting(out, "version", contract->version, NULL);
    print_setting(out, "digest", contract->digest, NULL);
    print_setting(out, "server", contract->server, contract->server_environment);
    print_setting(out, "token", NULL, contract->token_environment);
    print(out, "\noperations\n");
    for (size_t i = 0; i < contract->operation_count; i++) {
        print_operation(out, &contract->operations[i]);
    }
    print(out, "\nschemas\n");
    for (size_t i = 0; i < contract->schema_count; i++) {
        print(out, "  %-20s %s\n", contract->schemas[i]->name, contract->schemas[i]->pointer);
    }
    if (contract->rule_count > 0) {
        print(out, "\nrules\n");
    }
    for (size_t i = 0; i < contract->rule_count; i++) {
        print_rule(out, &contract->rules[i]);
    }
}

/* JSON */

/* Writes null for NULL. */
static void write_string(struct dg_writer *writer, const char *name, const char *value)
{
    dg_write_key(writer, dg_text_of(name));
    if (value == NULL) {
        dg_write_null(writer);
    } else {
        dg_write_text(writer, dg_text_of(value));
    }
}

static void write_boolean(struct dg_writer *writer, const char *name, bool value)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_boolean(writer, value);
}

static void begin_array(struct dg_writer *writer, const char *name)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_array(writer);
}

static void write_parameters(struct dg_writer *writer, const struct dg_operation *operation)
{
    begin_array(writer, "parameters");
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];

        dg_write_object(writer);
        write_string(writer, "name", parameter->name);
        write_string(writer, "in", describe_parameter_in(parameter->in));
        write_boolean(writer, "required", parameter->required);
        write_string(writer, "environment", parameter->environment);
        write_string(writer, "description", parameter->description);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

static void write_media(struct dg_writer *writer, const struct dg_response *response)
{
    begin_array(writer, "media");
    for (size_t i = 0; i < response->media_count; i++) {
        const struct dg_schema *schema = response->media[i].schema;

        dg_write_object(writer);
        write_string(writer, "type", response->media[i].type);
        write_string(writer, "schema", schema == NULL ? NULL : schema->name);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

static void write_responses(struct dg_writer *writer, const struct dg_operation *operation)
{
    begin_array(writer, "responses");
    for (size_t i = 0; i < operation->response_count; i++) {
        dg_write_object(writer);
        write_string(writer, "status", operation->responses[i].status);
        write_media(writer, &operation->responses[i]);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

static void write_operations(struct dg_writer *writer, const struct dg_contract *contract)
{
    begin_array(writer, "operations");
    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        dg_write_object(writer);
        write_string(writer, "id", operation->id);
        write_string(writer, "command", operation->command);
        write_string(writer, "summary", operation->summary);
        write_string(writer, "method", operation->method);
        write_string(writer, "path", operation->path);
        write_boolean(writer, "bearer", operation->bearer);
        write_parameters(writer, operation);
        write_responses(writer, operation);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

static void write_schemas(struct dg_writer *writer, const struct dg_contract *contract)
{
    begin_array(writer, "schemas");
    for (size_t i = 0; i < contract->schema_count; i++) {
        dg_write_object(writer);
        write_string(writer, "name", contract->schemas[i]->name);
        write_string(writer, "pointer", contract->schemas[i]->pointer);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

static void write_paths(struct dg_writer *writer, const char *name, const char *const *paths,
                        size_t count)
{
    begin_array(writer, name);
    for (size_t i = 0; i < count; i++) {
        dg_write_text(writer, dg_text_of(paths[i]));
    }
    dg_write_array_end(writer);
}

static void write_rule(struct dg_writer *writer, const struct dg_rule *rule)
{
    struct buffer pointer = {0};

    code_add_pointer(&pointer, rule);
    dg_write_object(writer);
    write_string(writer, "id", rule->id);
    write_string(writer, "severity", dg_severity_name(rule->severity));
    write_string(writer, "message", rule->message);
    write_string(writer, "rule", rule->expression);
    write_string(writer, "pointer", rule->pointer);
    write_string(writer, "source", rule->source);
    write_string(writer, "contract", buffer_string(&pointer));
    dg_write_key(writer, dg_text_of("examples"));
    dg_write_object(writer);
    write_paths(writer, "pass", rule->passing, rule->passing_count);
    write_paths(writer, "fail", rule->failing, rule->failing_count);
    dg_write_object_end(writer);
    dg_write_object_end(writer);
    buffer_free(&pointer);
}

static void print_json(struct output *out, const struct dg_contract *contract)
{
    struct indented indented;
    struct dg_writer *writer = &indented.writer;

    indented_open(&indented, out);
    dg_write_object(writer);
    write_string(writer, "title", contract->title);
    write_string(writer, "version", contract->version);
    write_string(writer, "digest", contract->digest);
    write_string(writer, "server", contract->server);
    write_string(writer, "server_environment", contract->server_environment);
    write_string(writer, "token_environment", contract->token_environment);
    write_operations(writer, contract);
    write_schemas(writer, contract);
    begin_array(writer, "rules");
    for (size_t i = 0; i < contract->rule_count; i++) {
        write_rule(writer, &contract->rules[i]);
    }
    dg_write_array_end(writer);
    dg_write_object_end(writer);
    indented_close(&indented);
}

enum exit_status describe_contract(const struct options *options,
                                   const struct dg_contract *contract)
{
    struct output out;

    if (!output_open(&out, options->output, FILE_READERS_USUAL)) {
        return EXIT_FAILED;
    }
    if (options->json) {
        print_json(&out, contract);
    } else {
        print_text(&out, contract);
    }
    return output_commit(&out) ? EXIT_CONFORMS : EXIT_FAILED;
}
