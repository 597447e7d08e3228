/* Comparisons: equality, order, and membership in lists and maps. */
#ifndef DG_CODEGEN_RULE_TYPE_COMPARE_H
#define DG_CODEGEN_RULE_TYPE_COMPARE_H

#include "rules/rule_type_checker.h"

/* The functions of the column `type` of RULE_OPERATORS. */
bool rule_type_equality(struct rule_checker *checker, struct rule_node *node);
bool rule_type_order(struct rule_checker *checker, struct rule_node *node);
bool rule_type_in(struct rule_checker *checker, struct rule_node *node);

#endif
