/* The operations of the contract that were chosen, in the order of its paths. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"
#include "memory.h"

static const struct {
    const char *key;
    const char *method;
} operation_methods[] = {
    {"get", "GET"},         {"put", "PUT"},   {"post", "POST"},   {"delete", "DELETE"},
    {"options", "OPTIONS"}, {"head", "HEAD"}, {"patch", "PATCH"}, {"trace", "TRACE"},
};

#define OPERATION_METHOD_COUNT (sizeof operation_methods / sizeof operation_methods[0])

/* The sub-commands of the program that judges; an operation may not take their names. */
static const char *const operation_commands[] = {"check",    "call",    "merge",
                                                 "contract", "explain", "help"};

/* Longer paths are no paths. */
#define OPERATION_MAX_PATH 4096

/* An operation and where it stands. */
struct operation_place {
    const struct tree *path_item;
    const struct tree_member *path;
    const struct tree *node;
    const char *method;
};

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

static bool operation_is_wanted(const struct loader *loader, const struct tree *node)
{
    const struct tree *id = tree_get(node, "operationId");

    if (loader->options->operation_count == 0) {
        return true;
    }
    for (size_t i = 0; id != NULL && i < loader->options->operation_count; i++) {
        if (dg_text_equal(id->text, dg_text_of(loader->options->operations[i]))) {
            return true;
        }
    }
    return false;
}

/* --- The words that name it --- */

static bool operation_is_command(const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    static const char others[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

    return word[0] != '\0' && strchr(letters, word[0]) != NULL &&
           strspn(word, others) == strlen(word);
}

static const char *operation_read_command(struct loader *loader, const struct tree *node)
{
    const char *word = loader_string(loader, node, "x-dg-command");
    const struct tree *at = tree_get(node, "x-dg-command");

    if (word == NULL) {
        return NULL;
    }
    if (!operation_is_command(word)) {
        diag_error(loader->diag, DIAG_COMMAND, at->at,
                   "a command must be lower-case letters, digits and '-', a letter first");
    }
    for (size_t i = 0; i < sizeof operation_commands / sizeof operation_commands[0]; i++) {
        if (strcmp(word, operation_commands[i]) == 0) {
            diag_error(loader->diag, DIAG_COMMAND, at->at,
                       "'%s' is a command of the program itself", word);
        }
    }
    return word;
}

static const char *operation_read_id(struct loader *loader, const struct operation_place *place)
{
    const struct tree *id = tree_get(place->node, "operationId");
    const char *text;

    if (id == NULL) {
        diag_error(loader->diag, DIAG_OPERATION_ID, place->node->at,
                   "%s %.*s needs an 'operationId'", place->method, DIAG_TEXT(place->path->key));
        return "";
    }
    text = loader_string(loader, place->node, "operationId");
    if (text == NULL) {
        return "";
    }
    if (text[0] == '\0') {
        diag_error(loader->diag, DIAG_OPERATION_ID, id->at, "an operationId must not be empty");
    }
    return text;
}

/* --- The operation --- */

static void operation_load(struct loader *loader, struct operation_list *list,
                           const struct operation_place *place)
{
    const struct tree *summary = tree_get(place->node, "summary");
    struct model_operation operation = {.at = place->node->parent->members[place->node->step].at};

    keywords_check(place->node, KEYWORD_OPERATION, loader->minor, loader->diag);
    operation.id = operation_read_id(loader, place);
    operation.command = operation_read_command(loader, place->node);
    if (summary != NULL && summary->kind == TREE_STRING) {
        operation.summary = loader_string(loader, place->node, "summary");
    }
    operation.method = place->method;
    operation.path = place->path->key.data;
    operation.body = tree_get(place->node, "requestBody") != NULL;
    loader_read_parameters(loader, place->path_item, place->node, &operation);
    loader_read_responses(loader, place->node, &operation);
    operation.bearer = loader_read_security(loader, place->node);
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->operations = memory_grow(list->operations, list->capacity * sizeof *list->operations);
    }
    list->operations[list->count++] = operation;
}

