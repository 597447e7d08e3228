/* Comparisons: equality, order, and membership in lists and maps. */
#include "rules/rule_type_compare.h"

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "rules/rule_path.h"
#include "rules/rule_type_member.h"
#include "rules/rule_type_operand.h"

/* Whether a literal is one of the values that the contract lists for the other side. */
static bool type_literal(struct rule_checker *checker, const struct rule_node *literal,
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
        TYPE_ERROR(checker, DIAG_RULE_ENUM, literal->at, "'%.*s' is not a value of this %s",
                   DIAG_TEXT(literal->text), model->kind == MODEL_ENUM ? "enum" : "constant");
        diag_did_you_mean(checker->diag, suggestion.nearest);
    } else {
        TYPE_ERROR(checker, DIAG_RULE_ENUM, literal->at, "%lld is not a value of this %s",
                   (long long)literal->integer, model->kind == MODEL_ENUM ? "enum" : "constant");
    }
    return false;
}

/* Checks either operand, if it is a literal, against the type of the other. */
static bool type_literals(struct rule_checker *checker, const struct rule_node *a,
                          const struct rule_node *b)
{
    return type_literal(checker, a, b->type.model) && type_literal(checker, b, a->type.model);
}

static bool type_against_null(struct rule_checker *checker, const struct rule_node *node)
{
    struct buffer path = {0};

    if (node->op == RULE_NULL || node->declared_nullable) {
        return true;
    }
    if (rule_is_path(node)) {
        rule_path_text(&path, node);
        TYPE_ERROR(checker, DIAG_RULE_NULL, node->at, "'%s' is never null", path.data);
        buffer_free(&path);
    } else {
        TYPE_ERROR(checker, DIAG_RULE_NULL, node->at, "this value is never null");
    }
    return false;
}

/* Marks the types that digests are made of. Returns false if they contain text of JSON, of which
   equal values may be spelled differently. */
static bool type_digestible(const struct model_type *type)
{
    bool good = type->kind != MODEL_JSON;
    const struct model_choice *choice = type->choice;

    if (type->implied) {
        return false;
    }
    if (type->has_digest ||
        !(type->kind == MODEL_UNION || rule_kind_is(rule_type_of(type), RULE_KINDS_CONTAINER))) {
        return good;
    }
    ((struct model_type *)(uintptr_t)type)->has_digest = true;
    for (size_t i = 0; type->kind == MODEL_UNION && i < choice->count; i++) {
        good = type_digestible(choice->alternatives[i].use.type) && good;
    }
    if (type->kind == MODEL_UNION) {
        return good;
    }
    if (type->kind != MODEL_OBJECT) {
        return type_digestible(type->item.type);
    }
    good = (type->others == NULL || type_digestible(type->others)) &&
           (type->matched == NULL || type_digestible(type->matched));
    for (size_t i = 0; i < type->property_count; i++) {
        good = type_digestible(type->properties[i].use.type) && good;
    }
    return good;
}

static bool type_containers(struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_type *a = &node->parts[0]->type;
    const struct rule_type *b = &node->parts[1]->type;

    if (node->parts[0]->op == RULE_NAME || node->parts[1]->op == RULE_NAME) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "a whole document can't be compared; compare its members");
        return false;
    }
    if (a->digest && b->digest && a->model == b->model) {
        if (type_digestible(a->model)) {
            return true;
        }
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "a value that contains free-form JSON can't be compared");
        return false;
    }
    TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
               "%s can be compared only between self and oldSelf; compare its contents",
               rule_kind_name(a->kind));
    return false;
}

/* A state keeps the digest of an open enum's value that the contract doesn't list: such a value can
   be compared with values of the same enum and with those listed. A digest can't be compared with a
   concatenation. */
static bool type_kept(struct rule_checker *checker, size_t at, const struct rule_node *left,
                      const struct rule_node *right)
{
    bool literal = left->op == RULE_TEXT || right->op == RULE_TEXT;

    if ((left->type.digest && rule_has_parts(right)) ||
        (right->type.digest && rule_has_parts(left))) {
        TYPE_ERROR(
            checker, DIAG_RULE_STATE, at,
            "in a rule that reads oldSelf, a string can't be compared with one built with '+'");
        return false;
    }
    if ((rule_type_is_open(checker, left) || rule_type_is_open(checker, right)) && !literal &&
        left->type.model != right->type.model) {
        TYPE_ERROR(checker, DIAG_RULE_STATE, at,
                   "in a rule that reads oldSelf, a value of an open enum can't be compared with "
                   "another string");
        return false;
    }
    return true;
}

