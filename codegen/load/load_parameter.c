/* The parameters of an operation, and the check that path parameters match the template of the
 * path. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

/* The limit of parameters: more than any operation needs. */
#define PARAMETER_MAX_COUNT 256

/* One parameter */

bool load_parameter_is_token(struct dg_text name)
{
    static const char token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "!#$%&'*+-.^_`|~";

    return name.length > 0 && strspn(name.data, token) == name.length;
}

/* Header names that OpenAPI keeps for itself: such a parameter "shall be ignored". */
static void parameter_check_header(struct loader *loader, const struct model_parameter *parameter)
{
    static const char *const kept[] = {"accept", "content-type", "authorization"};
    const char *name = parameter->name;
    struct location at = parameter->at;

    if (!load_parameter_is_token(dg_text_of(name))) {
        diag_error(loader->diag, DIAG_PARAMETER, at, "not a header name (RFC 9110)");
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (loader_equal_ignoring_case(dg_text_of(name), dg_text_of(kept[i]))) {
            diag_error(
                loader->diag, DIAG_PARAMETER, at,
                "OpenAPI ignores header parameters named Accept, Content-Type or Authorization");
        }
    }
}

static void parameter_check_name(struct loader *loader, const struct model_parameter *parameter)
{
    if (parameter->in == MODEL_IN_HEADER) {
        parameter_check_header(loader, parameter);
        return;
    }
    for (const char *at = parameter->name; *at != '\0' || at == parameter->name; at++) {
        unsigned char byte = (unsigned char)*at;

        if (byte < 0x20 || byte == 0x7F) {
            diag_error(loader->diag, DIAG_PARAMETER, parameter->at,
                       "the name of a parameter must not be empty or have control characters");
            return;
        }
    }
}

/* A path parameter is required: without its value, the path would be a different one. */
static void parameter_check_required(struct loader *loader, const struct parameter_draft *draft)
{
    const struct model_parameter *parameter = &draft->parameter;

    /* A value of another kind was reported. */
    if (parameter->in == MODEL_IN_PATH && !parameter->required && !draft->odd_required) {
        diag_error(loader->diag, DIAG_PARAMETER, parameter->at,
                   "a path parameter must have required: true");
    }
}

/* Checks that values are sent unchanged, that is, in the default style of the parameter's `in`. */
static void parameter_check_style(struct loader *loader, const struct parameter_draft *draft)
{
    const char *own = draft->parameter.in == MODEL_IN_QUERY ? "form" : "simple";
    const struct tree *style = draft->style;

    if (style != NULL && !dg_text_equal(style->text, dg_text_of(own))) {
        diag_error(loader->diag, DIAG_PARAMETER, style->at,
                   "style '%.*s' is not supported; use '%s'", DIAG_TEXT(style->text), own);
    }
    if (draft->reserved != NULL) {
        diag_error(loader->diag, DIAG_PARAMETER, draft->reserved->at,
                   "'allowReserved' is not supported");
    }
}

void load_parameter_name(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->parameter.name = loader_terminated(value->loader, value->node);
    draft->parameter.at = value->node->at;
}

void load_parameter_in(const struct keyword_value *value, struct parameter_draft *draft)
{
    static const char *const names[] = {"path", "query", "header"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (dg_text_equal(value->node->text, dg_text_of(names[i]))) {
            draft->parameter.in = (enum model_parameter_in)i;
            draft->has_in = true;
            return;
        }
    }
    diag_error(value->loader->diag, DIAG_PARAMETER, value->node->at,
               "parameters in '%.*s' are not supported; use path, query or header",
               DIAG_TEXT(value->node->text));
}

void load_parameter_required(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->odd_required =
        !loader_expect(value->loader, value->node, TREE_BOOLEAN, value->member->key);
    draft->parameter.required = value->node->boolean;
}

void load_parameter_style(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->style = value->node;
}

void load_parameter_reserved(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->reserved = value->node->boolean ? value->node : NULL;
}

