/* The expression of a rule as a tree. The parser makes it, the type checker completes it, and
 * emitters write it as C. */
#ifndef DG_CODEGEN_RULE_NODE_H
#define DG_CODEGEN_RULE_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "model/model.h"
#include "rules/rule_operator.h"
#include "runtime/arena.h"
#include "runtime/rule.h"
#include "tree/tree.h"

/* Limits of a rule, so that no rule exhausts this compiler or that of C. */
#define RULE_MAX_BYTES 16384
#define RULE_MAX_NODES 1000
#define RULE_MAX_HEIGHT 50

struct rule_type {
    enum rule_kind kind;
    const struct model_type *model;  /* NULL: the contract has no such type */
    const struct rule_type *element; /* of a list literal; NULL: the list is empty */
    bool digest; /* a state keeps only the value's digest, which can be compared for equality */
};

/* The root of a path. */
enum rule_root {
    RULE_ROOT_NONE, /* not a path into a value: http, request */
    RULE_ROOT_SELF,
    RULE_ROOT_OLD,
    RULE_ROOT_VARIABLE
};

struct rule_node {
    enum rule_op op;
    size_t at; /* in the rule's text: an operator's sign, a member's name, or the beginning */
    struct rule_node **parts;
    size_t count;
    unsigned height;
    /* Literals, names */
    struct dg_text text;
    int64_t integer;
    double number;
    bool boolean;
    struct dg_time time;
    struct dg_duration duration;
    /* Results of the type checker */
    struct rule_type type;
    bool nullable; /* it may be null here */
    bool declared_nullable;
    bool overflows;                        /* its evaluation may overflow */
    enum rule_root root;                   /* of NAME */
    const struct rule_node *binder;        /* of a variable: the ALL or EXISTS */
    const struct model_property *property; /* of MEMBER: of an object */
    const struct model_use
        *use; /* the value in the contract; NULL: the contract doesn't describe it */
    const struct rule_facts
        *facts[2]; /* of a condition: the facts of false and true; NULL: not computed */
};

/* An error at a byte of the rule's text. */
#define RULE_ERROR(diag, node, id, at, ...)                                                        \
    diag_error((diag), (id), tree_text_location((node), (diag), (at)), __VA_ARGS__)

#endif
