/* The parameters of an operation, and the check that path parameters match the template of the
 * path. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

/* The limit of parameters: more than any operation needs. */
#define PARAMETER_MAX_COUNT 256

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

/* Reports a path parameter that isn't in the template. */
static void parameter_report_misplaced(struct loader *loader, const char *path,
                                       const struct model_parameter *parameter)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(parameter->name));
    struct dg_text name = {path, 0};

    diag_noted(loader->diag, DIAG_PATH, parameter->at, "there is no '{%s}' in path %s",
               parameter->name, path);
    while (parameter_next_name(name.data + name.length, &name) && name.data != NULL) {
        suggestion_offer(&suggestion, name);
        name.length++; /* past the brace */
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

/* One parameter */

bool load_parameter_is_token(struct dg_text name)
{
    static const char token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "!#$%&'*+-.^_`|~";

    return name.length > 0 && strspn(name.data, token) == name.length;
}

/* Header names that OpenAPI keeps for itself: such a parameter "shall be ignored". */
static bool parameter_is_kept(const struct model_parameter *parameter)
{
    static const char *const kept[] = {"accept", "content-type", "authorization"};

    for (size_t i = 0; parameter->in == MODEL_IN_HEADER && i < sizeof kept / sizeof kept[0]; i++) {
        if (loader_equal_ignoring_case(dg_text_of(parameter->name), dg_text_of(kept[i]))) {
            return true;
        }
    }
    return false;
}

/* Whether the name can be sent. */
static bool parameter_has_name(const struct model_parameter *parameter)
{
    if (parameter->in == MODEL_IN_HEADER) {
        return load_parameter_is_token(dg_text_of(parameter->name));
    }
    for (const char *at = parameter->name; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            return false;
        }
    }
    return parameter->name[0] != '\0';
}

/* The reason why live commands don't send the parameter; NULL: they do. They send values unchanged,
 * that is, in the default style of the parameter's `in`. */
static const char *parameter_unsent(struct loader *loader, const struct parameter_draft *draft)
{
    const char *own = draft->parameter.in == MODEL_IN_QUERY ? "form" : "simple";
    const struct tree *style = draft->style;

    if (draft->parameter.in == MODEL_IN_COOKIE) {
        return "it is a cookie";
    }
    if (draft->parameter.in == MODEL_IN_QUERY_STRING) {
        return "it is the whole query";
    }
    if (style != NULL && !dg_text_equal(style->text, dg_text_of(own))) {
        return memory_arena_format(loader->arena, "its style is '%.*s'", DIAG_TEXT(style->text));
    }
    return draft->reserved != NULL ? "it has allowReserved" : NULL;
}

void load_parameter_name(const struct keyword_value *value, struct parameter_draft *draft)
{
    draft->parameter.name = loader_terminated(value->loader, value->node);
    draft->parameter.at = value->node->at;
}

void load_parameter_in(const struct keyword_value *value, struct parameter_draft *draft)
{
    static const char *const names[] = {"path", "query", "header", "cookie", "querystring"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (dg_text_equal(value->node->text, dg_text_of(names[i]))) {
            draft->parameter.in = (enum model_parameter_in)i;
            draft->has_in = true;
            return;
        }
    }
    diag_error(value->loader->diag, DIAG_PARAMETER, value->node->at,
               "parameters in '%.*s' aren't sent; expected path, query, header or cookie",
               DIAG_TEXT(value->node->text));
}

