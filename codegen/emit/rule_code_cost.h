/* The cost of rules: texts and times that loops read again and again. */
#ifndef DG_CODEGEN_RULE_CODE_COST_H
#define DG_CODEGEN_RULE_CODE_COST_H

#include "emit/rule_code.h"

/* Adds the cost of reading a text; `bytes` of it cost as much as one item of a loop. */
void rule_code_cost_text(struct rule_code *code, const struct rule_node *text, unsigned bytes);
/* Adds the cost of comparing two texts; a comparison with a literal, which is short, costs
 * nothing. */
void rule_code_cost_comparison(struct rule_code *code, const struct rule_node *a,
                               const struct rule_node *b);
/* Adds the cost of comparing a time, whose fraction may have any number of digits. */
void rule_code_cost_time(struct rule_code *code, const struct rule_node *time);

#endif
