/* The types of paths: roots, variables, members, entries. */
#include "rules/rule_type_member.h"
#include "rules/rule_literal.h"

#include <string.h>

#include <assert.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "rules/rule_literal.h"
#include "rules/rule_path.h"
#include "rules/rule_type_operand.h"

/* Types of the contract as types of rules */

enum rule_kind rule_type_of(const struct model_type *type)
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
    case MODEL_UNION: /* rule_type_set refuses it */
        return RULE_KIND_JSON;
    case MODEL_ENUM:
        return type->integer_enum ? RULE_KIND_INTEGER : RULE_KIND_TEXT;
    case MODEL_OBJECT:
        return RULE_KIND_OBJECT;
    case MODEL_MAP:
        return RULE_KIND_MAP;
    case MODEL_LIST:
        return RULE_KIND_LIST;
    case MODEL_VALUE:
        break; /* rules don't judge such documents */
    }
    assert(false);
    return RULE_KIND_NULL;
}

/* Whether C has a pointer to a value that may be absent or null; if so, an error. */
static bool type_is_pointer(struct rule_checker *checker, const struct rule_node *node,
                            const struct model_type *type, bool always)
{
    if (!type->by_pointer || always) {
        return false;
    }
    TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
               "a rule can't read this value, since its schema contains itself");
    return true;
}

bool rule_type_set(struct rule_checker *checker, struct rule_node *node,
                   const struct model_use *use)
{
    enum model_kind kind = use->type->kind;

    node->type = (struct rule_type){.kind = rule_type_of(use->type), .model = use->type};
    node->type.digest = checker->states &&
                        (kind == MODEL_TEXT || rule_kind_is(node->type.kind, RULE_KINDS_CONTAINER));
    if (use->type->implied) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "a rule can read this value only if its schema has a 'type'");
        return false;
    }
    if (kind == MODEL_UNION) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "a rule can't read a value of one of several types or schemas");
        return false;
    }
    node->use = use;
    node->declared_nullable = use->nullable || kind == MODEL_JSON;
    node->nullable =
        node->declared_nullable && !rule_facts_have(&checker->facts, node, RULE_FACT_NOT_NULL);
    return true;
}

/* Names */

static bool type_root(struct rule_checker *checker, struct rule_node *node, enum rule_root root)
{
    struct model_use *use = memory_arena_new(checker->arena, sizeof *use);

    node->root = root;
    if (root == RULE_ROOT_OLD && !checker->scope->root) {
        TYPE_ERROR(checker, DIAG_RULE_SCOPE, node->at,
                   "oldSelf is the previous state of a document, and no document is judged as this "
                   "schema");
        return false;
    }
    checker->use->self |= root == RULE_ROOT_SELF;
    checker->use->old |= root == RULE_ROOT_OLD;
    use->type = checker->scope->self;
    return rule_type_set(checker, node, use);
}

/* A variable's type: an element of its range. */
static bool type_set_element(struct rule_checker *checker, struct rule_node *node,
                             const struct rule_node *range)
{
    if (range->type.element != NULL) {
        node->type = *range->type.element;
    } else if (range->type.kind == RULE_KIND_MAP || range->type.model == NULL) {
        node->type = (struct rule_type){.kind = RULE_KIND_TEXT};
    } else {
        const struct model_use *item = &range->type.model->item;

        return !type_is_pointer(checker, node, item->type, !item->nullable) &&
               rule_type_set(checker, node, item);
    }
    return true;
}

/* The binding of a variable; NULL: there is no such variable. */
static const struct rule_binding *type_binding(const struct rule_checker *checker,
                                               struct dg_text name)
{
    const struct rule_binding *binding = checker->bindings;

    while (binding != NULL && !dg_text_equal(binding->macro->text, name)) {
        binding = binding->outer;
    }
    return binding;
}

static bool type_variable(struct rule_checker *checker, struct rule_node *node)
{
    const struct rule_binding *binding = type_binding(checker, node->text);

    if (binding == NULL) {
        struct suggestion suggestion = suggestion_for(node->text);

        TYPE_ERROR(checker, DIAG_RULE_NAME, node->at, "unknown name '%.*s'%s",
                   DIAG_TEXT(node->text),
                   checker->bindings == NULL ? "; the judged object is 'self'" : "");
        suggestion_offer(&suggestion, dg_text_of("self"));
        suggestion_offer(&suggestion, dg_text_of("oldSelf"));
        diag_did_you_mean(checker->diag, suggestion.nearest);
        return false;
    }
    node->root = RULE_ROOT_VARIABLE;
    node->binder = binding->macro;
    return type_set_element(checker, node, binding->macro->parts[0]);
}

