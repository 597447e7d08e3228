/* The selected operations of the contract, in the order of the paths. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/command_words.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

static const struct {
    const char *key;
    const char *method;
} operation_methods[] = {
    {"get", "GET"},       {"put", "PUT"},         {"post", "POST"},
    {"delete", "DELETE"}, {"options", "OPTIONS"}, {"head", "HEAD"},
    {"patch", "PATCH"},   {"trace", "TRACE"},     {"query", "QUERY"},
};

#define OPERATION_METHOD_COUNT (sizeof operation_methods / sizeof operation_methods[0])

/* The sub-commands of the program that judges; an operation may not take their names. */
static const char *const operation_commands[] = {
#define OPERATION_COMMAND(identifier, word) word,
    COMMAND_WORDS(OPERATION_COMMAND)
#undef OPERATION_COMMAND
};

/* The longest path, in bytes. */
#define OPERATION_MAX_PATH 4096

struct operation_list {
    struct model_operation *operations;
    size_t count;
    size_t capacity;
};

static const char *operation_method(struct dg_text key)
{
    for (size_t i = 0; i < OPERATION_METHOD_COUNT; i++) {
        if (dg_text_equal(key, dg_text_of(operation_methods[i].key))) {
            return operation_methods[i].method;
        }
    }
    return NULL;
}

/* Whether the user's word is "METHOD /path" of the operation. */
static bool operation_is_at(const char *word, struct dg_text method, struct dg_text path)
{
    size_t length = strcspn(word, " ");

    return word[length] == ' ' && dg_text_equal(dg_text_of(word + length + 1), path) &&
           loader_equal_ignoring_case((struct dg_text){word, length}, method);
}

/* Whether an operation is selected, by its operationId or by method and path. */
static bool operation_is_wanted(const struct loader *loader, const struct tree *node,
                                struct dg_text method, struct dg_text path)
{
    const struct tree *id = tree_get(node, "operationId");
    bool wanted = loader->options->operation_count == 0;

    for (size_t i = 0; i < loader->options->operation_count; i++) {
        const char *word = loader->options->operations[i];

        if ((id != NULL && dg_text_equal(id->text, dg_text_of(word))) ||
            operation_is_at(word, method, path)) {
            loader->operation_seen[i] = true;
            wanted = true;
        }
    }
    return wanted;
}

/* Names of an operation */

static bool operation_is_command(const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

    return word[0] != '\0' && strchr(letters, word[0]) != NULL &&
           strspn(word, others) == strlen(word);
}

void load_operation_command(const struct keyword_value *value, struct operation_draft *draft)
{
    struct loader *loader = value->loader;
    const char *word = loader_terminated(loader, value->node);

    draft->operation.command = word;
    if (word == NULL) {
        return;
    }
    if (!operation_is_command(word)) {
        diag_error(loader->diag, DIAG_COMMAND, value->node->at,
                   "a command must consist of lower-case letters, digits and '-', and begin with a "
                   "letter");
    }
    for (size_t i = 0; i < sizeof operation_commands / sizeof operation_commands[0]; i++) {
        if (strcmp(word, operation_commands[i]) == 0) {
            diag_error(loader->diag, DIAG_COMMAND, value->node->at,
                       "'%s' is a built-in command of dg-validate", word);
        }
    }
}

void load_operation_id(const struct keyword_value *value, struct operation_draft *draft)
{
    const struct tree *node = value->node;
    const char *id = loader_expect(value->loader, node, TREE_STRING, value->member->key)
                         ? loader_terminated(value->loader, node)
                         : NULL;

    if (id != NULL && id[0] == '\0') {
        diag_noted(value->loader->diag, DIAG_OPERATION_ID, node->at,
                   "an empty operationId is ignored: method and path name the operation");
        return;
    }
    draft->operation.id = id != NULL ? id : "";
}

/* The operation */

void load_operation_summary(const struct keyword_value *value, struct operation_draft *draft)
{
    draft->operation.summary = loader_description(value->loader, value->node);
}

void load_operation_body(const struct keyword_value *value, struct operation_draft *draft)
{
    draft->operation.body = true;
    diag_noted(value->loader->diag, DIAG_UNSUPPORTED, value->member->at,
               "'%s' isn't judged: only responses are, and live requests have no body",
               value->keyword->name);
}

void load_operation_security(const struct keyword_value *value, struct operation_draft *draft)
{
    draft->security = value->node;
}

