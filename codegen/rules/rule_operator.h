/* The operators of rules, one row each, with everything that the compiler knows about an
 * operator. */
#ifndef DG_CODEGEN_RULE_OPERATOR_H
#define DG_CODEGEN_RULE_OPERATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The columns:
   - name: the operator is RULE_<name>
   - spelling: as rules write the operator; of an operand, an example
   - form: RULE_FORM_<form>, how the parser takes it
   - precedence: as CEL numbers it; 1 binds tightest
   - least, most: how many operands it has
   - operands: RULE_KINDS_<operands>, the kinds that its first operand may be of
   - result: RULE_KINDS_<result>, the kinds of its value; if there is one kind only, `type`
     doesn't set it
   - type: rule_type_<type>() checks the operands, and sets the type where the kind varies
   - facts: rule_facts_<facts>() finds the facts about paths that follow from an outcome
   - writer: rule_code_write_<writer>() writes it as C
   - truth: rule_code_truth_<truth>() writes it as an enum dg_truth where an operand may overflow;
     `strict`: then the operator overflows, too
   The functions are pasted from their names in rules/ and in emit/: a row that lacks one, or names
   one that doesn't exist, doesn't compile. */
#define RULE_OPERATORS(X)                                                                          \
    /* Literals */                                                                                 \
    X(NULL, "null", OPERAND, 1, 0, 0, NONE, NULL, null, nothing, elsewhere, strict)                \
    X(BOOLEAN, "true", OPERAND, 1, 0, 0, NONE, BOOLEAN, known, boolean, boolean, strict)           \
    X(INTEGER, "1", OPERAND, 1, 0, 0, NONE, INTEGER, known, nothing, integer, strict)              \
    X(NUMBER, "1.5", OPERAND, 1, 0, 0, NONE, NUMBER, known, nothing, number, strict)               \
    X(TEXT, "'a'", OPERAND, 1, 0, 0, NONE, TEXT, known, nothing, text, strict)                     \
    X(LIST, "[a, b]", OPERAND, 1, 0, SIZE_MAX, SCALAR, LIST, list, nothing, elsewhere, strict)     \
    /* Paths */                                                                                    \
    X(NAME, "self", OPERAND, 1, 0, 0, NONE, ANY, name, nothing, path, strict)                      \
    X(MEMBER, "x.name", OPERAND, 1, 1, 1, ANY, ANY, member, nothing, path, strict)                 \
    X(INDEX, "x['key']", OPERAND, 1, 2, 2, ANY, ANY, index, nothing, path, strict)                 \
    X(STATUS, "http.status", OPERAND, 1, 0, 0, NONE, INTEGER, known, nothing, status, strict)      \
    X(MEDIA_TYPE, "http.media_type", OPERAND, 1, 0, 0, NONE, TEXT, known, nothing, media_type,     \
      strict)                                                                                      \
    X(PATH_VALUE, "request.path.NAME", OPERAND, 1, 0, 0, NONE, TEXT, known, nothing, parameter,    \
      strict)                                                                                      \
    /* Functions */                                                                                \
    X(SIZE, "size", EITHER, 1, 1, 1, SIZED, INTEGER, size, nothing, size, strict)                  \
    X(STARTS, "startsWith", METHOD, 1, 2, 2, TEXT, BOOLEAN, texts, nothing, starts, strict)        \
    X(ENDS, "endsWith", METHOD, 1, 2, 2, TEXT, BOOLEAN, texts, nothing, ends, strict)              \
    X(CONTAINS, "contains", METHOD, 1, 2, 2, TEXT, BOOLEAN, texts, nothing, contains, strict)      \
    X(HAS, "has", QUESTION, 1, 1, 1, ANY, BOOLEAN, has, has, has, strict)                          \
    X(ALL, "all", MACRO, 1, 2, 2, RANGE, BOOLEAN, macro, nothing, macro, macro)                    \
    X(EXISTS, "exists", MACRO, 1, 2, 2, RANGE, BOOLEAN, macro, nothing, macro, macro)              \
    X(DURATION, "duration", DURATION, 1, 0, 0, NONE, DURATION, known, nothing, duration, strict)   \
    X(TIME, "timestamp", TIME, 1, 0, 0, NONE, TIME, known, nothing, time, strict)                  \
    /* Operators */                                                                                \
    X(NOT, "!", PREFIX, 2, 1, 1, BOOLEAN, BOOLEAN, opposite, opposite, opposite, opposite)         \
    X(NEGATE, "-", PREFIX, 2, 1, 1, SIGNED, SIGNED, negate, nothing, negate, strict)               \
    X(ADD, "+", INFIX, 4, 2, 2, ADDED, ADDED, sum, nothing, sum, strict)                           \
    X(SUBTRACT, "-", INFIX, 4, 2, 2, SUBTRACTED, SUBTRACTED, sum, nothing, sum, strict)            \
    X(EQUAL, "==", INFIX, 5, 2, 2, ANY, BOOLEAN, equality, equality, equality, strict)             \
    X(DIFFERS, "!=", INFIX, 5, 2, 2, ANY, BOOLEAN, equality, equality, equality, strict)           \
    X(LESS, "<", INFIX, 5, 2, 2, SCALAR, BOOLEAN, order, nothing, order, strict)                   \
    X(AT_MOST, "<=", INFIX, 5, 2, 2, SCALAR, BOOLEAN, order, nothing, order, strict)               \
    X(MORE, ">", INFIX, 5, 2, 2, SCALAR, BOOLEAN, order, nothing, order, strict)                   \
    X(AT_LEAST, ">=", INFIX, 5, 2, 2, SCALAR, BOOLEAN, order, nothing, order, strict)              \
    X(IN, "in", INFIX, 5, 2, 2, ANY, BOOLEAN, in, in, in, strict)                                  \
    X(AND, "&&", CHAIN, 6, 2, SIZE_MAX, BOOLEAN, BOOLEAN, chain, chain, chain, chain)              \
    X(OR, "||", CHAIN, 7, 2, SIZE_MAX, BOOLEAN, BOOLEAN, chain, chain, chain, chain)               \
    X(CHOOSE, "?", CHOICE, 8, 3, 3, BOOLEAN, SCALAR, choice, choice, choice, choice)

