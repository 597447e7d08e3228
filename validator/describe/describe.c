/* Prints the contract as text for people or as a JSON tree. */
#include "describe/describe.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "base/output.h"
#include "base/print.h"
#include "report/finding.h"

const char *describe_parameter_in(enum dg_parameter_in in)
{
    static const char *const names[] = {
        [DG_IN_PATH] = "path",
        [DG_IN_QUERY] = "query",
        [DG_IN_HEADER] = "header",
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
        print(out, "    %-8s %-26s %s\n", i == 0 ? response->status : "", response->media[i].type,
              response->media[i].schema->name);
    }
}

static void print_operation(struct output *out, const struct dg_operation *operation)
{
    print(out, "  %s  %s %s\n", operation->id, operation->method, operation->path);
    if (operation->command != NULL) {
        print(out, "    command  %s\n", operation->command);
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
    print(out, "  %s  %s: %s\n", rule->id, finding_severity_name(rule->severity), rule->message);
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

/* A tree being built. Once an allocation failed, the rest is dropped. */
struct builder {
    bool failed;
};

static void put(struct builder *builder, cJSON *object, const char *name, cJSON *value)
{
    if (value == NULL || object == NULL || !cJSON_AddItemToObjectCS(object, name, value)) {
        cJSON_Delete(value);
        builder->failed = true;
    }
}

static void put_string(struct builder *builder, cJSON *object, const char *name, const char *value)
{
    put(builder, object, name, value == NULL ? cJSON_CreateNull() : cJSON_CreateString(value));
}

static cJSON *put_array(struct builder *builder, cJSON *object, const char *name)
{
    cJSON *array = cJSON_CreateArray();

    put(builder, object, name, array);
    return builder->failed ? NULL : array;
}

static cJSON *add_object(struct builder *builder, cJSON *array)
{
    cJSON *object = array == NULL ? NULL : cJSON_CreateObject();

    if (object == NULL || !cJSON_AddItemToArray(array, object)) {
        cJSON_Delete(object);
        builder->failed = true;
        return NULL;
    }
    return object;
}

static void add_parameters(struct builder *builder, cJSON *into,
                           const struct dg_operation *operation)
{
    cJSON *parameters = put_array(builder, into, "parameters");

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct dg_parameter *parameter = &operation->parameters[i];
        cJSON *object = add_object(builder, parameters);

        put_string(builder, object, "name", parameter->name);
        put_string(builder, object, "in", describe_parameter_in(parameter->in));
        put(builder, object, "required", cJSON_CreateBool(parameter->required));
        put_string(builder, object, "environment", parameter->environment);
        put_string(builder, object, "description", parameter->description);
    }
}

static void add_responses(struct builder *builder, cJSON *into,
                          const struct dg_operation *operation)
{
    cJSON *responses = put_array(builder, into, "responses");

    for (size_t i = 0; i < operation->response_count; i++) {
        const struct dg_response *response = &operation->responses[i];
        cJSON *object = add_object(builder, responses);
        cJSON *bodies = NULL;

        put_string(builder, object, "status", response->status);
        bodies = put_array(builder, object, "media");
        for (size_t j = 0; j < response->media_count; j++) {
            cJSON *media = add_object(builder, bodies);

            put_string(builder, media, "type", response->media[j].type);
            put_string(builder, media, "schema", response->media[j].schema->name);
        }
    }
}

static void add_operations(struct builder *builder, cJSON *into, const struct dg_contract *contract)
{
    cJSON *operations = put_array(builder, into, "operations");

    for (size_t i = 0; i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];
        cJSON *object = add_object(builder, operations);

        put_string(builder, object, "id", operation->id);
        put_string(builder, object, "command", operation->command);
        put_string(builder, object, "summary", operation->summary);
        put_string(builder, object, "method", operation->method);
        put_string(builder, object, "path", operation->path);
        put(builder, object, "bearer", cJSON_CreateBool(operation->bearer));
        add_parameters(builder, object, operation);
        add_responses(builder, object, operation);
    }
}

static void add_schemas(struct builder *builder, cJSON *into, const struct dg_contract *contract)
{
    cJSON *schemas = put_array(builder, into, "schemas");

    for (size_t i = 0; i < contract->schema_count; i++) {
        cJSON *object = add_object(builder, schemas);

        put_string(builder, object, "name", contract->schemas[i]->name);
        put_string(builder, object, "pointer", contract->schemas[i]->pointer);
    }
}

static void add_paths(struct builder *builder, cJSON *into, const char *name,
                      const char *const *paths, size_t count)
{
    cJSON *array = put_array(builder, into, name);

    for (size_t i = 0; i < count; i++) {
        cJSON *path = array == NULL ? NULL : cJSON_CreateString(paths[i]);

        if (path == NULL || !cJSON_AddItemToArray(array, path)) {
            cJSON_Delete(path);
            builder->failed = true;
        }
    }
}

static void add_rules(struct builder *builder, cJSON *into, const struct dg_contract *contract)
{
    cJSON *rules = put_array(builder, into, "rules");

    for (size_t i = 0; i < contract->rule_count; i++) {
        const struct dg_rule *rule = &contract->rules[i];
        cJSON *object = add_object(builder, rules);
        cJSON *examples = NULL;

        put_string(builder, object, "id", rule->id);
        put_string(builder, object, "severity", finding_severity_name(rule->severity));
        put_string(builder, object, "message", rule->message);
        put_string(builder, object, "rule", rule->expression);
        put_string(builder, object, "pointer", rule->pointer);
        put_string(builder, object, "source", rule->source);
        put_string(builder, object, "contract", rule->contract);
        examples = object == NULL ? NULL : cJSON_CreateObject();
        put(builder, object, "examples", examples);
        examples = builder->failed ? NULL : examples;
        add_paths(builder, examples, "pass", rule->passing, rule->passing_count);
        add_paths(builder, examples, "fail", rule->failing, rule->failing_count);
    }
}

/* The contract as text of JSON, for cJSON_free. NULL: out of memory. */
static char *build_json(const struct dg_contract *contract)
{
    struct builder builder = {.failed = false};
    cJSON *tree = cJSON_CreateObject();
    char *text = NULL;

    put_string(&builder, tree, "title", contract->title);
    put_string(&builder, tree, "version", contract->version);
    put_string(&builder, tree, "digest", contract->digest);
    put_string(&builder, tree, "server", contract->server);
    put_string(&builder, tree, "server_environment", contract->server_environment);
    put_string(&builder, tree, "token_environment", contract->token_environment);
    add_operations(&builder, tree, contract);
    add_schemas(&builder, tree, contract);
    add_rules(&builder, tree, contract);
    text = builder.failed ? NULL : cJSON_Print(tree);
    cJSON_Delete(tree);
    return text;
}

static bool print_json(struct output *out, const struct dg_contract *contract)
{
    char *text = build_json(contract);

    if (text == NULL) {
        trouble(NULL, "out of memory");
        return false;
    }
    dg_write_bytes(&out->writer, text, strlen(text));
    dg_write_bytes(&out->writer, "\n", 1);
    cJSON_free(text);
    return true;
}

enum exit_status describe_contract(const struct options *options,
                                   const struct dg_contract *contract)
{
    struct output out;

    if (!output_open(&out, options->output, FILE_READERS_USUAL)) {
        return EXIT_FAILED;
    }
    if (!options->json) {
        print_text(&out, contract);
    } else if (!print_json(&out, contract)) {
        output_abandon(&out);
        return EXIT_FAILED;
    }
    return output_commit(&out) ? EXIT_CONFORMS : EXIT_FAILED;
}