static void operation_add(struct operation_list *list, const struct model_operation *operation)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->operations = memory_grow(list->operations, list->capacity * sizeof *list->operations);
    }
    list->operations[list->count++] = *operation;
}

/* Notes an operation without responses, which OpenAPI 3.1 allows. Of all operations, it is left
 * out, since there is nothing to judge. Returns whether it is to be kept: it was chosen. */
static bool operation_note_no_response(struct loader *loader,
                                       const struct model_operation *operation)
{
    bool chosen = loader->options->operation_count > 0;

    diag_noted(loader->diag, DIAG_MISSING, operation->at,
               chosen ? "'%s' documents no response: each one has the finding http.status"
                      : "'%s' isn't compiled: it documents no response",
               operation->id);
    return chosen;
}

static void operation_load(struct loader *loader, const struct path_draft *path,
                           const struct tree_member *member, const char *method)
{
    const struct tree *node = member->value;
    struct operation_draft draft = {.path = path,
                                    .security = loader->security,
                                    .operation = {.server = path->server, .unsent = path->unsent}};
    struct model_operation *operation = &draft.operation;

    operation->at = member->at;
    operation->method = method;
    operation->path = path->path->key.data;
    keywords_check(loader, node, KEYWORD_OPERATION);
    load_parameter_inherit(loader, &draft);
    keywords_load_operation(loader, node, &draft);
    if (operation->id == NULL) {
        operation->id = memory_arena_format(loader->arena, "%s %s", method, operation->path);
    }
    load_parameter_finish(loader, &draft);
    keywords_load_responses(loader, node, &draft);
    if (tree_get(node, "responses") == NULL && !operation_note_no_response(loader, operation)) {
        return;
    }
    load_security_finish(loader, &draft);
    operation_add(path->list, operation);
}

void load_operation_method(const struct keyword_value *value, struct path_draft *path)
{
    struct loader *loader = value->loader;
    const char *method = operation_method(value->member->key);

    if (operation_is_wanted(loader, value->node, dg_text_of(method), path->path->key) &&
        loader_expect(loader, value->node, TREE_MAP, value->member->key)) {
        operation_load(loader, path, value->member, method);
    }
}

/* Operations with methods that are no keywords (OpenAPI 3.2). Methods are tokens, and their case
 * matters (RFC 9110 §9.1). */
void load_operation_additional(const struct keyword_value *value, struct path_draft *path)
{
    struct loader *loader = value->loader;

    for (size_t i = 0; i < value->node->count; i++) {
        const struct tree_member *member = &value->node->members[i];

        if (!operation_is_wanted(loader, member->value, member->key, path->path->key)) {
            continue;
        }
        if (!load_parameter_is_token(member->key)) {
            diag_error(loader->diag, DIAG_VALUE, member->at, "'%.*s' is not an HTTP method",
                       DIAG_TEXT(member->key));
        } else if (loader_expect(loader, member->value, TREE_MAP, member->key)) {
            operation_load(loader, path, member, member->key.data);
        }
    }
}

/* Paths */

void load_operation_shared(const struct keyword_value *value, struct path_draft *path)
{
    path->parameters = value->node;
}

/* The first of the servers of a path item or operation. */
static const char *operation_server(struct loader *loader, const struct tree *servers)
{
    struct environment environment;
    const char *server = load_server_first(loader, servers, &environment);

    if (environment.name != NULL) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, environment.at,
                   "'x-dg-env' applies to the first server of the document only");
    }
    return server;
}

void load_operation_path_servers(const struct keyword_value *value, struct path_draft *path)
{
    path->server = operation_server(value->loader, value->node);
}

void load_operation_servers(const struct keyword_value *value, struct operation_draft *draft)
{
    const char *server = operation_server(value->loader, value->node);

    draft->operation.server = server != NULL ? server : draft->operation.server;
}

/* Whether an operation of the path item is selected: other path items aren't checked. Unknown
 * methods are reported later. */
static bool operation_is_reached(const struct loader *loader, const struct tree *path_item,
                                 struct dg_text path)
{
    const struct tree *additional = tree_get(path_item, "additionalOperations");
    bool reached = loader->options->operation_count == 0;

    for (size_t i = 0; i < path_item->count; i++) {
        const struct tree_member *member = &path_item->members[i];

        reached = operation_is_wanted(loader, member->value, member->key, path) || reached;
    }
    for (size_t i = 0; additional != NULL && i < additional->count; i++) {
        const struct tree_member *member = &additional->members[i];

        reached = operation_is_wanted(loader, member->value, member->key, path) || reached;
    }
    return reached;
}