enum rule_op {
#define RULE_OPERATOR_ENUMERATOR(name, ...) RULE_##name,
    RULE_OPERATORS(RULE_OPERATOR_ENUMERATOR)
#undef RULE_OPERATOR_ENUMERATOR
};

enum rule_form {
    RULE_FORM_OPERAND,  /* a literal, or a path that a rule reads */
    RULE_FORM_METHOD,   /* x.name(…) */
    RULE_FORM_EITHER,   /* name(x) and x.name() */
    RULE_FORM_QUESTION, /* name(x.member) */
    RULE_FORM_MACRO,    /* x.name(variable, …) */
    RULE_FORM_DURATION, /* name('…'), which becomes a literal of a duration */
    RULE_FORM_TIME,     /* name('…'), which becomes a literal of a time */
    RULE_FORM_PREFIX,
    RULE_FORM_INFIX, /* of two, from left to right */
    RULE_FORM_CHAIN, /* infix; a && b && c is one node */
    RULE_FORM_CHOICE /* a ? b : c */
};

/* The kinds of values, and their names in messages. */
#define RULE_KINDS(X)                                                                              \
    X(NULL, "null")                                                                                \
    X(BOOLEAN, "a boolean")                                                                        \
    X(INTEGER, "an integer")                                                                       \
    X(NUMBER, "a number")                                                                          \
    X(TEXT, "a string")                                                                            \
    X(TIME, "a time")                                                                              \
    X(DURATION, "a duration")                                                                      \
    X(LIST, "a list")                                                                              \
    X(MAP, "a map")                                                                                \
    X(OBJECT, "an object")                                                                         \
    X(JSON, "free-form JSON")

enum rule_kind {
#define RULE_KIND_ENUMERATOR(kind, words) RULE_KIND_##kind,
    RULE_KINDS(RULE_KIND_ENUMERATOR)
#undef RULE_KIND_ENUMERATOR
};

/* Sets of kinds. */
enum rule_kinds {
    RULE_KINDS_NONE = 0,
#define RULE_KIND_SET(kind, words) RULE_KINDS_##kind = 1 << RULE_KIND_##kind,
    RULE_KINDS(RULE_KIND_SET)
#undef RULE_KIND_SET
    RULE_KINDS_SIGNED = RULE_KINDS_INTEGER | RULE_KINDS_NUMBER,
    RULE_KINDS_SUBTRACTED = RULE_KINDS_SIGNED | RULE_KINDS_TIME | RULE_KINDS_DURATION,
    RULE_KINDS_ADDED = RULE_KINDS_SUBTRACTED | RULE_KINDS_TEXT,
    RULE_KINDS_SCALAR = RULE_KINDS_ADDED | RULE_KINDS_BOOLEAN,
    RULE_KINDS_RANGE = RULE_KINDS_LIST | RULE_KINDS_MAP,
    RULE_KINDS_SIZED = RULE_KINDS_RANGE | RULE_KINDS_TEXT,
    RULE_KINDS_CONTAINER = RULE_KINDS_RANGE | RULE_KINDS_OBJECT,
    RULE_KINDS_ANY = RULE_KINDS_NULL | RULE_KINDS_SCALAR | RULE_KINDS_CONTAINER | RULE_KINDS_JSON
};

/* Whether a kind is one of a set. */
bool rule_kind_is(enum rule_kind kind, enum rule_kinds set);

/* Whether a set has exactly one kind, which *kind receives. */
bool rule_kind_only(enum rule_kind *kind, enum rule_kinds set);

/* "a string", "an integer" … */
const char *rule_kind_name(enum rule_kind kind);

/* A row, without its functions. */
struct rule_operator {
    enum rule_op op;
    const char *spelling;
    enum rule_form form;
    unsigned precedence;
    size_t least, most;
    enum rule_kinds operands;
    enum rule_kinds result;
};

const struct rule_operator *rule_operator(enum rule_op op);
/* Whether an operator is written before or between its operands. */
bool rule_operator_is_sign(const struct rule_operator *row);
/* Whether an operator is `one` and not `other`. Asserts that it is one of the two: for functions
 * that serve both. */
bool rule_operator_is(enum rule_op op, enum rule_op one, enum rule_op other);
/* All rows, in their order. */
const struct rule_operator *rule_operators(size_t *count);

#endif
