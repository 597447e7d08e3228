/* The parameters of an operation, and that they agree with the template of its path. */
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "load/loader.h"

/* Nobody needs more. */
#define PARAMETER_MAX_COUNT 256

/* One parameter */

static bool parameter_is_token(const char *name)
{
    static const char token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "!#$%&'*+-.^_`|~";

    return name[0] != '\0' && strspn(name, token) == strlen(name);
}

/* Header names that OpenAPI keeps for itself: such a parameter "shall be ignored". */
static void parameter_check_header(struct loader *loader, const struct tree *node, const char *name)
{
    static const char *const kept[] = {"accept", "content-type", "authorization"};
    struct location at = tree_get(node, "name")->at;

    if (!parameter_is_token(name)) {
        diag_error(loader->diag, DIAG_PARAMETER, at, "this is no name of a header (RFC 9110)");
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        if (loader_equal_ignoring_case(dg_text_of(name), dg_text_of(kept[i]))) {
            diag_error(loader->diag, DIAG_PARAMETER, at,
                       "OpenAPI ignores a header parameter of this name");
        }
    }
}

static void parameter_check_name(struct loader *loader, const struct tree *node,
                                 const struct model_parameter *parameter)
{
    if (parameter->in == MODEL_IN_HEADER) {
        parameter_check_header(loader, node, parameter->name);
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

/* A path without the value would be another one. */
static void parameter_check_required(struct loader *loader, const struct tree *node,
                                     const struct model_parameter *parameter)
{
    const struct tree *required = tree_get(node, "required");

    /* Of another kind, it was reported. */
    if (parameter->in == MODEL_IN_PATH && !parameter->required &&
        (required == NULL || required->kind == TREE_BOOLEAN)) {
        diag_error(loader->diag, DIAG_PARAMETER, parameter->at,
                   "a path parameter must say required: true");
    }
}

static bool parameter_read_in(struct loader *loader, const struct tree *node,
                              enum model_parameter_in *out)
{
    static const char *const names[] = {"path", "query", "header"};
    const struct tree *in = loader_require(loader, node, "in", TREE_STRING);

    for (size_t i = 0; in != NULL && i < sizeof names / sizeof names[0]; i++) {
        if (!dg_text_equal(in->text, dg_text_of(names[i]))) {
            continue;
        }
        *out = (enum model_parameter_in)i;
        return true;
    }
    if (in != NULL) {
        diag_error(loader->diag, DIAG_PARAMETER, in->at,
                   "parameters in '%.*s' are not supported; in path, query and header they are",
                   DIAG_TEXT(in->text));
    }
    return false;
}

/* Values are sent as they are: by the style that is the place's own. */
static void parameter_check_style(struct loader *loader, const struct tree *node,
                                  enum model_parameter_in in)
{
    const struct tree *style = loader_get(loader, node, "style", TREE_STRING);
    const struct tree *reserved = tree_get(node, "allowReserved");
    const char *own = in == MODEL_IN_QUERY ? "form" : "simple";

    if (style != NULL && !dg_text_equal(style->text, dg_text_of(own))) {
        diag_error(loader->diag, DIAG_PARAMETER, style->at,
                   "style '%.*s' is not supported; '%s' is", DIAG_TEXT(style->text), own);
    }
    if (reserved != NULL && loader_boolean(loader, node, "allowReserved")) {
        diag_error(loader->diag, DIAG_PARAMETER, reserved->at, "'allowReserved' is not supported");
    }
}

static void parameter_check_environment(struct loader *loader, const struct tree *node,
                                        const struct model_parameter *parameter)
{
    const struct tree_member *member = tree_find(node, dg_text_of("x-dg-env"));

    if (member != NULL && parameter->in != MODEL_IN_HEADER) {
        diag_error(loader->diag, DIAG_ENVIRONMENT, member->at,
                   "'x-dg-env' is for header parameters");
    }
}

static bool parameter_read(struct loader *loader, const struct tree *node,
                           struct model_parameter *out)
{
    static const struct loader_kind kind = {KEYWORD_PARAMETER, "parameters", "a parameter"};
    struct environment_place environment;
    const struct tree *name;

    node = loader_object(loader, node, &kind);
    if (node == NULL) {
        return false;
    }
    name = loader_require(loader, node, "name", TREE_STRING);
    *out = (struct model_parameter){.at = node->at};
    if (!parameter_read_in(loader, node, &out->in) || name == NULL) {
        return false;
    }
    out->name = loader_string(loader, node, "name");
    if (out->name == NULL) {
        return false;
    }
    out->at = name->at;
    out->required = loader_boolean(loader, node, "required");
    environment = loader_environment(loader, node);
    out->environment = environment.name;
    out->environment_at = environment.at;
    out->description = loader_description(loader, node);
    parameter_check_style(loader, node, out->in);
    parameter_check_environment(loader, node, out);
    parameter_check_name(loader, node, out);
    parameter_check_required(loader, node, out);
    return true;
}

/* The lists of path item and operation */

struct parameter_list {
    struct model_parameter *items;
    size_t count;
    size_t inherited; /* the first ones are the path item's: the operation may replace them */
    bool refused;     /* some could not be read */
};

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
        diag_error(loader->diag, DIAG_PARAMETER, parameter->at, "parameter '%s' twice",
                   parameter->name);
        diag_note(loader->diag, other->at, "the other one is here");
        return;
    }
    list->items[list->count++] = *parameter;
}