/* Whether a path has characters that a URL can't have, or that would begin its query or
   fragment. */
static bool operation_has_odd_byte(struct dg_text path)
{
    for (size_t i = 0; i < path.length; i++) {
        unsigned char byte = (unsigned char)path.data[i];

        if (byte <= ' ' || byte >= 0x7F || byte == '?' || byte == '#') {
            return true;
        }
    }
    return false;
}

/* The reason why no request can be sent to the path; NULL: requests can be sent. */
static const char *operation_path_fault(struct dg_text path)
{
    if (path.length == 0 || path.data[0] != '/') {
        return "a path that doesn't begin with '/'";
    }
    return operation_has_odd_byte(path)
               ? "a path with spaces, '?', '#' or characters that aren't ASCII"
               : NULL;
}

static bool operation_check_path(struct loader *loader, struct path_draft *draft)
{
    const struct tree_member *path = draft->path;

    if (path->key.length > OPERATION_MAX_PATH) {
        diag_error(loader->diag, DIAG_PATH, path->at, "a path must not be longer than %d bytes",
                   OPERATION_MAX_PATH);
        return false;
    }
    draft->unsent = operation_path_fault(path->key);
    if (draft->unsent != NULL) {
        diag_noted(loader->diag, DIAG_PATH, path->at, "live requests aren't sent to %s",
                   draft->unsent);
    }
    return load_parameter_check_template(loader, path);
}

/* The path item of a path. If the user named operations, a reference without a target isn't
 * reported: the operations are probably on other paths. */
static const struct tree *operation_path_item(struct loader *loader, const struct tree_member *path)
{
    struct diag *diag = loader->diag;
    struct diag quiet = diag_quiet(diag);
    const struct tree *path_item;

    if (!load_reference_is(path->value) || loader->options->operation_count == 0) {
        return load_reference_resolve(loader, path->value);
    }
    loader->diag = &quiet;
    path_item = load_reference_resolve(loader, path->value);
    loader->diag = diag;
    diag_free_quiet(&quiet);
    return path_item;
}

static void operation_load_path(struct loader *loader, struct operation_list *list,
                                const struct tree_member *path)
{
    static const struct loader_kind kind = {KEYWORD_PATH_ITEM, "pathItems", "a path item"};
    const struct tree *path_item = operation_path_item(loader, path);
    struct path_draft draft = {.list = list, .path = path};

    if (path_item == NULL || !operation_is_reached(loader, path_item, path->key)) {
        return;
    }
    path_item = load_reference_object(loader, path->value, &kind);
    if (path_item == NULL || !operation_check_path(loader, &draft)) {
        return;
    }
    draft.node = path_item;
    keywords_load_shared(loader, path_item, &draft);
    keywords_load_methods(loader, path_item, &draft);
}

/* The operations that the user named */

static void operation_suggest(struct loader *loader, const struct tree *paths, const char *name)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(name));

    for (size_t i = 0; paths != NULL && i < paths->count; i++) {
        const struct tree *path_item = paths->members[i].value;

        for (size_t j = 0; path_item->kind == TREE_MAP && j < path_item->count; j++) {
            const struct tree_member *member = &path_item->members[j];
            const struct tree *id = tree_get(member->value, "operationId");
            const char *method = operation_method(member->key);

            if (id != NULL) {
                suggestion_offer(&suggestion, id->text);
            }
            if (method != NULL && strchr(name, ' ') != NULL) {
                suggestion_offer(&suggestion,
                                 dg_text_of(memory_arena_format(loader->arena, "%s %s", method,
                                                                paths->members[i].key.data)));
            }
        }
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

static bool operation_is_loaded(const struct loader *loader, const char *word)
{
    for (size_t i = 0; i < loader->model->operation_count; i++) {
        const struct model_operation *operation = &loader->model->operations[i];

        if (strcmp(operation->id, word) == 0 ||
            operation_is_at(word, dg_text_of(operation->method), dg_text_of(operation->path))) {
            return true;
        }
    }
    return false;
}

/* An operation that was seen and isn't in the model was refused, which was reported, or isn't below
 * the name of a method. */
void load_operation_check_selection(struct loader *loader)
{
    const struct tree *paths = tree_get(loader->root, "paths");
    bool found = true;

    for (size_t i = 0; i < loader->options->operation_count; i++) {
        const char *name = loader->options->operations[i];

        if (loader->operation_seen[i] &&
            (loader->diag->errors > 0 || operation_is_loaded(loader, name))) {
            continue;
        }
        found = false;
        diag_error(loader->diag, DIAG_SELECTION, (struct location){.line = 0},
                   "there is no operation '%s'", name);
        operation_suggest(loader, paths, name);
    }
    /* A reference that can't be followed may lead to the operation. */
    for (size_t i = 0; !found && paths != NULL && i < paths->count; i++) {
        load_reference_resolve(loader, paths->members[i].value);
    }
}

/* Distinct names */

/* A word that names an operation. */
struct operation_word {
    const char *word;
    struct location at;
};

static int operation_compare(const void *a, const void *b)
{
    const struct operation_word *left = a;
    const struct operation_word *right = b;
    int order = strcmp(left->word, right->word);

    return order != 0 ? order : location_compare(left->at, right->at);
}

static void operation_check_words(struct loader *loader, struct operation_word *words, size_t count,
                                  enum diag_id id)
{
    if (count > 0) {
        qsort(words, count, sizeof *words, operation_compare);
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(words[i - 1].word, words[i].word) != 0) {
            continue;
        }
        diag_error(loader->diag, id, words[i].at, "%s '%s' is taken by another operation",
                   id == DIAG_COMMAND ? "command" : "operationId", words[i].word);
        diag_note(loader->diag, words[i - 1].at, "the other occurrence is here");
    }
}

