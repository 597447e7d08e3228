/* Comparisons: what can be equal, what has an order, what is in a list or map. */
#include "base/memory.h"
#include "common/suggestion.h"
#include "rules/rule_check.h"

/* Whether a literal is one of the values that the contract lists for the other side. */
static bool check_literal(struct rule_checker *checker, const struct rule_node *literal,
                          const struct model_type *model)
{
    struct suggestion suggestion = suggestion_for(literal->text);
    struct dg_text only;

    if (model == NULL || (literal->op != RULE_TEXT && literal->op != RULE_INTEGER)) {
        return true;
    }
    for (size_t i = 0; i < model->word_count; i++) {
        const struct model_word *word = &model->words[i];

        if (literal->op == RULE_TEXT ? dg_text_equal(word->wire, literal->text)
                                     : word->number == literal->integer) {
            return true;
        }
        suggestion_offer(&suggestion, word->wire);
    }
    only = model->const_text;
    if ((model->kind != MODEL_ENUM && model->kind != MODEL_CONST_TEXT &&
         model->kind != MODEL_CONST_INTEGER) ||
        (model->kind == MODEL_CONST_TEXT && dg_text_equal(only, literal->text)) ||
        (model->kind == MODEL_CONST_INTEGER && model->const_integer == literal->integer)) {
        return true;
    }
    if (literal->op == RULE_TEXT) {
        CHECK_ERROR(checker, DIAG_RULE_ENUM, literal->at, "'%.*s' is no value of this %s",
                    DIAG_TEXT(literal->text), model->kind == MODEL_ENUM ? "enum" : "constant");
        diag_did_you_mean(checker->diag, suggestion.nearest);
    } else {
        CHECK_ERROR(checker, DIAG_RULE_ENUM, literal->at, "%lld is no value of this %s",
                    (long long)literal->integer, model->kind == MODEL_ENUM ? "enum" : "constant");
    }
    return false;
}

/* Of two literals' sides, the one against the other. */
static bool check_literals(struct rule_checker *checker, const struct rule_node *a,
                           const struct rule_node *b)
{
    return check_literal(checker, a, b->type.model) && check_literal(checker, b, a->type.model);
}

static bool check_against_null(struct rule_checker *checker, const struct rule_node *node)
{
    struct buffer path = {0};

    if (node->op == RULE_NULL || node->declared_nullable) {
        return true;
    }
    if (rule_is_path(node)) {
        rule_path_text(&path, node);
        CHECK_ERROR(checker, DIAG_RULE_NULL, node->at, "'%s' is never null", path.data);
        buffer_free(&path);
    } else {
        CHECK_ERROR(checker, DIAG_RULE_NULL, node->at, "this is never null");
    }
    return false;
}

/* Marks the types that digests are made of. False: there is free-form JSON in them, whose value is
   known only as it is spelled. */
static bool check_digestible(const struct model_type *type)
{
    bool good = type->kind != MODEL_JSON;

    if (type->has_digest || type->kind < MODEL_OBJECT) {
        return good;
    }
    ((struct model_type *)(uintptr_t)type)->has_digest = true;
    if (type->kind != MODEL_OBJECT) {
        return check_digestible(type->item.type);
    }
    for (size_t i = 0; i < type->property_count; i++) {
        good = check_digestible(type->properties[i].use.type) && good;
    }
    return good;
}

static bool check_containers(struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_type *a = &node->parts[0]->type;
    const struct rule_type *b = &node->parts[1]->type;

    if (node->parts[0]->op == RULE_NAME || node->parts[1]->op == RULE_NAME) {
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                    "a whole document can't be compared; compare what is in it");
        return false;
    }
    if (a->digest && b->digest && a->model == b->model) {
        if (check_digestible(a->model)) {
            return true;
        }
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                    "what has free-form JSON in it can't be compared");
        return false;
    }
    CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                "%s can't be compared, but for self with oldSelf; compare what is in it",
                rule_kind_name(a->kind));
    return false;
}

/* What is kept of a value of an open enum, where it is none of those listed, is its digest: it can
   be compared with its like and with those listed. A digest is compared with that of a text that is
   in one piece. */
static bool check_kept(struct rule_checker *checker, size_t at, const struct rule_node *left,
                       const struct rule_node *right)
{
    bool literal = left->op == RULE_TEXT || right->op == RULE_TEXT;

    if ((left->type.digest && rule_has_parts(right)) ||
        (right->type.digest && rule_has_parts(left))) {
        CHECK_ERROR(checker, DIAG_RULE_STATE, at,
                    "beside 'oldSelf', a text can't be compared with one made of several");
        return false;
    }
    if ((check_is_open(checker, left) || check_is_open(checker, right)) && !literal &&
        left->type.model != right->type.model) {
        CHECK_ERROR(
            checker, DIAG_RULE_STATE, at,
            "beside 'oldSelf', a value of an open enum can't be compared with another text");
        return false;
    }
    return true;
}