bool rule_type_equality(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *a = node->parts[0];
    struct rule_node *b = node->parts[1];

    if (!rule_type_present(checker, a) || !rule_type_present(checker, b)) {
        return false;
    }
    if (a->op == RULE_NULL || b->op == RULE_NULL) {
        return type_against_null(checker, a->op == RULE_NULL ? b : a);
    }
    if (a->type.kind != b->type.kind) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s and %s can't be compared",
                   rule_kind_name(a->type.kind), rule_kind_name(b->type.kind));
        return false;
    }
    if (a->type.kind == RULE_KIND_JSON || a->type.kind == RULE_KIND_NULL) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "free-form JSON can be compared with null only");
        return false;
    }
    if (rule_kind_is(a->type.kind, RULE_KINDS_CONTAINER)) {
        return type_containers(checker, node);
    }
    return type_literals(checker, a, b) && type_kept(checker, node->at, a, b);
}

bool rule_type_order(struct rule_checker *checker, struct rule_node *node)
{
    enum rule_kind kind;

    if (!rule_type_value(checker, node->parts[0])) {
        return false;
    }
    kind = node->parts[0]->type.kind;
    if (!rule_kind_is(kind, rule_operator(node->op)->operands)) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s can't be ordered", rule_kind_name(kind));
        return false;
    }
    return rule_type_is(checker, node->parts[0], kind, "expected") &&
           rule_type_kind(checker, node->parts[1], kind, "expected");
}

static bool type_in_list(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *list = node->parts[1];
    const struct rule_node *left = node->parts[0];
    struct rule_node element = {.op = RULE_NAME, .at = list->at};
    struct rule_facts none = {.count = 0};

    if (list->type.model != NULL) {
        struct rule_facts before = checker->facts;
        bool readable;

        checker->facts = none;
        readable = rule_type_set(checker, &element, &list->type.model->item);
        checker->facts = before;
        if (!readable) {
            return false;
        }
        if (element.type.kind == left->type.kind &&
            rule_kind_is(element.type.kind, RULE_KINDS_SCALAR)) {
            return type_literal(checker, left, element.type.model);
        }
    } else if (list->overflows && !rule_type_elements(checker, list)) {
        return false;
    } else if (list->type.element == NULL || list->type.element->kind == left->type.kind) {
        for (size_t i = 0; i < list->count; i++) {
            if (!type_literals(checker, left, list->parts[i]) ||
                !type_kept(checker, node->at, left, list->parts[i])) {
                return false;
            }
        }
        return true;
    } else {
        element.type = *list->type.element;
    }
    TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at,
               "'in' looks for %s, but each item of the list is %s",
               rule_kind_name(left->type.kind), rule_kind_name(element.type.kind));
    return false;
}

/* 'name' in object is has(object.name), for any name. */
static bool type_in_object(struct rule_checker *checker, struct rule_node *node)
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
    return rule_type_property(checker, member, parts[0]->type.model);
}

bool rule_type_in(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *left = node->parts[0];
    struct rule_node *right = node->parts[1];

    if (!rule_type_value(checker, left) || !rule_type_value(checker, right)) {
        return false;
    }
    if (right->type.kind == RULE_KIND_OBJECT && left->op == RULE_TEXT && rule_is_path(right)) {
        return type_in_object(checker, node);
    }
    if (right->type.digest) {
        return rule_type_is(checker, right, right->type.kind, "expected");
    }
    if (right->type.kind == RULE_KIND_LIST) {
        return type_in_list(checker, node);
    }
    if (right->type.kind != RULE_KIND_MAP) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "'in' needs a list or a map, not %s",
                   rule_kind_name(right->type.kind));
        return false;
    }
    return rule_type_is(checker, left, RULE_KIND_TEXT, "a key must be") &&
           rule_type_key(checker, left);
}