static void operation_check_unique(struct loader *loader, const struct operation_list *list)
{
    struct operation_word *words = memory_new((list->count + 1) * sizeof *words);
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (list->operations[i].id[0] != '\0') {
            words[count++] =
                (struct operation_word){list->operations[i].id, list->operations[i].at};
        }
    }
    operation_check_words(loader, words, count, DIAG_OPERATION_ID);
    count = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->operations[i].command != NULL) {
            words[count++] =
                (struct operation_word){list->operations[i].command, list->operations[i].at};
        }
    }
    operation_check_words(loader, words, count, DIAG_COMMAND);
    free(words);
}

void load_operation_paths(const struct keyword_value *value, struct loader *loader)
{
    const struct tree *paths = value->node;
    struct operation_list list = {NULL, 0, 0};
    struct model_operation *operations;

    for (size_t i = 0; i < paths->count; i++) {
        if (!keywords_is_extension(paths->members[i].key)) {
            operation_load_path(loader, &list, &paths->members[i]);
        }
    }
    operation_check_unique(loader, &list);
    operations = memory_arena_new(loader->arena, list.count * sizeof *operations);
    if (list.count > 0) {
        memcpy(operations, list.operations, list.count * sizeof *operations);
    }
    free(list.operations);
    loader->model->operations = operations;
    loader->model->operation_count = list.count;
}

/* Distinct environment variables */

static void operation_check_environment(struct loader *loader,
                                        const struct model_operation *operation,
                                        struct environment used)
{
    for (size_t i = 0; used.name != NULL && i < operation->parameter_count; i++) {
        struct environment other = {operation->parameters[i].environment,
                                    operation->parameters[i].environment_at};
        bool later = location_compare(used.at, other.at) < 0;

        if (other.name == NULL || location_compare(used.at, other.at) == 0 ||
            strcmp(used.name, other.name) != 0) {
            continue;
        }
        diag_error(loader->diag, DIAG_ENVIRONMENT, later ? other.at : used.at,
                   "the environment variable '%s' would give two values of one request", used.name);
        diag_note(loader->diag, later ? used.at : other.at, "the other occurrence is here");
    }
}

static void operation_check_token(struct loader *loader)
{
    const struct environment *server = &loader->server_environment;
    const struct environment *token = &loader->token_environment;

    if (server->name == NULL || token->name == NULL || strcmp(server->name, token->name) != 0) {
        return;
    }
    diag_error(loader->diag, DIAG_ENVIRONMENT, token->at,
               "the environment variable '%s' would give two values of one request", token->name);
    diag_note(loader->diag, server->at, "the other occurrence is here");
}

void load_operation_check_environments(struct loader *loader)
{
    operation_check_token(loader);
    for (size_t i = 0; i < loader->model->operation_count; i++) {
        const struct model_operation *operation = &loader->model->operations[i];

        operation_check_environment(loader, operation, loader->server_environment);
        if (operation->bearer) {
            operation_check_environment(loader, operation, loader->token_environment);
        }
        for (size_t j = 0; j < operation->parameter_count; j++) {
            const struct model_parameter *parameter = &operation->parameters[j];

            operation_check_environment(
                loader, operation,
                (struct environment){parameter->environment, parameter->environment_at});
        }
    }
}
