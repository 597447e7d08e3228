/* Values: arithmetic, functions, lists, choices, logic. */
#include "rules/rule_type_value.h"

#include <stdio.h>

#include "base/memory_arena.h"
#include "rules/rule_path.h"
#include "rules/rule_type_member.h"
#include "rules/rule_type_operand.h"

/* Checks an operand that must be a boolean. `what` begins the error. */
static bool type_boolean(struct rule_checker *checker, struct rule_node *node, const char *what)
{
    return rule_type_kind(checker, node, RULE_KIND_BOOLEAN, what);
}

/* Checks an expression where the facts hold, and then removes the facts. */
static bool type_knowing(struct rule_checker *checker, const struct rule_facts *facts,
                         struct rule_node *node,
                         bool (*check)(struct rule_checker *, struct rule_node *))
{
    struct rule_facts before = checker->facts;
    bool good;

    checker->facts = rule_facts_both(checker->arena, &before, facts);
    good = check(checker, node);
    checker->facts = before;
    return good;
}

/* Literals */

bool rule_type_known(struct rule_checker *checker, struct rule_node *node)
{
    (void)checker;
    (void)node;
    return true;
}

bool rule_type_null(struct rule_checker *checker, struct rule_node *node)
{
    (void)checker;
    node->declared_nullable = true;
    return true;
}

/* Arithmetic */

bool rule_type_sum(struct rule_checker *checker, struct rule_node *node)
{
    static const struct {
        enum rule_op op;
        enum rule_kind left, right, result;
        bool overflows;
    } sums[] = {
        {RULE_ADD, RULE_KIND_INTEGER, RULE_KIND_INTEGER, RULE_KIND_INTEGER, true},
        {RULE_SUBTRACT, RULE_KIND_INTEGER, RULE_KIND_INTEGER, RULE_KIND_INTEGER, true},
        {RULE_ADD, RULE_KIND_NUMBER, RULE_KIND_NUMBER, RULE_KIND_NUMBER, false},
        {RULE_SUBTRACT, RULE_KIND_NUMBER, RULE_KIND_NUMBER, RULE_KIND_NUMBER, false},
        {RULE_ADD, RULE_KIND_TEXT, RULE_KIND_TEXT, RULE_KIND_TEXT, false},
        {RULE_SUBTRACT, RULE_KIND_TIME, RULE_KIND_TIME, RULE_KIND_DURATION, true},
        {RULE_ADD, RULE_KIND_TIME, RULE_KIND_DURATION, RULE_KIND_TIME, true},
        {RULE_ADD, RULE_KIND_DURATION, RULE_KIND_TIME, RULE_KIND_TIME, true},
        {RULE_SUBTRACT, RULE_KIND_TIME, RULE_KIND_DURATION, RULE_KIND_TIME, true},
        {RULE_ADD, RULE_KIND_DURATION, RULE_KIND_DURATION, RULE_KIND_DURATION, true},
        {RULE_SUBTRACT, RULE_KIND_DURATION, RULE_KIND_DURATION, RULE_KIND_DURATION, true},
    };
    struct rule_node *left = node->parts[0];
    struct rule_node *right = node->parts[1];

    if (!rule_type_value(checker, left) ||
        (node->op == RULE_SUBTRACT && rule_type_suggest_dash(checker, node)) ||
        !rule_type_value(checker, right)) {
        return false;
    }
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (sums[i].op == node->op && sums[i].left == left->type.kind &&
            sums[i].right == right->type.kind) {
            node->type.kind = sums[i].result;
            node->overflows = node->overflows || sums[i].overflows;
            return rule_type_is(checker, left, left->type.kind, "expected") &&
                   rule_type_is(checker, right, right->type.kind, "expected");
        }
    }
    TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "'%s' can't be applied to %s and %s",
               rule_operator(node->op)->spelling, rule_kind_name(left->type.kind),
               rule_kind_name(right->type.kind));
    return false;
}

bool rule_type_negate(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *part = node->parts[0];

    if (!rule_type_value(checker, part)) {
        return false;
    }
    if (!rule_kind_is(part->type.kind, rule_operator(node->op)->operands)) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "'%s' can't be applied to %s",
                   rule_operator(node->op)->spelling, rule_kind_name(part->type.kind));
        return false;
    }
    node->type.kind = part->type.kind;
    node->overflows = node->overflows || part->type.kind == RULE_KIND_INTEGER;
    return true;
}

/* Functions */

bool rule_type_size(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *part = node->parts[0];

    if (!rule_type_value(checker, part)) {
        return false;
    }
    if (!rule_kind_is(part->type.kind, rule_operator(node->op)->operands)) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at,
                   "size() needs a string, a list or a map, not %s",
                   rule_kind_name(part->type.kind));
        return false;
    }
    return rule_type_elements(checker, part) &&
           rule_type_is(checker, part, part->type.kind, "expected");
}

