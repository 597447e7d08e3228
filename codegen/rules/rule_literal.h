/* Reserved words of CEL, and literals of time. */
#ifndef DG_CODEGEN_RULE_LITERAL_H
#define DG_CODEGEN_RULE_LITERAL_H

#include "rules/rule_node.h"

/* Whether the word is true, false, null or in. */
bool rule_is_keyword(struct dg_text word);
/* Whether the word is one of these four, or reserved by CEL for later versions. */
bool rule_is_reserved(struct dg_text word);
/* Whether a word can follow a point. */
bool rule_is_member_name(struct dg_text word);
/* Whether the word is self, oldSelf, http or request. */
bool rule_is_root_name(struct dg_text word);

/* Turn a call of duration('…') or timestamp('…') into a literal. Return false after an error. */
bool rule_literal_duration(struct rule_node *call, const struct tree *text, struct diag *diag);
bool rule_literal_time(struct rule_node *call, const struct tree *text, struct diag *diag);

#endif