bool rule_type_name(struct rule_checker *checker, struct rule_node *node)
{
    if (dg_text_equal(node->text, dg_text_of("self"))) {
        return type_root(checker, node, RULE_ROOT_SELF);
    }
    if (dg_text_equal(node->text, dg_text_of("oldSelf"))) {
        return type_root(checker, node, RULE_ROOT_OLD);
    }
    if (dg_text_equal(node->text, dg_text_of("http")) ||
        dg_text_equal(node->text, dg_text_of("request"))) {
        TYPE_ERROR(checker, DIAG_RULE_NAME, node->at,
                   "'%.*s' is not a value; use http.status, http.media_type or request.path.NAME",
                   DIAG_TEXT(node->text));
        return false;
    }
    return type_variable(checker, node);
}

/* The exchange */

static bool is_name(const struct rule_node *node, const char *name)
{
    return node->op == RULE_NAME && dg_text_equal(node->text, dg_text_of(name));
}

static bool type_response(struct rule_checker *checker, const struct rule_node *node)
{
    if (!checker->scope->response) {
        TYPE_ERROR(checker, DIAG_RULE_SCOPE, node->at,
                   "only rules on responses can read http and request");
    }
    return checker->scope->response;
}

static bool type_http(struct rule_checker *checker, struct rule_node *node)
{
    bool status = dg_text_equal(node->text, dg_text_of("status"));

    if (!status && !dg_text_equal(node->text, dg_text_of("media_type"))) {
        TYPE_ERROR(checker, DIAG_RULE_NAME, node->at,
                   "unknown member 'http.%.*s'; use http.status or http.media_type",
                   DIAG_TEXT(node->text));
        return false;
    }
    checker->use->http = true;
    node->op = status ? RULE_STATUS : RULE_MEDIA_TYPE;
    node->count = 0;
    node->type.kind = status ? RULE_KIND_INTEGER : RULE_KIND_TEXT;
    return true;
}

static bool type_path_value(struct rule_checker *checker, struct rule_node *node,
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
    TYPE_ERROR(checker, DIAG_RULE_NAME, node->at, "the path has no parameter '%.*s'",
               DIAG_TEXT(name));
    diag_did_you_mean(checker->diag, suggestion.nearest);
    diag_note(checker->diag, checker->scope->operation, "the path of the operation is here");
    return false;
}

/* request.path */
static bool is_request_path(const struct rule_node *node)
{
    return node->op == RULE_MEMBER && dg_text_equal(node->text, dg_text_of("path")) &&
           is_name(node->parts[0], "request");
}

/* Members */

/* The property with the longest name that the long name begins with; NULL: there is none. */
static const struct model_property *type_long_property(struct dg_text name,
                                                       const struct model_type *object)
{
    const struct model_property *found = NULL;

    for (size_t i = 0; i < object->property_count; i++) {
        struct dg_text wire = object->properties[i].wire;

        if (wire.length <= name.length && memcmp(wire.data, name.data, wire.length) == 0 &&
            (wire.length == name.length || strchr("-.", name.data[wire.length]) != NULL) &&
            (found == NULL || wire.length > found->wire.length)) {
            found = &object->properties[i];
        }
    }
    return found;
}

/* Suggests self['x-y'] for self.x-y, after words about the unknown name. Returns false if there is
   no such property. */
static bool type_suggest_index(struct rule_checker *checker, const struct rule_node *node,
                               const struct model_type *object, struct buffer *words)
{
    struct rule_spelling spelling = rule_spell_member(checker->scope->node->text, node);
    const struct model_property *found = type_long_property(spelling.name, object);

    if (found == NULL || found->wire.length <= node->text.length) {
        return false;
    }
    TYPE_ERROR(checker, DIAG_RULE_NAME, node->at, "%s; did you mean %.*s['%.*s']?",
               buffer_string(words), DIAG_TEXT(spelling.object), DIAG_TEXT(found->wire));
    return true;
}

