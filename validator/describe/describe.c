/* Prints the contract as text for people or as a JSON tree. */
#include "describe/describe.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "base/output.h"
#include "base/print.h"
#include "common/memory.h"
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
    print(out, "  %s  %s: %s\n", rule->id, dg_severity_name(rule->severity), rule->message);
    print_expression(out, rule->expression);
    if (rule->pointer != NULL && rule->pointer[0] != '\0') {
        print(out, "    pointer  %s\n", rule->pointer);
    }
    if (rule->source != NULL) {
        print(out, "    source   %s\n", rule->source);
    }
    print(out, "    contract %s\n", rule->contract);
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

/* cJSON has our allocator, so that no function of cJSON fails. */
static void put(cJSON *object, const char *name, cJSON *value)
{
    (void)cJSON_AddItemToObjectCS(object, name, value);
}

static void put_string(cJSON *object, const char *name, const char *value)
{
    put(object, name, value == NULL ? cJSON_CreateNull() : cJSON_CreateString(value));
}

static cJSON *put_array(cJSON *object, const char *name)
{
    cJSON *array = cJSON_CreateArray();

    put(object, name, array);
    return array;
}

static cJSON *add_object(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();

    (void)cJSON_AddItemToArray(array, object);
    return object;
}

static void add_parameters(cJSON *into, const struct dg_operation *operation)
{
    cJSON *parameters = put_array(into, "parameters");

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        cJSON *object = add_object(parameters);

        put_string(object, "name", parameter->name);
        put_string(object, "in", describe_parameter_in(parameter->in));
        put(object, "required", cJSON_CreateBool(parameter->required));
        put_string(object, "environment", parameter->environment);
        put_string(object, "description", parameter->description);
    }
}

static void add_responses(cJSON *into, const struct dg_operation *operation)
{
    cJSON *responses = put_array(into, "responses");

    for (size_t i = 0; i < operation->response_count; i++) {
        const struct dg_response *response = &operation->responses[i];
        cJSON *object = add_object(responses);
        cJSON *bodies = NULL;

        put_string(object, "status", response->status);
        bodies = put_array(object, "media");
        for (size_t j = 0; j < response->media_count; j++) {
            cJSON *media = add_object(bodies);

            put_string(media, "type", response->media[j].type);
            put_string(media, "schema",
                       response->media[j].schema == NULL ? NULL : response->media[j].schema->name);
        }
    }
}

static void add_operations(cJSON *into, const struct dg_contract *contract)
{
    cJSON *operations = put_array(into, "operations");

    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];
        cJSON *object = add_object(operations);

        put_string(object, "id", operation->id);
        put_string(object, "command", operation->command);
        put_string(object, "summary", operation->summary);
        put_string(object, "method", operation->method);
        put_string(object, "path", operation->path);
        put(object, "bearer", cJSON_CreateBool(operation->bearer));
        add_parameters(object, operation);
        add_responses(object, operation);
    }
}

static void add_schemas(cJSON *into, const struct dg_contract *contract)
{
    cJSON *schemas = put_array(into, "schemas");

    for (size_t i = 0; i < contract->schema_count; i++) {
        cJSON *object = add_object(schemas);

        put_string(object, "name", contract->schemas[i]->name);
        put_string(object, "pointer", contract->schemas[i]->pointer);
    }
}

static void add_paths(cJSON *into, const char *name, const char *const *paths, size_t count)
{
    cJSON *array = put_array(into, name);

    for (size_t i = 0; i < count; i++) {
        (void)cJSON_AddItemToArray(array, cJSON_CreateString(paths[i]));
    }
}

static void add_rules(cJSON *into, const struct dg_contract *contract)
{
    cJSON *rules = put_array(into, "rules");

    for (size_t i = 0; i < contract->rule_count; i++) {
        const struct dg_rule *rule = &contract->rules[i];
        cJSON *object = add_object(rules);
        cJSON *examples = NULL;

        put_string(object, "id", rule->id);
        put_string(object, "severity", dg_severity_name(rule->severity));
        put_string(object, "message", rule->message);
        put_string(object, "rule", rule->expression);
        put_string(object, "pointer", rule->pointer);
        put_string(object, "source", rule->source);
        put_string(object, "contract", rule->contract);
        examples = cJSON_CreateObject();
        put(object, "examples", examples);
        add_paths(examples, "pass", rule->passing, rule->passing_count);
        add_paths(examples, "fail", rule->failing, rule->failing_count);
    }
}

/* The contract as text of JSON, for cJSON_free. */
static char *build_json(const struct dg_contract *contract)
{
    cJSON_Hooks hooks = {.malloc_fn = memory_block, .free_fn = free};
    cJSON *tree = NULL;
    char *text = NULL;

    cJSON_InitHooks(&hooks);
    tree = cJSON_CreateObject();
    put_string(tree, "title", contract->title);
    put_string(tree, "version", contract->version);
    put_string(tree, "digest", contract->digest);
    put_string(tree, "server", contract->server);
    put_string(tree, "server_environment", contract->server_environment);
    put_string(tree, "token_environment", contract->token_environment);
    add_operations(tree, contract);
    add_schemas(tree, contract);
    add_rules(tree, contract);
    text = memory_checked(cJSON_Print(tree));
    cJSON_Delete(tree);
    return text;
}

static void print_json(struct output *out, const struct dg_contract *contract)
{
    char *text = build_json(contract);

    dg_write_bytes(&out->writer, text, strlen(text));
    dg_write_bytes(&out->writer, "\n", 1);
    cJSON_free(text);
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
