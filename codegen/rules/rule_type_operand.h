/* Checks of the operands of an operator. */
#ifndef DG_CODEGEN_RULE_TYPE_OPERAND_H
#define DG_CODEGEN_RULE_TYPE_OPERAND_H

#include "rules/rule_type_checker.h"

/* Checks an operand that must be present. */
bool rule_type_present(struct rule_checker *checker, struct rule_node *node);
/* Checks an operand that must be present and not null. */
bool rule_type_value(struct rule_checker *checker, struct rule_node *node);

/* Checks that a type-checked value is of the kind, and that a state keeps the value, not only its
   digest. `what` begins the error: "'!' needs". */
bool rule_type_is(struct rule_checker *checker, const struct rule_node *node, enum rule_kind kind,
                  const char *what);
/* Checks an operand with rule_type_value(), then with rule_type_is(). */
bool rule_type_kind(struct rule_checker *checker, struct rule_node *node, enum rule_kind kind,
                    const char *what);

/* Whether a text is a value of an open enum in a state, which keeps digests of values that aren't
   listed. */
bool rule_type_is_open(const struct rule_checker *checker, const struct rule_node *node);

/* Checks that no item of a literal list that becomes an array is a concatenation. */
bool rule_type_elements(struct rule_checker *checker, const struct rule_node *list);
/* Checks that a text can be the key of an entry: it isn't a concatenation. */
bool rule_type_key(struct rule_checker *checker, const struct rule_node *key);

#endif
