/* What rules read: roots, variables, members, entries. */
#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "rules/rule_check.h"

/* Types of the contract as types of rules */

static enum rule_kind member_kind(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
    case MODEL_CONST_TEXT:
        return RULE_KIND_TEXT;
    case MODEL_TIME:
        return RULE_KIND_TIME;
    case MODEL_INTEGER:
    case MODEL_CONST_INTEGER:
        return RULE_KIND_INTEGER;
    case MODEL_NUMBER:
        return RULE_KIND_NUMBER;
    case MODEL_BOOLEAN:
        return RULE_KIND_BOOLEAN;
    case MODEL_JSON:
        return RULE_KIND_JSON;
    case MODEL_ENUM:
        return type->integer_enum ? RULE_KIND_INTEGER : RULE_KIND_TEXT;
    case MODEL_OBJECT:
        return RULE_KIND_OBJECT;
    case MODEL_MAP:
        return RULE_KIND_MAP;
    case MODEL_LIST:
        return RULE_KIND_LIST;
    }
    assert(false);
    return RULE_KIND_NULL;
}

void check_set_model(struct rule_checker *checker, struct rule_node *node,
                     const struct model_use *use)
{
    enum model_kind kind = use->type->kind;

    node->type = (struct rule_type){.kind = member_kind(use->type), .model = use->type};
    node->type.digest = checker->states && (kind == MODEL_TEXT || kind >= MODEL_OBJECT);
    node->use = use;
    node->declared_nullable = use->nullable || kind == MODEL_JSON;
    node->nullable = node->declared_nullable && !facts_have(&checker->facts, node, FACT_NOT_NULL);
}

/* Names */

static bool check_root(struct rule_checker *checker, struct rule_node *node, enum rule_root root)
{
    struct model_use *use = memory_arena_new(checker->arena, sizeof *use);

    node->root = root;
    if (root == RULE_ROOT_OLD && !checker->scope->root) {
        CHECK_ERROR(checker, DIAG_RULE_SCOPE, node->at,
                    "'oldSelf' is the state of a whole document, and none is judged as this "
                    "schema");
        return false;
    }
    checker->use->self |= root == RULE_ROOT_SELF;
    checker->use->old |= root == RULE_ROOT_OLD;
    use->type = checker->scope->self;
    check_set_model(checker, node, use);
    return true;
}

/* A variable's type: an element of its range. */
static void check_set_element(struct rule_checker *checker, struct rule_node *node,
                              const struct rule_node *range)
{
    if (range->type.element != NULL) {
        node->type = *range->type.element;
    } else if (range->type.kind == RULE_KIND_MAP || range->type.model == NULL) {
        node->type = (struct rule_type){.kind = RULE_KIND_TEXT};
    } else {
        check_set_model(checker, node, &range->type.model->item);
    }
}

static bool check_variable(struct rule_checker *checker, struct rule_node *node)
{
    const struct rule_binding *binding = checker->bindings;

    while (binding != NULL && !dg_text_equal(binding->macro->text, node->text)) {
        binding = binding->outer;
    }
    if (binding == NULL) {
        struct suggestion suggestion = suggestion_for(node->text);

        CHECK_ERROR(checker, DIAG_RULE_NAME, node->at, "there is no '%.*s' here%s",
                    DIAG_TEXT(node->text),
                    checker->bindings == NULL ? "; rules speak of self" : "");
        suggestion_offer(&suggestion, dg_text_of("self"));
        suggestion_offer(&suggestion, dg_text_of("oldSelf"));
        diag_did_you_mean(checker->diag, suggestion.nearest);
        return false;
    }
    node->root = RULE_ROOT_VARIABLE;
    node->binder = binding->macro;
    check_set_element(checker, node, binding->macro->parts[0]);
    return true;
}

bool check_name(struct rule_checker *checker, struct rule_node *node)
{
    if (dg_text_equal(node->text, dg_text_of("self"))) {
        return check_root(checker, node, RULE_ROOT_SELF);
    }
    if (dg_text_equal(node->text, dg_text_of("oldSelf"))) {
        return check_root(checker, node, RULE_ROOT_OLD);
    }
    if (dg_text_equal(node->text, dg_text_of("http")) ||
        dg_text_equal(node->text, dg_text_of("request"))) {
        CHECK_ERROR(checker, DIAG_RULE_NAME, node->at,
                    "there are http.status, http.media_type and request.path.NAME");
        return false;
    }
    return check_variable(checker, node);
}

/* The exchange */

static bool is_name(const struct rule_node *node, const char *name)
{
    return node->op == RULE_NAME && dg_text_equal(node->text, dg_text_of(name));
}

static bool check_response(struct rule_checker *checker, const struct rule_node *node)
{
    if (!checker->scope->response) {
        CHECK_ERROR(checker, DIAG_RULE_SCOPE, node->at,
                    "a schema is not tied to an exchange: rules on responses speak of http and "
                    "request");
    }
    return checker->scope->response;
}

static bool check_http(struct rule_checker *checker, struct rule_node *node)
{
    bool status = dg_text_equal(node->text, dg_text_of("status"));

    if (!status && !dg_text_equal(node->text, dg_text_of("media_type"))) {
        CHECK_ERROR(checker, DIAG_RULE_NAME, node->at,
                    "there is no 'http.%.*s'; there are http.status and http.media_type",
                    DIAG_TEXT(node->text));
        return false;
    }
    checker->use->http = true;
    node->op = status ? RULE_STATUS : RULE_MEDIA_TYPE;
    node->count = 0;
    node->type.kind = status ? RULE_KIND_INTEGER : RULE_KIND_TEXT;
    return true;
}

