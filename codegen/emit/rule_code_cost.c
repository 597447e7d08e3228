/* The cost of rules: texts and times that loops read again and again. */
#include "emit/rule_code_cost.h"

#include "emit/rule_code_lvalue.h"
#include "emit/rule_code_value.h"

/* The bytes of a text, as C. */
static const char *cost_length(struct rule_code *code, const struct rule_node *text)
{
    const char *outer = code->flag;
    const char *length;

    if (!rule_has_parts(text)) {
        return rule_code_text_length(code, text);
    }
    /* Whether an overflow counts is decided where the text is used. */
    code->flag = text->overflows ? rule_code_flag(code) : NULL;
    length = CODE(code, "(uint64_t)dg_parts_length(%s)", rule_code_parts(code, text));
    code->flag = outer;
    return length;
}

void rule_code_cost_text(struct rule_code *code, const struct rule_node *text, unsigned bytes)
{
    if (code->loops > 0) {
        const char *length = cost_length(code, text);

        rule_code_cost(code, bytes == 1 ? CODE(code, "1 + %s", length)
                                        : CODE(code, "1 + %s / %u", length, bytes));
    }
}

void rule_code_cost_comparison(struct rule_code *code, const struct rule_node *a,
                               const struct rule_node *b)
{
    if (a->op != RULE_TEXT && b->op != RULE_TEXT) {
        rule_code_cost_text(code, a, COMPARED_BYTES);
    }
}

void rule_code_cost_time(struct rule_code *code, const struct rule_node *time)
{
    if (code->loops == 0 || code->check->old) {
        return; /* a kept time has a fixed size */
    }
    if (rule_is_path(time)) {
        rule_code_cost(
            code, CODE(code, "1 + (uint64_t)%s.text.length / %u",
                       rule_code_operand(code, rule_code_path_value(code, time), LEVEL_PRIMARY),
                       COMPARED_BYTES));
    } else if (time->op == RULE_CHOOSE) {
        rule_code_cost_time(code, time->parts[1]);
        rule_code_cost_time(code, time->parts[2]);
    }
}