/* Whether some operation of the path item is to be compiled: others may be as they like. */
static bool operation_is_reached(const struct loader *loader, const struct tree *path_item)
{
    for (size_t i = 0; i < path_item->count; i++) {
        if (operation_method(path_item->members[i].key) != NULL &&
            operation_is_wanted(loader, path_item->members[i].value)) {
            return true;
        }
    }
    return loader->options->operation_count == 0;
}

static bool operation_check_path(struct loader *loader, const struct tree_member *path)
{
    if (path->key.length > OPERATION_MAX_PATH) {
        diag_error(loader->diag, DIAG_PATH, path->at, "a path must not be longer than %d bytes",
                   OPERATION_MAX_PATH);
    } else if (path->key.data[0] != '/' || memchr(path->key.data, '\0', path->key.length) != NULL) {
        diag_error(loader->diag, DIAG_PATH, path->at,
                   "a path must begin with '/' and have no NUL character");
    } else {
        return true;
    }
    return false;
}

static void operation_load_path(struct loader *loader, struct operation_list *list,
                                const struct tree_member *path)
{
    const struct tree *path_item = path->value;

    if (loader_is_reference(path_item)) {
        path_item = loader_resolve(loader, path_item);
    }
    if (path_item == NULL || !operation_is_reached(loader, path_item) ||
        !loader_expect(loader, path_item, TREE_MAP, path->key)) {
        return;
    }
    keywords_check(path_item, KEYWORD_PATH_ITEM, loader->minor, loader->diag);
    if (!operation_check_path(loader, path)) {
        return;
    }
    for (size_t i = 0; i < path_item->count; i++) {
        const struct tree_member *member = &path_item->members[i];
        struct operation_place place = {path_item, path, member->value,
                                        operation_method(member->key)};

        if (place.method != NULL && operation_is_wanted(loader, place.node) &&
            loader_expect(loader, place.node, TREE_MAP, member->key)) {
            operation_load(loader, list, &place);
        }
    }
}

static bool operation_is_extension(struct dg_text key)
{
    return key.length >= 2 && memcmp(key.data, "x-", 2) == 0;
}

/* --- The operations that the user named --- */

static void operation_suggest(struct loader *loader, const struct tree *paths, const char *name)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(name));

    for (size_t i = 0; paths != NULL && i < paths->count; i++) {
        const struct tree *path_item = paths->members[i].value;

        for (size_t j = 0; path_item->kind == TREE_MAP && j < path_item->count; j++) {
            const struct tree *id = tree_get(path_item->members[j].value, "operationId");

            if (id != NULL) {
                suggestion_offer(&suggestion, id->text);
            }
        }
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

static void operation_check_selection(struct loader *loader, const struct tree *paths)
{
    for (size_t i = 0; i < loader->options->operation_count; i++) {
        const char *name = loader->options->operations[i];
        bool found = false;

        for (size_t j = 0; j < loader->model->operation_count; j++) {
            found = found || strcmp(loader->model->operations[j].id, name) == 0;
        }
        if (found) {
            continue;
        }
        diag_error(loader->diag, DIAG_SELECTION, (struct location){0, 0},
                   "there is no operation '%s'", name);
        operation_suggest(loader, paths, name);
    }
}

/* --- That no two have the same name --- */

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

    if (order != 0) {
        return order;
    }
    if (left->at.line != right->at.line) {
        return left->at.line < right->at.line ? -1 : 1;
    }
    return (left->at.column > right->at.column) - (left->at.column < right->at.column);
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
        diag_note(loader->diag, words[i - 1].at, "the other one is here");
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

void loader_read_operations(struct loader *loader)
{
    const struct tree *paths = loader_get(loader, loader->root, "paths", TREE_MAP);
    struct operation_list list = {NULL, 0, 0};
    struct model_operation *operations;

    for (size_t i = 0; paths != NULL && i < paths->count; i++) {
        if (!operation_is_extension(paths->members[i].key)) {
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
    operation_check_selection(loader, paths);
}
