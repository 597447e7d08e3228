/* Checks of the operands of an operator. */
#include "rules/rule_type_operand.h"

#include "base/memory_arena.h"
#include "rules/rule_literal.h"
#include "rules/rule_path.h"

/* Whether a value may be absent here. */
static bool rule_type_is_absent(const struct rule_checker *checker, const struct rule_node *node)
{
    const struct rule_node *key;

    if (node->op == RULE_MEMBER) {
        return node->property != NULL && !node->property->required &&
               !rule_facts_have(&checker->facts, node, RULE_FACT_PRESENT);
    }
    if (node->op != RULE_INDEX) {
        return false;
    }
    key = node->parts[1];
    if (key->op == RULE_NAME && key->binder != NULL &&
        key->binder->parts[0]->type.kind == RULE_KIND_MAP && rule_is_path(node->parts[0]) &&
        rule_is_path(key->binder->parts[0]) &&
        rule_same_path(key->binder->parts[0], node->parts[0])) {
        return false; /* the variable is a key of that map */
    }
    return !rule_facts_have(&checker->facts, node, RULE_FACT_PRESENT);
}

bool rule_type_present(struct rule_checker *checker, struct rule_node *node)
{
    struct buffer path = {0};
    struct buffer question = {0};

    if (!rule_type_node(checker, node)) {
        return false;
    }
    if (!rule_type_is_absent(checker, node)) {
        return true;
    }
    rule_path_text(&path, node);
    if (node->op == RULE_MEMBER && rule_is_member_name(node->text)) {
        buffer_format(&question, "has(%s)", path.data);
    } else if (node->op == RULE_MEMBER) {
        buffer_format(&question, "'%.*s' in ", DIAG_TEXT(node->text));
        rule_path_text(&question, node->parts[0]);
    } else {
        rule_path_key(&question, node->parts[1]);
        buffer_add(&question, " in ");
        rule_path_text(&question, node->parts[0]);
    }
    TYPE_ERROR(checker, DIAG_RULE_ABSENT, node->at, "'%s' may be absent here; test first: %s && …",
               path.data, question.data);
    buffer_free(&question);
    buffer_free(&path);
    return false;
}

bool rule_type_value(struct rule_checker *checker, struct rule_node *node)
{
    struct buffer path = {0};

    if (!rule_type_present(checker, node)) {
        return false;
    }
    if (!node->nullable && node->op != RULE_NULL) {
        return true;
    }
    if (rule_is_path(node)) {
        rule_path_text(&path, node);
        TYPE_ERROR(checker, DIAG_RULE_NULL, node->at,
                   "'%s' may be null here; test first: %s != null && …", path.data, path.data);
        buffer_free(&path);
    } else {
        TYPE_ERROR(checker, DIAG_RULE_NULL, node->at, "this value may be null here");
    }
    return false;
}

bool rule_type_is_open(const struct rule_checker *checker, const struct rule_node *node)
{
    const struct model_type *model = node->type.model;

    return checker->states && node->type.kind == RULE_KIND_TEXT && model != NULL && model->open;
}

bool rule_type_is(struct rule_checker *checker, const struct rule_node *node, enum rule_kind kind,
                  const char *what)
{
    if (node->type.kind != kind) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "%s %s, not %s", what, rule_kind_name(kind),
                   rule_kind_name(node->type.kind));
        return false;
    }
    if (node->type.digest || rule_type_is_open(checker, node)) {
        TYPE_ERROR(checker, DIAG_RULE_STATE, node->at,
                   "in a rule that reads oldSelf, %s can only be compared for equality",
                   rule_kind_name(kind));
        return false;
    }
    return true;
}

bool rule_type_kind(struct rule_checker *checker, struct rule_node *node, enum rule_kind kind,
                    const char *what)
{
    return rule_type_value(checker, node) && rule_type_is(checker, node, kind, what);
}

bool rule_type_elements(struct rule_checker *checker, const struct rule_node *list)
{
    for (size_t i = 0; list->op == RULE_LIST && i < list->count; i++) {
        if (rule_has_parts(list->parts[i])) {
            TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, list->parts[i]->at,
                       "a string built with '+' can't be an item of this list");
            return false;
        }
    }
    return true;
}

bool rule_type_key(struct rule_checker *checker, const struct rule_node *key)
{
    if (rule_has_parts(key)) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, key->at,
                   "a string built with '+' can't be a key");
    }
    return !rule_has_parts(key);
}
