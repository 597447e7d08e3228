/* The parameters of an operation, and that they agree with the template of its path. */
#include <string.h>

#include "loader.h"
#include "memory.h"

/* Nobody needs more. */
#define PARAMETER_MAX_COUNT 256

/* --- One parameter --- */

static bool parameter_is_token(const char *name)
{
    static const char token[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "!#$%&'*+-.^_`|~";

    return name[0] != '\0' && strspn(name, token) == strlen(name);
}

static bool parameter_equal_ignoring_case(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char lower = *a >= 'A' && *a <= 'Z' ? (char)(*a | 0x20) : *a;

        if (lower != *b) {
            return false;
        }
    }
    return *a == *b;
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
        if (parameter_equal_ignoring_case(name, kept[i])) {
            diag_error(loader->diag, DIAG_PARAMETER, at,
                       "OpenAPI ignores a header parameter of this name");
        }
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
    const struct tree *name;

    node = loader_resolve(loader, node);
    if (node == NULL || !loader_expect(loader, node, TREE_MAP, dg_text_of("parameters"))) {
        return false;
    }
    keywords_check(node, KEYWORD_PARAMETER, loader->minor, loader->diag);
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
    out->environment = loader_environment(loader, node);
    out->description = loader_description(loader, node);
    parameter_check_style(loader, node, out->in);
    parameter_check_environment(loader, node, out);
    if (out->in == MODEL_IN_HEADER) {
        parameter_check_header(loader, node, out->name);
    }
    if (out->in == MODEL_IN_PATH && !out->required) {
        diag_error(loader->diag, DIAG_PARAMETER, out->at,
                   "a path parameter must say required: true");
    }
    return true;
}

/* --- The lists of path item and operation --- */

struct parameter_list {
    struct model_parameter *items;
    size_t count;
    size_t inherited; /* the first ones are the path item's: the operation may replace them */
};

static void parameter_add(struct loader *loader, struct parameter_list *list,
                          const struct model_parameter *parameter)
{
    for (size_t i = 0; i < list->count; i++) {
        struct model_parameter *other = &list->items[i];

        if (other->in != parameter->in || strcmp(other->name, parameter->name) != 0) {
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

static void parameter_read_list(struct loader *loader, const struct tree *parameters,
                                struct parameter_list *list)
{
    for (size_t i = 0; parameters != NULL && i < parameters->count; i++) {
        struct model_parameter parameter;

        if (parameter_read(loader, parameters->members[i].value, &parameter)) {
            parameter_add(loader, list, &parameter);
        }
    }
}

/* --- The template of the path --- */

static void parameter_check_declared(struct loader *loader, const struct model_operation *operation,
                                     struct dg_text name)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].in == MODEL_IN_PATH &&
            dg_text_equal(name, dg_text_of(operation->parameters[i].name))) {
            return;
        }
    }
    diag_error(loader->diag, DIAG_PATH, operation->at, "'{%.*s}' of path %s is no parameter",
               DIAG_TEXT(name), operation->path);
}

/* The next {name} at or after `at`; data NULL if there is none. False, with an error, if braces
 * don't match. */
static bool parameter_next_name(struct loader *loader, const struct model_operation *operation,
                                const char *at, struct dg_text *out)
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
    diag_error(loader->diag, DIAG_PATH, operation->at, "path %s is no template: '{name}'",
               operation->path);
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

static void parameter_check_template(struct loader *loader, const struct model_operation *operation)
{
    struct dg_text name = {operation->path, 0};

    while (parameter_next_name(loader, operation, name.data + name.length, &name)) {
        if (name.data == NULL) {
            break;
        }
        parameter_check_declared(loader, operation, name);
        name.length++; /* past the brace */
        if (parameter_is_in_template(name.data + name.length,
                                     (struct dg_text){name.data, name.length - 1})) {
            diag_error(loader->diag, DIAG_PATH, operation->at, "'{%.*s}' twice in path %s",
                       (int)name.length - 1, name.data, operation->path);
        }
    }
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct model_parameter *parameter = &operation->parameters[i];

        if (parameter->in == MODEL_IN_PATH &&
            !parameter_is_in_template(operation->path, dg_text_of(parameter->name))) {
            diag_error(loader->diag, DIAG_PATH, parameter->at, "there is no '{%s}' in path %s",
                       parameter->name, operation->path);
        }
    }
}

void loader_read_parameters(struct loader *loader, const struct tree *path_item,
                            const struct tree *operation, struct model_operation *out)
{
    const struct tree *inherited = loader_get(loader, path_item, "parameters", TREE_LIST);
    const struct tree *own = loader_get(loader, operation, "parameters", TREE_LIST);
    size_t capacity = (inherited != NULL ? inherited->count : 0) + (own != NULL ? own->count : 0);
    struct parameter_list list = {
        .items = memory_arena_new(loader->arena, capacity * sizeof *list.items)};

    if (capacity > PARAMETER_MAX_COUNT) {
        diag_error(loader->diag, DIAG_PARAMETER, out->at, "more than %d parameters",
                   PARAMETER_MAX_COUNT);
        return;
    }
    parameter_read_list(loader, inherited, &list);
    list.inherited = list.count;
    parameter_read_list(loader, own, &list);
    out->parameters = list.items;
    out->parameter_count = list.count;
    parameter_check_template(loader, out);
}