static void parameter_read_list(struct loader *loader, const struct tree *holder,
                                struct parameter_list *list)
{
    const struct tree *parameters = loader_get(loader, holder, "parameters", TREE_LIST);

    if (parameters == NULL) {
        list->refused = list->refused || tree_get(holder, "parameters") != NULL;
        return;
    }
    for (size_t i = 0; i < parameters->count; i++) {
        struct model_parameter parameter;

        if (parameter_read(loader, parameters->members[i].value, &parameter)) {
            parameter_add(loader, list, &parameter);
        } else {
            list->refused = true;
        }
    }
}

/* The template of the path */

/* The next {name} at or after `at`; data NULL if there is none. False if braces don't match. */
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

bool loader_check_template(struct loader *loader, const struct tree_member *path)
{
    const char *at = path->key.data;
    struct dg_text name;

    while (parameter_next_name(at, &name)) {
        if (name.data == NULL) {
            return true;
        }
        at = name.data + name.length + 1;
        if (parameter_is_in_template(at, name)) {
            diag_error(loader->diag, DIAG_PATH, path->at, "'{%.*s}' twice in path %s",
                       DIAG_TEXT(name), path->key.data);
            return false;
        }
    }
    diag_error(loader->diag, DIAG_PATH, path->at, "path %s is no template: '{name}'",
               path->key.data);
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

static void parameter_check_declared(struct loader *loader, const struct operation_place *place,
                                     const struct model_operation *operation)
{
    struct dg_text name = {operation->path, 0};

    while (parameter_next_name(name.data + name.length, &name) && name.data != NULL) {
        if (!parameter_is_declared(operation, name)) {
            diag_error(loader->diag, DIAG_PATH, place->path->at,
                       "'{%.*s}' of path %s is no parameter", DIAG_TEXT(name), operation->path);
            diag_note(loader->diag, operation->at, "of this operation");
        }
        name.length++; /* past the brace */
    }
}

static size_t parameter_count(const struct tree *holder)
{
    const struct tree *parameters = tree_get(holder, "parameters");

    return parameters != NULL ? parameters->count : 0;
}

void loader_read_parameters(struct loader *loader, const struct operation_place *place,
                            struct model_operation *out)
{
    size_t capacity = parameter_count(place->path_item) + parameter_count(place->node);
    struct parameter_list list = {
        .items = memory_arena_new(loader->arena, capacity * sizeof *list.items)};

    if (capacity > PARAMETER_MAX_COUNT) {
        diag_error(loader->diag, DIAG_PARAMETER, out->at, "more than %d parameters",
                   PARAMETER_MAX_COUNT);
        return;
    }
    parameter_read_list(loader, place->path_item, &list);
    list.inherited = list.count;
    parameter_read_list(loader, place->node, &list);
    out->parameters = list.items;
    out->parameter_count = list.count;
    /* A name that is misspelled in one of the two places is one fault. */
    if (parameter_check_placed(loader, out) && !list.refused) {
        parameter_check_declared(loader, place, out);
    }
}
