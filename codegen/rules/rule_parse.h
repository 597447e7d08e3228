/* The parser of rules. */
#ifndef DG_CODEGEN_RULE_PARSE_H
#define DG_CODEGEN_RULE_PARSE_H

#include "rules/rule_node.h"

/* Parses the rule that is the text of `node`. Returns NULL after an error. */
struct rule_node *rule_parse(const struct tree *node, struct dg_arena *arena, struct diag *diag);

#endif
