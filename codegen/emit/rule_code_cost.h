/* The cost of rules: what is gone through again in loops. */
#ifndef DG_CODEGEN_RULE_CODE_COST_H
#define DG_CODEGEN_RULE_CODE_COST_H

#include "emit/rule_code.h"

/* A text that is gone through, so many bytes of which cost as much as one item. */
void rule_code_cost_text(struct rule_code *code, const struct rule_node *text, unsigned bytes);
/* Two texts that are compared: no literal is long. */
void rule_code_cost_comparison(struct rule_code *code, const struct rule_node *a,
                               const struct rule_node *b);
/* A time that is compared, whatever its digits. */
void rule_code_cost_time(struct rule_code *code, const struct rule_node *time);

#endif
