/* The type checker of rules. A rule that passes is valid CEL, and its evaluation can't fail except
 * by an overflow. */
#include "rules/rule_type.h"

#include <assert.h>

#include "rules/rule_type_compare.h"
#include "rules/rule_type_member.h"
#include "rules/rule_type_operand.h"
#include "rules/rule_type_value.h"

/* The function in an operator's row that checks its operands. */
typedef bool type_function(struct rule_checker *checker, struct rule_node *node);

static type_function *type_function_of(enum rule_op op)
{
    switch (op) {
#define CHECK(name, spelling, form, precedence, least, most, operands, result, type, ...)          \
    case RULE_##name:                                                                              \
        return rule_type_##type;
        RULE_OPERATORS(CHECK)
#undef CHECK
    }
    assert(false);
    return rule_type_known;
}

bool rule_type_node(struct rule_checker *checker, struct rule_node *node)
{
    const struct rule_operator *row;

    rule_kind_only(&node->type.kind, rule_operator(node->op)->result);
    if (!type_function_of(node->op)(checker, node)) {
        return false;
    }
    /* The function may have changed the operator: http.status was parsed as a member. */
    row = rule_operator(node->op);
    assert(node->count >= row->least && node->count <= row->most);
    assert(node->count == 0 || rule_kind_is(node->parts[0]->type.kind, row->operands));
    assert(rule_kind_is(node->type.kind, row->result));
    for (size_t i = 0; i < node->count; i++) {
        node->overflows = node->overflows || node->parts[i]->overflows;
    }
    return true;
}

static bool type_reads_old(const struct rule_node *node)
{
    bool found = node->op == RULE_NAME && dg_text_equal(node->text, dg_text_of("oldSelf"));

    for (size_t i = 0; !found && i < node->count; i++) {
        found = type_reads_old(node->parts[i]);
    }
    return found;
}

bool rule_type_check(struct rule_node *rule, const struct rule_scope *scope, struct rule_use *use,
                     struct dg_arena *arena, struct diag *diag)
{
    struct rule_checker checker = {
        .scope = scope, .use = use, .arena = arena, .diag = diag, .states = type_reads_old(rule)};

    *use = (struct rule_use){false, false, false, false};
    return rule_type_kind(&checker, rule, RULE_KIND_BOOLEAN, "a rule must be");
}
