/* Expressions as C: dispatches to the functions of the operator's row. */
#include <assert.h>

#include "emit/rule_code.h"
#include "emit/rule_code_compare.h"
#include "emit/rule_code_logic.h"
#include "emit/rule_code_loop.h"
#include "emit/rule_code_lvalue.h"
#include "emit/rule_code_value.h"

/* The functions of an operator's row. */
struct expression_row {
    struct code (*write)(struct rule_code *code, const struct rule_node *node);
    const char *(*truth)(struct rule_code *code, const struct rule_node *node);
};

static struct expression_row expression_row(enum rule_op op)
{
    switch (op) {
#define ROW(name, spelling, form, precedence, least, most, operands, result, type, facts, writer,  \
            truth)                                                                                 \
    case RULE_##name:                                                                              \
        return (struct expression_row){rule_code_write_##writer, rule_code_truth_##truth};
        RULE_OPERATORS(ROW)
#undef ROW
    }
    assert(false);
    return (struct expression_row){rule_code_write_elsewhere, rule_code_truth_strict};
}

/* Whether another operand may decide, so that an overflow of one doesn't count. */
static bool expression_absorbs(const struct rule_node *node)
{
    return node->overflows && node->type.kind == RULE_KIND_BOOLEAN && !node->nullable &&
           expression_row(node->op).truth != rule_code_truth_strict;
}

static struct code expression_write(struct rule_code *code, const struct rule_node *node)
{
    if (expression_absorbs(node)) {
        assert(code->flag != NULL);
        return (struct code){
            CODE(code, "dg_true(%s, &%s)", rule_code_truth(code, node), code->flag), LEVEL_PRIMARY};
    }
    return expression_row(node->op).write(code, node);
}

struct code rule_code_condition(struct rule_code *code, const struct rule_node *node)
{
    return expression_write(code, node);
}

const char *rule_code_truth(struct rule_code *code, const struct rule_node *node)
{
    return node->overflows ? expression_row(node->op).truth(code, node)
                           : CODE(code, "dg_truth_of(%s)", rule_code_condition(code, node).text);
}

struct code rule_code_value(struct rule_code *code, const struct rule_node *node)
{
    const char *alias = node->op == RULE_NAME ? NULL : rule_code_alias(code, node);

    return alias != NULL ? (struct code){alias, LEVEL_PRIMARY} : expression_write(code, node);
}

const char *rule_code_text(struct rule_code *code, const struct rule_node *node)
{
    return rule_code_operand(code, rule_code_value(code, node), LEVEL_OR);
}

const char *rule_code_text_length(struct rule_code *code, const struct rule_node *text)
{
    const char *outer = code->flag;
    const char *length;

    /* Whether an overflow counts is decided where the text is used. */
    code->flag = text->overflows ? rule_code_flag(code) : NULL;
    length = CODE(code, "(uint64_t)%s.length",
                  rule_code_operand(code, rule_code_value(code, text), LEVEL_PRIMARY));
    code->flag = outer;
    return length;
}
