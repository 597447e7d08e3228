/* The types of literals, functions, arithmetic, choices and logic. */
#ifndef DG_CODEGEN_RULE_TYPE_VALUE_H
#define DG_CODEGEN_RULE_TYPE_VALUE_H

#include "rules/rule_type_checker.h"

/* The functions of the column `type` of RULE_OPERATORS. */
bool rule_type_known(struct rule_checker *checker, struct rule_node *node);
bool rule_type_null(struct rule_checker *checker, struct rule_node *node);
bool rule_type_list(struct rule_checker *checker, struct rule_node *node);
bool rule_type_size(struct rule_checker *checker, struct rule_node *node);
bool rule_type_texts(struct rule_checker *checker, struct rule_node *node);
bool rule_type_has(struct rule_checker *checker, struct rule_node *node);
bool rule_type_macro(struct rule_checker *checker, struct rule_node *node);
bool rule_type_opposite(struct rule_checker *checker, struct rule_node *node);
bool rule_type_negate(struct rule_checker *checker, struct rule_node *node);
bool rule_type_sum(struct rule_checker *checker, struct rule_node *node);
bool rule_type_chain(struct rule_checker *checker, struct rule_node *node);
bool rule_type_choice(struct rule_checker *checker, struct rule_node *node);

#endif
