/* The function of a rule while it is written: its statements and locals. */
#include "emit/rule_code.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "base/memory_arena.h"

/* Statements and locals */

const char *rule_code_operand(struct rule_code *code, struct code expression, enum code_level level)
{
    return expression.level > level ? CODE(code, "(%s)", expression.text) : expression.text;
}

void rule_code_statement(struct rule_code *code, const char *format, ...)
{
    va_list arguments;

    buffer_format(&code->statements, "%*s", (int)(4 * code->depth), "");
    va_start(arguments, format);
    buffer_format_list(&code->statements, format, arguments);
    va_end(arguments);
    buffer_add(&code->statements, "\n");
}

struct code_block rule_code_open(struct rule_code *code, const char *head)
{
    rule_code_statement(code, "%s", head);
    code->depth++;
    return (struct code_block){code->entry_count, code->alias_count};
}

void rule_code_close(struct rule_code *code, struct code_block block)
{
    code->entry_count = block.entry_count;
    code->alias_count = block.alias_count;
    code->depth--;
    rule_code_statement(code, "}");
}

void rule_code_set_alias(struct rule_code *code, const struct rule_node *node, const char *name)
{
    assert(code->alias_count < CODE_MAX_ALIASES);
    code->aliases[code->alias_count++] = (struct code_alias){node, name, false};
}

const char *rule_code_alias(struct rule_code *code, const struct rule_node *node)
{
    for (size_t i = code->alias_count; i > 0; i--) {
        if (code->aliases[i - 1].node == node) {
            code->aliases[i - 1].used = true;
            return code->aliases[i - 1].name;
        }
    }
    return NULL;
}

const char *rule_code_type(const struct rule_code *code, enum rule_kind kind)
{
    switch (kind) {
    case RULE_KIND_BOOLEAN:
        return "bool";
    case RULE_KIND_INTEGER:
        return "int64_t";
    case RULE_KIND_NUMBER:
        return "double";
    case RULE_KIND_TEXT:
        return "struct dg_text";
    case RULE_KIND_TIME:
        return code->check->old ? "struct dg_kept_time" : "struct dg_time";
    case RULE_KIND_DURATION:
        return "struct dg_duration";
    case RULE_KIND_NULL:
    case RULE_KIND_LIST:
    case RULE_KIND_MAP:
    case RULE_KIND_OBJECT:
    case RULE_KIND_JSON:
        break;
    }
    assert(false);
    return NULL;
}

size_t rule_code_number(struct rule_code *code)
{
    return ++code->numbers;
}

const char *rule_code_flag(struct rule_code *code)
{
    const char *flag = CODE(code, "overflow_%zu", rule_code_number(code));

    rule_code_statement(code, "bool %s = false;", flag);
    return flag;
}

struct code rule_code_pass_overflow(struct rule_code *code, struct code value, const char *flag)
{
    if (flag == NULL) {
        return value;
    }
    return (struct code){CODE(code, "(%s = %s || %s, %s)", code->flag, code->flag, flag,
                              rule_code_operand(code, value, LEVEL_CHOICE)),
                         LEVEL_PRIMARY};
}

/* A rule with nested loops may read a large document once for each of its parts. Where the cost
   exceeds the budget, the rule is skipped, and counted as such. */
void rule_code_cost(struct rule_code *code, const char *amount)
{
    if (code->loops == 0) {
        return;
    }
    code->turns = true;
    code->costs++;
    rule_code_statement(code, "if ((*turns += %s) > DG_RULE_TURNS) {", amount);
    rule_code_statement(code, "    return DG_EXHAUSTED;");
    rule_code_statement(code, "}");
}