void load_parameter_required(const struct keyword_value *value, struct parameter_draft *draft)
{
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

/* Notes what live commands don't send. Returns whether the parameter is one of the operation. */
static bool parameter_check(struct loader *loader, const char *path, struct parameter_draft *draft)
{
    struct model_parameter *parameter = &draft->parameter;

    if (parameter_is_kept(parameter)) {
        diag_noted(loader->diag, DIAG_PARAMETER, parameter->at,
                   "OpenAPI ignores header parameters named '%s'", parameter->name);
        return false;
    }
    if (!parameter_has_name(parameter)) {
        diag_noted(loader->diag, DIAG_PARAMETER, parameter->at,
                   "parameter '%s' is ignored: its name can't be sent", parameter->name);
        return false;
    }
    if (parameter->in == MODEL_IN_PATH &&
        !parameter_is_in_template(path, dg_text_of(parameter->name))) {
        parameter_report_misplaced(loader, path, parameter);
        return false;
    }
    parameter->unsent = parameter_unsent(loader, draft);
    if (parameter->unsent != NULL) {
        diag_noted(loader->diag, DIAG_PARAMETER, parameter->at,
                   "live requests can't have parameter '%s': %s", parameter->name,
                   parameter->unsent);
    }
    if (parameter->in == MODEL_IN_PATH && !parameter->required) {
        diag_noted(loader->diag, DIAG_PARAMETER, parameter->at,
                   "a path parameter is always required, also without required: true");
        parameter->required = true;
    }
    return true;
}

static bool parameter_read(struct loader *loader, const struct tree *node, const char *path,
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
    if (draft->environment != NULL && draft->parameter.in != MODEL_IN_HEADER) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, draft->environment->at,
                   "'x-dg-env' applies to header parameters only");
    }
    return parameter_check(loader, path, draft);
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
        diag_noted(loader->diag, DIAG_PARAMETER, parameter->at,
                   "parameter '%s' is listed twice: the second is ignored", parameter->name);
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

    if (list->count + node->count > PARAMETER_MAX_COUNT) {
        list->unread = true;
        return;
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * sizeof *items);
    }
    list->items = items;
    for (size_t i = 0; i < node->count; i++) {
        struct parameter_draft draft = {.has_in = false};

        if (parameter_read(loader, node->members[i].value, list->path, &draft)) {
            parameter_add(loader, list, &draft.parameter);
        }
    }
}

static void parameter_add_list(struct loader *loader, struct parameter_list *list,
                               const struct tree *node)
{
    bool lenient = diag_be_lenient(loader->diag, true);

    if (loader_expect(loader, node, TREE_LIST, dg_text_of("parameters"))) {
        parameter_add_all(loader, list, node);
    }
    diag_be_lenient(loader->diag, lenient);
}

void load_parameter_inherit(struct loader *loader, struct operation_draft *draft)
{
    const struct tree *node = draft->path->parameters;

    draft->parameters.path = draft->operation.path;
    if (node == NULL) {
        return;
    }
    parameter_add_list(loader, &draft->parameters, node);
    draft->parameters.inherited = draft->parameters.count;
}

void load_parameter_list(const struct keyword_value *value, struct operation_draft *draft)
{
    parameter_add_list(value->loader, &draft->parameters, value->node);
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

static bool parameter_is_declared(const struct parameter_list *list, struct dg_text name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].in == MODEL_IN_PATH &&
            dg_text_equal(name, dg_text_of(list->items[i].name))) {
            return true;
        }
    }
    return false;
}

/* Adds a parameter for each name of the template that has none: requests can be sent with it, and
 * captures of requests match. */
static void parameter_add_undeclared(struct loader *loader, struct operation_draft *draft)
{
    const struct model_operation *operation = &draft->operation;
    struct parameter_list *list = &draft->parameters;
    struct dg_text name = {operation->path, 0};

    while (parameter_next_name(name.data + name.length, &name) && name.data != NULL) {
        if (!parameter_is_declared(list, name)) {
            struct model_parameter *items =
                memory_arena_new(loader->arena, (list->count + 1) * sizeof *items);

            diag_noted(loader->diag, DIAG_PATH, draft->path->path->at,
                       "'{%.*s}' of path %s is not a parameter of this operation", DIAG_TEXT(name),
                       operation->path);
            diag_note(loader->diag, operation->at, "the operation is here");
            if (list->count > 0) {
                memcpy(items, list->items, list->count * sizeof *items);
            }
            items[list->count++] = (struct model_parameter){
                .at = draft->path->path->at,
                .name = memory_arena_copy(loader->arena, name.data, name.length),
                .in = MODEL_IN_PATH,
                .required = true};
            list->items = items;
        }
        name.length++; /* past the brace */
    }
}

/* The reason why live requests of the operation aren't sent, if it lies in a parameter. */
static const char *parameter_blocks(struct loader *loader, const struct parameter_list *list)
{
    if (list->unread) {
        return "so many parameters";
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].required && list->items[i].unsent != NULL) {
            return memory_arena_format(loader->arena, "the required parameter '%s': %s",
                                       list->items[i].name, list->items[i].unsent);
        }
    }
    return NULL;
}

void load_parameter_finish(struct loader *loader, struct operation_draft *draft)
{
    struct model_operation *operation = &draft->operation;
    struct parameter_list *list = &draft->parameters;

    if (list->unread) {
        diag_noted(loader->diag, DIAG_PARAMETER, operation->at,
                   "this operation has more than %d parameters: some are ignored",
                   PARAMETER_MAX_COUNT);
    }
    parameter_add_undeclared(loader, draft);
    operation->parameters = list->items;
    operation->parameter_count = list->count;
    if (operation->unsent == NULL) {
        operation->unsent = parameter_blocks(loader, list);
    }
}
