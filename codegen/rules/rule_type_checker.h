/* The state of the type checker, and its function for expressions of any operator. */
#ifndef DG_CODEGEN_RULE_TYPE_CHECKER_H
#define DG_CODEGEN_RULE_TYPE_CHECKER_H

#include "rules/rule_facts.h"
#include "rules/rule_type.h"

/* A variable in scope. */
struct rule_binding {
    const struct rule_node *macro; /* ALL or EXISTS */
    const struct rule_binding *outer;
};

struct rule_checker {
    const struct rule_scope *scope;
    struct rule_use *use;
    struct dg_arena *arena;
    struct diag *diag;
    bool states; /* the rule reads oldSelf: self and oldSelf are states */
    struct rule_facts facts;
    const struct rule_binding *bindings;
};

#define TYPE_ERROR(checker, id, at, ...)                                                           \
    RULE_ERROR((checker)->diag, (checker)->scope->node, (id), (at), __VA_ARGS__)

/* Checks an expression of any operator, and sets its type (rule_type.c). Like each function that
 * checks something, returns false after an error. */
bool rule_type_node(struct rule_checker *checker, struct rule_node *node);

#endif
