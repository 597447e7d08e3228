/* Comparisons as C. */
#ifndef DG_CODEGEN_RULE_CODE_COMPARE_H
#define DG_CODEGEN_RULE_CODE_COMPARE_H

#include "emit/rule_code.h"

/* The functions of the column `writer` of RULE_OPERATORS. */
struct code rule_code_write_equality(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_order(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_starts(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_ends(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_contains(struct rule_code *code, const struct rule_node *node);

#endif