void load_parameter_environment(const struct keyword_value *value, struct parameter_draft *draft)
{
    struct environment environment = loader_environment(value->loader, value->node);

    draft->parameter.environment = environment.name;
    draft->parameter.environment_at = environment.at;
    draft->environment = value->member;
}

void load_parameter_description(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->parameter.description = loader_description(value->loader, value->node);
}

static bool parameter_read(struct loader *loader, const struct tree *node,
                           struct parameter_draft *draft)
{
    static const struct loader_kind kind = {KEYWORD_PARAMETER, "parameters", "a parameter"};

    node = load_reference_object(loader, node, &kind);
    if (node == NULL) {
        return false;
    }
    keywords_load_parameter(loader, node, draft);
    if (!draft->has_in || draft->parameter.name == NULL) {
        return false;
    }
    parameter_check_style(loader, draft);
    if (draft->environment != NULL && draft->parameter.in != MODEL_IN_HEADER) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, draft->environment->at,
                   "'x-dg-env' applies to header parameters only");
    }
    parameter_check_name(loader, &draft->parameter);
    parameter_check_required(loader, draft);
    return true;
}

/* The lists of path item and operation */

/* Names of headers ignore case (RFC 9110 §5.1). */
static bool parameter_is_same(const struct model_parameter *a, const struct model_parameter *b)
{
    if (a->in != b->in) {
        return false;
    }
    return a->in == MODEL_IN_HEADER
               ? loader_equal_ignoring_case(dg_text_of(a->name), dg_text_of(b->name))
               : strcmp(a->name, b->name) == 0;
}

static void parameter_add(struct loader *loader, struct parameter_list *list,
                          const struct model_parameter *parameter)
{
    for (size_t i = 0; i < list->count; i++) {
        struct model_parameter *other = &list->items[i];

        if (!parameter_is_same(other, parameter)) {
            continue;
        }
        if (i < list->inherited) {
            *other = *parameter;
            return;
        }
        diag_error(loader->diag, DIAG_PARAMETER, parameter->at, "parameter '%s' is listed twice",
                   parameter->name);
        diag_note(loader->diag, other->at, "the other occurrence is here");
        return;
    }
    list->items[list->count++] = *parameter;
}

/* Adds the valid parameters of a list. */
static void parameter_add_all(struct loader *loader, struct parameter_list *list,
                              const struct tree *node)
{
    struct model_parameter *items =
        memory_arena_new(loader->arena, (list->count + node->count) * sizeof *items);

    list->listed += node->count;
    if (list->listed > PARAMETER_MAX_COUNT) {
        return;
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * sizeof *items);
    }
    list->items = items;
    for (size_t i = 0; i < node->count; i++) {
        struct parameter_draft draft = {.has_in = false};

        if (parameter_read(loader, node->members[i].value, &draft)) {
            parameter_add(loader, list, &draft.parameter);
        } else {
            list->refused = true;
        }
    }
}

void load_parameter_inherit(struct loader *loader, struct operation_draft *draft)
{
    const struct tree *node = draft->path->parameters;

    if (node == NULL) {
        return;
    }
    if (loader_expect(loader, node, TREE_LIST, dg_text_of("parameters"))) {
        parameter_add_all(loader, &draft->parameters, node);
        draft->parameters.inherited = draft->parameters.count;
    } else {
        draft->parameters.refused = true;
    }
}

void load_parameter_list(const struct keyword_value *value, struct operation_draft *draft)
{
    if (loader_expect(value->loader, value->node, TREE_LIST, value->member->key)) {
        parameter_add_all(value->loader, &draft->parameters, value->node);
    } else {
        draft->parameters.refused = true;
    }
}

/* The template of the path */

/* Finds the next {name} at or after `at`; out->data is NULL if there is none. Returns false if
 * braces don't match. */
