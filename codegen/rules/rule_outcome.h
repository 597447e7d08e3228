/* Outcomes of rules, as far as they follow from a few known values. */
#ifndef DG_CODEGEN_RULE_OUTCOME_H
#define DG_CODEGEN_RULE_OUTCOME_H

#include "rules/rule_node.h"

/* What is known of a property of self or of oldSelf. */
struct rule_known {
    enum rule_root root;
    const struct model_property *property;
    enum dg_presence presence;
    bool content; /* DG_VALUE: the content is known, too: a text, or an integer */
    bool number;
    struct dg_text text;
    int64_t integer;
};

/* Whether a type-checked rule can't hold, whatever the other values are. */
bool rule_outcome_is_false(const struct rule_node *rule, const struct rule_known *known,
                           size_t count);

#endif
