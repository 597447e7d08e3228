/* What the operands of an operator must be. */
#ifndef DG_CODEGEN_RULE_TYPE_OPERAND_H
#define DG_CODEGEN_RULE_TYPE_OPERAND_H

#include "rules/rule_type_checker.h"

/* Checks an operand whose value is looked at: it must be present. */
bool rule_type_present(struct rule_checker *checker, struct rule_node *node);
/* Checks an operand that must not be null either. */
bool rule_type_value(struct rule_checker *checker, struct rule_node *node);

/* Whether a checked value is of the kind, and all of it is known; `what` begins the error. */
bool rule_type_is(struct rule_checker *checker, const struct rule_node *node, enum rule_kind kind,
                  const char *what);
/* rule_type_value() and rule_type_is(). */
bool rule_type_kind(struct rule_checker *checker, struct rule_node *node, enum rule_kind kind,
                    const char *what);

/* Whether it is a text of which a state has a digest where it isn't one of those listed. */
bool rule_type_is_open(const struct rule_checker *checker, const struct rule_node *node);

/* That no element of a literal list is joined from several texts, where the elements are put into
   an array. */
bool rule_type_elements(struct rule_checker *checker, const struct rule_node *list);
/* That a text can be the key of an entry. */
bool rule_type_key(struct rule_checker *checker, const struct rule_node *key);

#endif
