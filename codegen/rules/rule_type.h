/* The type checker of rules. */
#ifndef DG_CODEGEN_RULE_TYPE_H
#define DG_CODEGEN_RULE_TYPE_H

#include "rules/rule_node.h"

/* The names that a rule can read. */
struct rule_scope {
    const struct tree *node; /* the rule's text, for locations */
    const struct model_type *self;
    const char *const *path_names; /* the members of request.path, for a rule on a response */
    size_t path_count;
    struct location operation; /* the operation with these names in its path */
    bool response;             /* the rule can read http and request */
    bool root;                 /* the rule can read oldSelf: the value is a document */
};

/* The roots that a checked rule reads. */
struct rule_use {
    bool self;
    bool old;
    bool http;
    bool request;
};

/* Checks names and types, and completes the nodes. Returns false after an error. */
bool rule_type_check(struct rule_node *rule, const struct rule_scope *scope, struct rule_use *use,
                     struct dg_arena *arena, struct diag *diag);

#endif
