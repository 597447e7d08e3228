/* Loops over lists and maps, as statements before the expression that uses their outcome. */
#ifndef DG_CODEGEN_RULE_CODE_LOOP_H
#define DG_CODEGEN_RULE_CODE_LOOP_H

#include "emit/rule_code.h"

/* The functions of the column `writer` of RULE_OPERATORS. */
struct code rule_code_write_macro(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_in(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_size(struct rule_code *code, const struct rule_node *node);

/* The functions of the column `truth` of RULE_OPERATORS. */
const char *rule_code_truth_macro(struct rule_code *code, const struct rule_node *node);

#endif