bool rule_type_has(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *member = node->parts[0];

    if (!rule_type_node(checker, member)) {
        return false;
    }
    if (!rule_is_path(member)) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, member->at, "has() takes a member of an object");
    }
    return rule_is_path(member);
}

bool rule_type_macro(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_node *range = node->parts[0];
    struct rule_binding binding = {node, checker->bindings};
    bool good;

    if (!rule_type_value(checker, range)) {
        return false;
    }
    if (!rule_kind_is(range->type.kind, rule_operator(node->op)->operands)) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at,
                   "all() and exists() need a list or a map, not %s",
                   rule_kind_name(range->type.kind));
        return false;
    }
    if (!rule_type_elements(checker, range) ||
        !rule_type_is(checker, range, range->type.kind, "expected")) {
        return false;
    }
    checker->bindings = &binding;
    good = type_boolean(checker, node->parts[1], "the condition on each item must be");
    checker->bindings = binding.outer;
    return good;
}

bool rule_type_list(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_type *element = memory_arena_new(checker->arena, sizeof *element);

    for (size_t i = 0; i < node->count; i++) {
        struct rule_node *part = node->parts[i];

        if (!rule_type_value(checker, part)) {
            return false;
        }
        if (!rule_kind_is(part->type.kind, rule_operator(node->op)->operands) ||
            part->type.digest || rule_type_is_open(checker, part)) {
            TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, part->at,
                       "%s can't be an item of a list here", rule_kind_name(part->type.kind));
            return false;
        }
        if (i > 0 && part->type.kind != element->kind) {
            TYPE_ERROR(checker, DIAG_RULE_TYPE, part->at,
                       "the items of a list must have one type: %s, not %s",
                       rule_kind_name(element->kind), rule_kind_name(part->type.kind));
            return false;
        }
        element->kind = part->type.kind;
    }
    node->type = (struct rule_type){.kind = RULE_KIND_LIST};
    node->type.element = node->count > 0 ? element : NULL;
    return true;
}

bool rule_type_texts(struct rule_checker *checker, struct rule_node *node)
{
    return rule_type_kind(checker, node->parts[0], RULE_KIND_TEXT, "this function needs") &&
           rule_type_kind(checker, node->parts[1], RULE_KIND_TEXT, "the argument must be");
}

/* Logic */

bool rule_type_opposite(struct rule_checker *checker, struct rule_node *node)
{
    return type_boolean(checker, node->parts[0], "'!' needs");
}

bool rule_type_chain(struct rule_checker *checker, struct rule_node *node)
{
    struct rule_facts before = checker->facts;
    char what[16];
    bool good = true;

    snprintf(what, sizeof what, "'%s' needs", rule_operator(node->op)->spelling);
    for (size_t i = 0; good && i < node->count; i++) {
        struct rule_facts learned;

        good = type_boolean(checker, node->parts[i], what);
        if (good) {
            learned = rule_facts_when(checker->arena, node->parts[i],
                                      rule_operator_is(node->op, RULE_AND, RULE_OR));
            checker->facts = rule_facts_both(checker->arena, &checker->facts, &learned);
        }
    }
    checker->facts = before;
    return good;
}

static bool type_branches(struct rule_checker *checker, struct rule_node *node)
{
    const struct rule_node *a = node->parts[1];
    const struct rule_node *b = node->parts[2];
    const struct rule_node *typed = a->op == RULE_NULL ? b : a;

    if (a->op != RULE_NULL && b->op != RULE_NULL && a->type.kind != b->type.kind) {
        TYPE_ERROR(checker, DIAG_RULE_TYPE, node->at, "'?:' can't choose between %s and %s",
                   rule_kind_name(a->type.kind), rule_kind_name(b->type.kind));
        return false;
    }
    if (!rule_kind_is(typed->type.kind, RULE_KINDS_SCALAR) || a->type.digest || b->type.digest ||
        rule_type_is_open(checker, a) || rule_type_is_open(checker, b)) {
        TYPE_ERROR(checker, DIAG_RULE_UNSUPPORTED, node->at,
                   "'?:' can't choose %s here; put the operator or function into both branches",
                   rule_kind_name(typed->type.kind));
        return false;
    }
    node->type.kind = typed->type.kind;
    node->type.model = a->type.model == b->type.model ? a->type.model : NULL;
    node->nullable = a->op == RULE_NULL || b->op == RULE_NULL || a->nullable || b->nullable;
    node->declared_nullable = node->nullable || a->declared_nullable || b->declared_nullable;
    return true;
}

bool rule_type_choice(struct rule_checker *checker, struct rule_node *node)
{
    for (size_t i = 0; i < 2; i++) {
        struct rule_facts learned;

        if (i == 0 && !type_boolean(checker, node->parts[0], "the condition of '?:' must be")) {
            return false;
        }
        learned = rule_facts_when(checker->arena, node->parts[0], i == 0);
        if (!type_knowing(checker, &learned, node->parts[1 + i], rule_type_present)) {
            return false;
        }
    }
    return type_branches(checker, node);
}