static bool check_path_value(struct rule_checker *checker, struct rule_node *node,
                             struct dg_text name)
{
    struct suggestion suggestion = suggestion_for(name);

    for (size_t i = 0; i < checker->scope->path_count; i++) {
        struct dg_text known = dg_text_of(checker->scope->path_names[i]);

        if (dg_text_equal(name, known)) {
            checker->use->request = true;
            node->op = RULE_PATH_VALUE;
            node->text = name;
            node->count = 0;
            node->type.kind = RULE_KIND_TEXT;
            return true;
        }
        suggestion_offer(&suggestion, known);
    }
    CHECK_ERROR(checker, DIAG_RULE_NAME, node->at, "the path has no parameter '%.*s'",
                DIAG_TEXT(name));
    diag_did_you_mean(checker->diag, suggestion.nearest);
    diag_note(checker->diag, checker->scope->operation, "the path of this operation");
    return false;
}

/* request.path */
static bool is_request_path(const struct rule_node *node)
{
    return node->op == RULE_MEMBER && dg_text_equal(node->text, dg_text_of("path")) &&
           is_name(node->parts[0], "request");
}

/* Members */

bool check_property(struct rule_checker *checker, struct rule_node *node,
                    const struct model_type *object)
{
    struct suggestion suggestion = suggestion_for(node->text);

    for (size_t i = 0; i < object->property_count; i++) {
        if (dg_text_equal(node->text, object->properties[i].wire)) {
            node->property = &object->properties[i];
            check_set_model(checker, node, &node->property->use);
            return true;
        }
    }
    CHECK_ERROR(checker, DIAG_RULE_NAME, node->at, "there is no member '%.*s' in '%s'",
                DIAG_TEXT(node->text),
                object->schema_name != NULL ? object->schema_name : object->pointer);
    for (size_t i = 0; diag_is_open(checker->diag) && i < object->property_count; i++) {
        suggestion_offer(&suggestion, object->properties[i].wire);
    }
    diag_did_you_mean(checker->diag, suggestion.nearest);
    return false;
}

static bool check_no_members(struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_node *part = node->parts[0];

    CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s has no %s", rule_kind_name(part->type.kind),
                node->op == RULE_INDEX ? "entries" : "members");
    return false;
}

/* An entry of a map, whose key is known. */
static bool check_entry(struct rule_checker *checker, struct rule_node *node)
{
    if (checker->states) {
        CHECK_ERROR(checker, DIAG_RULE_STATE, node->at,
                    "beside 'oldSelf', maps are only known to be equal or not");
        return false;
    }
    check_set_model(checker, node, &node->parts[0]->type.model->item);
    return true;
}

bool check_member(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *object = node->parts[0];

    if (is_name(object, "http")) {
        return check_response(checker, object) && check_http(checker, node);
    }
    if (is_request_path(object)) {
        return check_response(checker, object->parts[0]) &&
               check_path_value(checker, node, node->text);
    }
    if (is_name(object, "request")) {
        CHECK_ERROR(checker, DIAG_RULE_NAME, node->at, "there is request.path.NAME only");
        return false;
    }
    if (!check_value(checker, object)) {
        return false;
    }
    if (object->type.kind == RULE_KIND_MAP) {
        struct rule_node *key = memory_arena_new(checker->arena, sizeof *key);
        struct rule_node **parts = memory_arena_new(checker->arena, 2 * sizeof(*parts));

        *key = (struct rule_node){.op = RULE_TEXT, .at = node->at, .text = node->text, .height = 1};
        key->type.kind = RULE_KIND_TEXT;
        parts[0] = object;
        parts[1] = key;
        node->op = RULE_INDEX;
        node->parts = parts;
        node->count = 2;
        return check_entry(checker, node);
    }
    return object->type.kind == RULE_KIND_OBJECT ? check_property(checker, node, object->type.model)
                                                 : check_no_members(checker, node);
}

bool check_index(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *object = node->parts[0];
    struct rule_node *key = node->parts[1];

    if (is_request_path(object) && key->op == RULE_TEXT) {
        return check_response(checker, object->parts[0]) &&
               check_path_value(checker, node, key->text);
    }
    if (!check_value(checker, object) || !check_value(checker, key)) {
        return false;
    }
    if (object->type.kind == RULE_KIND_LIST) {
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                    "items of lists have no numbers here; use all() or exists()");
        return false;
    }
    if (object->type.kind == RULE_KIND_OBJECT && key->op == RULE_TEXT) {
        node->op = RULE_MEMBER;
        node->count = 1;
        node->at = key->at;
        node->text = key->text;
        return check_property(checker, node, object->type.model);
    }
    if (object->type.kind != RULE_KIND_MAP) {
        return check_no_members(checker, node);
    }
    if (key->type.kind != RULE_KIND_TEXT) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, key->at, "a key is a text, not %s",
                    rule_kind_name(key->type.kind));
        return false;
    }
    return check_key(checker, key) && check_entry(checker, node);
}

bool check_is_absent(const struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_node *key;

    if (node->op == RULE_MEMBER) {
        return node->property != NULL && !node->property->required &&
               !facts_have(&checker->facts, node, FACT_PRESENT);
    }
    if (node->op != RULE_INDEX) {
        return false;
    }
    key = node->parts[1];
    if (key->op == RULE_NAME && key->binder != NULL &&
        key->binder->parts[0]->type.kind == RULE_KIND_MAP && rule_is_path(node->parts[0]) &&
        rule_is_path(key->binder->parts[0]) &&
        rule_same_path(key->binder->parts[0], node->parts[0])) {
        return false; /* the variable goes over the keys of that map */
    }
    return !facts_have(&checker->facts, node, FACT_PRESENT);
}
