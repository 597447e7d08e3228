/* The rows of operators as data, and the kinds of values. */
#include "rules/rule_operator.h"

#include <assert.h>

#define ROW(name, spelling, form, precedence, least, most, operands, result, type, facts, writer,  \
            truth)                                                                                 \
    {RULE_##name, spelling, RULE_FORM_##form,      precedence,                                     \
     least,       most,     RULE_KINDS_##operands, RULE_KINDS_##result},

static const struct rule_operator operator_rows[] = {RULE_OPERATORS(ROW)};

#undef ROW

const struct rule_operator *rule_operators(size_t *count)
{
    *count = sizeof operator_rows / sizeof operator_rows[0];
    return operator_rows;
}

const struct rule_operator *rule_operator(enum rule_op op)
{
    assert(op < sizeof operator_rows / sizeof operator_rows[0]);
    return &operator_rows[op];
}

bool rule_operator_is(enum rule_op op, enum rule_op one, enum rule_op other)
{
    assert(op == one || op == other);
    return op == one;
}

bool rule_operator_is_sign(const struct rule_operator *row)
{
    switch (row->form) {
    case RULE_FORM_PREFIX:
    case RULE_FORM_INFIX:
    case RULE_FORM_CHAIN:
    case RULE_FORM_CHOICE:
        return true;
    case RULE_FORM_OPERAND:
    case RULE_FORM_METHOD:
    case RULE_FORM_EITHER:
    case RULE_FORM_QUESTION:
    case RULE_FORM_MACRO:
    case RULE_FORM_DURATION:
    case RULE_FORM_TIME:
        return false;
    }
    assert(false);
    return false;
}

bool rule_kind_is(enum rule_kind kind, enum rule_kinds set)
{
    return (set & (1u << kind)) != 0;
}

bool rule_kind_only(enum rule_kind *kind, enum rule_kinds set)
{
#define KIND(name, words) RULE_KIND_##name,
    static const enum rule_kind kinds[] = {RULE_KINDS(KIND)};
#undef KIND

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (rule_kind_is(kinds[i], set) && (set & ~(1u << kinds[i])) == 0) {
            *kind = kinds[i];
            return true;
        }
    }
    return false;
}

const char *rule_kind_name(enum rule_kind kind)
{
    switch (kind) {
#define NAME(name, words)                                                                          \
    case RULE_KIND_##name:                                                                         \
        return words;
        RULE_KINDS(NAME)
#undef NAME
    }
    assert(false);
    return "";
}
