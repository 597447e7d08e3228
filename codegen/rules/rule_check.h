/* What the files of the checker share. */
#ifndef DG_CODEGEN_RULE_CHECK_H
#define DG_CODEGEN_RULE_CHECK_H

#include "rules/rule.h"
#include "rules/rule_path.h"

/* A variable in sight. */
struct rule_binding {
    const struct rule_node *macro; /* ALL or EXISTS */
    const struct rule_binding *outer;
};

struct rule_checker {
    const struct rule_scope *scope;
    struct rule_use *use;
    struct dg_arena *arena;
    struct diag *diag;
    bool states; /* oldSelf is spoken of: self and oldSelf are states */
    struct facts facts;
    const struct rule_binding *bindings;
};

#define CHECK_ERROR(checker, id, at, ...)                                                          \
    RULE_ERROR((checker)->diag, (checker)->scope->node, (id), (at), __VA_ARGS__)

/* Each says whether all is well; what isn't is reported. */

/* One whose value is looked at: it must be there. */
bool check_present(struct rule_checker *checker, struct rule_node *node);
/* One that must not be null either. */
bool check_value(struct rule_checker *checker, struct rule_node *node);

/* Whether a value that was checked is of the kind, and all of it is known; `what` begins the error.
 */
bool check_is(struct rule_checker *checker, const struct rule_node *node, enum rule_kind kind,
              const char *what);
/* Both. */
bool check_kind(struct rule_checker *checker, struct rule_node *node, enum rule_kind kind,
                const char *what);

/* Whether it is a text of which a state has a digest where it isn't one of those listed. */
bool check_is_open(const struct rule_checker *checker, const struct rule_node *node);

/* Comparisons (rule_check_compare.c). */
bool check_equality(struct rule_checker *checker, struct rule_node *node);
bool check_order(struct rule_checker *checker, struct rule_node *node);
bool check_in(struct rule_checker *checker, struct rule_node *node);
/* That no element of a literal list is a text made of several, where they are put into an array. */
bool check_elements(struct rule_checker *checker, const struct rule_node *list);

/* Names, members and entries (rule_member.c). */
bool check_name(struct rule_checker *checker, struct rule_node *node);
bool check_member(struct rule_checker *checker, struct rule_node *node);
bool check_index(struct rule_checker *checker, struct rule_node *node);

/* Whether a text can be the key of an entry. */
bool check_key(struct rule_checker *checker, const struct rule_node *key);

/* The member of an object: finds its property, and its type. */
bool check_property(struct rule_checker *checker, struct rule_node *node,
                    const struct model_type *object);

/* Sets the type of a place that holds what the contract describes. */
void check_set_model(struct rule_checker *checker, struct rule_node *node,
                     const struct model_use *use);

/* Whether it may be absent where it stands. */
bool check_is_absent(const struct rule_checker *checker, const struct rule_node *node);

/* "a text", "an integer" … */
const char *rule_kind_name(enum rule_kind kind);

#endif
