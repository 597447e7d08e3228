/* Rules on documents that are made: the search for witnesses avoids documents that break rules. */
#ifndef DG_CODEGEN_SAMPLE_RULE_H
#define DG_CODEGEN_SAMPLE_RULE_H

#include "diff/sample.h"
#include "rules/rule_node.h"

/* What a rule reads besides the object. */
struct sample_exchange {
    int status;
    const char *media_type; /* NULL: there is no response */
};

/* Whether a rule holds for an object. A rule that reads something absent, or overflows, doesn't.
   The rule must read neither oldSelf nor request. */
bool sample_rule_holds(const struct model_check *check, const struct sample *self,
                       const struct sample_exchange *exchange, struct dg_arena *arena);

/* The object or map that holds the member that a path names, if no variable is on the path; and the
   member's name. NULL: there is none in this document. */
struct sample *sample_rule_holder(const struct rule_node *path, const struct sample *self,
                                  struct dg_text *name, struct dg_arena *arena);

#endif