static bool parameter_next_name(const char *at, struct dg_text *out)
{
    const char *open = at + strcspn(at, "{}");
    const char *close = *open == '{' ? open + 1 + strcspn(open + 1, "{}/") : open;

    *out = (struct dg_text){NULL, 0};
    if (*open == '\0') {
        return true;
    }
    if (*open == '{' && *close == '}' && close > open + 1) {
        *out = (struct dg_text){open + 1, (size_t)(close - open - 1)};
        return true;
    }
    return false;
}

static bool parameter_is_in_template(const char *path, struct dg_text name)
{
    for (const char *at = strchr(path, '{'); at != NULL; at = strchr(at + 1, '{')) {
        if (strncmp(at + 1, name.data, name.length) == 0 && at[1 + name.length] == '}') {
            return true;
        }
    }
    return false;
}

bool load_parameter_check_template(struct loader *loader, const struct tree_member *path)
{
    const char *at = path->key.data;
    struct dg_text name;

    while (parameter_next_name(at, &name)) {
        if (name.data == NULL) {
            return true;
        }
        at = name.data + name.length + 1;
        if (parameter_is_in_template(at, name)) {
            diag_error(loader->diag, DIAG_PATH, path->at, "'{%.*s}' occurs twice in path %s",
                       DIAG_TEXT(name), path->key.data);
            return false;
        }
    }
    diag_error(loader->diag, DIAG_PATH, path->at,
               "path %s is not a template: a parameter is written '{name}'", path->key.data);
    return false;
}

static bool parameter_is_declared(const struct model_operation *operation, struct dg_text name)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].in == MODEL_IN_PATH &&
            dg_text_equal(name, dg_text_of(operation->parameters[i].name))) {
            return true;
        }
    }
    return false;
}

/* Whether each path parameter is in the template. */
static bool parameter_check_placed(struct loader *loader, const struct model_operation *operation)
{
    bool good = true;

    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct model_parameter *parameter = &operation->parameters[i];
        struct suggestion suggestion = suggestion_for(dg_text_of(parameter->name));
        struct dg_text name = {operation->path, 0};

        if (parameter->in != MODEL_IN_PATH ||
            parameter_is_in_template(operation->path, dg_text_of(parameter->name))) {
            continue;
        }
        good = false;
        if (parameter->name[0] == '\0') {
            continue; /* it was reported */
        }
        diag_error(loader->diag, DIAG_PATH, parameter->at, "there is no '{%s}' in path %s",
                   parameter->name, operation->path);
        while (parameter_next_name(name.data + name.length, &name) && name.data != NULL) {
            suggestion_offer(&suggestion, name);
            name.length++; /* past the brace */
        }
        diag_did_you_mean(loader->diag, suggestion.nearest);
    }
    return good;
}

static void parameter_check_declared(struct loader *loader, const struct tree_member *path,
                                     const struct model_operation *operation)
{
    struct dg_text name = {operation->path, 0};

    while (parameter_next_name(name.data + name.length, &name) && name.data != NULL) {
        if (!parameter_is_declared(operation, name)) {
            diag_error(loader->diag, DIAG_PATH, path->at,
                       "'{%.*s}' of path %s is not a parameter of this operation", DIAG_TEXT(name),
                       operation->path);
            diag_note(loader->diag, operation->at, "the operation is here");
        }
        name.length++; /* past the brace */
    }
}

void load_parameter_finish(struct loader *loader, struct operation_draft *draft)
{
    struct model_operation *operation = &draft->operation;
    const struct parameter_list *list = &draft->parameters;

    if (list->listed > PARAMETER_MAX_COUNT) {
        diag_error(loader->diag, DIAG_PARAMETER, operation->at,
                   "this operation has more than %d parameters", PARAMETER_MAX_COUNT);
        return;
    }
    operation->parameters = list->items;
    operation->parameter_count = list->count;
    /* A name that is misspelled in the template or the parameter is reported once. */
    if (parameter_check_placed(loader, operation) && !list->refused) {
        parameter_check_declared(loader, draft->path->path, operation);
    }
}