bool rule_type_suggest_dash(struct rule_checker *checker, const struct rule_node *difference)
{
    const struct rule_node *left = difference->parts[0];
    const struct rule_node *right = difference->parts[1];
    const struct model_type *object = left->op == RULE_MEMBER ? left->parts[0]->type.model : NULL;
    struct buffer words = {.data = NULL};
    bool suggested = false;

    if (object == NULL || right->op != RULE_NAME || rule_is_root_name(right->text) ||
        type_binding(checker, right->text) != NULL) {
        return false;
    }
    buffer_format(&words, "unknown name '%.*s'", DIAG_TEXT(right->text));
    suggested = type_suggest_index(checker, left, object, &words);
    buffer_free(&words);
    return suggested;
}

static void type_unknown_member(struct rule_checker *checker, const struct rule_node *node,
                                const struct model_type *object)
{
    struct suggestion suggestion = suggestion_for(node->text);
    struct buffer words = {.data = NULL};

    buffer_format(&words, "unknown member '%.*s' of '%s'", DIAG_TEXT(node->text),
                  object->schema_name != NULL ? object->schema_name : object->pointer);
    if (node->op != RULE_MEMBER || !type_suggest_index(checker, node, object, &words)) {
        TYPE_ERROR(checker, DIAG_RULE_NAME, node->at, "%s", buffer_string(&words));
        for (size_t i = 0; diag_is_open(checker->diag) && i < object->property_count; i++) {
            suggestion_offer(&suggestion, object->properties[i].wire);
        }
        diag_did_you_mean(checker->diag, suggestion.nearest);
    }
    buffer_free(&words);
}

bool rule_type_property(struct rule_checker *checker, struct rule_node *node,
                        const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        if (dg_text_equal(node->text, object->properties[i].wire)) {
            const struct model_property *property = &object->properties[i];

            node->property = property;
            return !type_is_pointer(checker, node, property->use.type,
                                    property->required && !property->use.nullable &&
                                        !property->circular) &&
                   rule_type_set(checker, node, &property->use);
        }
    }
    type_unknown_member(checker, node, object);
    return false;
}

static bool type_no_members(struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_node *part = node->parts[0];

    TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at,
               node->op == RULE_INDEX ? "'[…]' can't be applied to %s" : "%s has no members",
               rule_kind_name(part->type.kind));
    return false;
}

/* An entry of a map, whose key is known. */
static bool type_entry(struct rule_checker *checker, struct rule_node *node)
{
    const struct model_use *item;

    if (checker->states) {
        TYPE_ERROR(checker, DIAG_RULE_STATE, node->at,
                   "in a rule that reads oldSelf, a map can only be compared for equality");
        return false;
    }
    item = &node->parts[0]->type.model->item;
    return !type_is_pointer(checker, node, item->type, !item->nullable) &&
           rule_type_set(checker, node, item);
}

bool rule_type_member(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *object = node->parts[0];

    if (is_name(object, "http")) {
        return type_response(checker, object) && type_http(checker, node);
    }
    if (is_request_path(object)) {
        return type_response(checker, object->parts[0]) &&
               type_path_value(checker, node, node->text);
    }
    if (is_name(object, "request")) {
        TYPE_ERROR(checker, DIAG_RULE_NAME, node->at,
                   "'request.%.*s' is not a value; use request.path.NAME", DIAG_TEXT(node->text));
        return false;
    }
    if (!rule_type_value(checker, object)) {
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
        return type_entry(checker, node);
    }
    return object->type.kind == RULE_KIND_OBJECT
               ? rule_type_property(checker, node, object->type.model)
               : type_no_members(checker, node);
}

bool rule_type_index(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *object = node->parts[0];
    struct rule_node *key = node->parts[1];

    if (is_request_path(object) && key->op == RULE_TEXT) {
        return type_response(checker, object->parts[0]) &&
               type_path_value(checker, node, key->text);
    }
    if (!rule_type_value(checker, object) || !rule_type_value(checker, key)) {
        return false;
    }
    if (object->type.kind == RULE_KIND_LIST) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "an item of a list can't be read by its index; use all() or exists()");
        return false;
    }
    if (object->type.kind == RULE_KIND_OBJECT && key->op == RULE_TEXT) {
        node->op = RULE_MEMBER;
        node->count = 1;
        node->at = key->at;
        node->text = key->text;
        return rule_type_property(checker, node, object->type.model);
    }
    if (object->type.kind != RULE_KIND_MAP) {
        return type_no_members(checker, node);
    }
    if (key->type.kind != RULE_KIND_TEXT) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, key->at, "a key must be a string, not %s",
                   rule_kind_name(key->type.kind));
        return false;
    }
    return rule_type_key(checker, key) && type_entry(checker, node);
}
