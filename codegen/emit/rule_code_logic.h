/* Logic as C: with bool, and with the three values of enum dg_truth. */
#ifndef DG_CODEGEN_RULE_CODE_LOGIC_H
#define DG_CODEGEN_RULE_CODE_LOGIC_H

#include "emit/rule_code.h"

/* The functions of the column `writer` of RULE_OPERATORS. */
struct code rule_code_write_opposite(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_chain(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_choice(struct rule_code *code, const struct rule_node *node);

/* The functions of the column `truth` of RULE_OPERATORS. */
const char *rule_code_truth_strict(struct rule_code *code, const struct rule_node *node);
const char *rule_code_truth_opposite(struct rule_code *code, const struct rule_node *node);
const char *rule_code_truth_chain(struct rule_code *code, const struct rule_node *node);
const char *rule_code_truth_choice(struct rule_code *code, const struct rule_node *node);

#endif