bool check_equality(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *a = node->parts[0];
    struct rule_node *b = node->parts[1];

    if (!check_present(checker, a) || !check_present(checker, b)) {
        return false;
    }
    if (a->op == RULE_NULL || b->op == RULE_NULL) {
        return check_against_null(checker, a->op == RULE_NULL ? b : a);
    }
    if (a->type.kind != b->type.kind) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s and %s can't be compared",
                    rule_kind_name(a->type.kind), rule_kind_name(b->type.kind));
        return false;
    }
    if (a->type.kind == RULE_KIND_JSON || a->type.kind == RULE_KIND_NULL) {
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                    "free-form JSON can be compared with null only");
        return false;
    }
    if (a->type.kind == RULE_KIND_LIST || a->type.kind == RULE_KIND_MAP ||
        a->type.kind == RULE_KIND_OBJECT) {
        return check_containers(checker, node);
    }
    return check_literals(checker, a, b) && check_kept(checker, node->at, a, b);
}

bool check_order(struct rule_checker *checker, struct rule_node *node)
{
    enum rule_kind kind;

    if (!check_value(checker, node->parts[0])) {
        return false;
    }
    kind = node->parts[0]->type.kind;
    if (kind == RULE_KIND_LIST || kind == RULE_KIND_MAP || kind == RULE_KIND_OBJECT ||
        kind == RULE_KIND_JSON) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s has no order", rule_kind_name(kind));
        return false;
    }
    return check_is(checker, node->parts[0], kind, "expected") &&
           check_kind(checker, node->parts[1], kind, "this is compared with");
}

bool check_elements(struct rule_checker *checker, const struct rule_node *list)
{
    for (size_t i = 0; list->op == RULE_LIST && i < list->count; i++) {
        if (rule_has_parts(list->parts[i])) {
            CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, list->parts[i]->at,
                        "a text made of several can't be part of this list");
            return false;
        }
    }
    return true;
}

static bool check_in_list(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *list = node->parts[1];
    const struct rule_node *left = node->parts[0];
    struct rule_node element = {.op = RULE_NAME};
    struct facts none = {.count = 0};

    if (list->type.model != NULL) {
        struct facts before = checker->facts;

        checker->facts = none;
        check_set_model(checker, &element, &list->type.model->item);
        checker->facts = before;
        if (element.type.kind == left->type.kind && element.type.kind < RULE_KIND_LIST) {
            return check_literal(checker, left, element.type.model);
        }
    } else if (list->overflows && !check_elements(checker, list)) {
        return false;
    } else if (list->type.element == NULL || list->type.element->kind == left->type.kind) {
        for (size_t i = 0; i < list->count; i++) {
            if (!check_literals(checker, left, list->parts[i]) ||
                !check_kept(checker, node->at, left, list->parts[i])) {
                return false;
            }
        }
        return true;
    } else {
        element.type = *list->type.element;
    }
    CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "'in' looks for %s, but each of the list is %s",
                rule_kind_name(left->type.kind), rule_kind_name(element.type.kind));
    return false;
}

bool check_key(struct rule_checker *checker, const struct rule_node *key)
{
    if (rule_has_parts(key)) {
        CHECK_ERROR(checker, DIAG_RULE_UNSUPPORTED, key->at,
                    "a text made of several can't be a key");
    }
    return !rule_has_parts(key);
}

/* 'name' in object is has(object.name), for any name. */
static bool check_in_object(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *member = memory_arena_new(checker->arena, sizeof *member);
    struct rule_node **parts = memory_arena_new(checker->arena, sizeof(*parts));

    *member = (struct rule_node){.op = RULE_MEMBER,
                                 .at = node->parts[0]->at,
                                 .text = node->parts[0]->text,
                                 .parts = parts,
                                 .count = 1,
                                 .height = 1};
    parts[0] = node->parts[1];
    node->op = RULE_HAS;
    node->parts[0] = member;
    node->count = 1;
    return check_property(checker, member, parts[0]->type.model);
}

bool check_in(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *left = node->parts[0];
    struct rule_node *right = node->parts[1];

    if (!check_value(checker, left) || !check_value(checker, right)) {
        return false;
    }
    if (right->type.kind == RULE_KIND_OBJECT && left->op == RULE_TEXT && rule_is_path(right)) {
        return check_in_object(checker, node);
    }
    if (right->type.digest) {
        return check_is(checker, right, right->type.kind, "expected");
    }
    if (right->type.kind == RULE_KIND_LIST) {
        return check_in_list(checker, node);
    }
    if (right->type.kind != RULE_KIND_MAP) {
        CHECK_ERROR(checker, DIAG_RULE_TYPE, node->at, "'in' needs a list or a map, not %s",
                    rule_kind_name(right->type.kind));
        return false;
    }
    return check_is(checker, left, RULE_KIND_TEXT, "a key is") && check_key(checker, left);
}
