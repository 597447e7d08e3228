/* The types of what rules read. */
#ifndef DG_CODEGEN_RULE_TYPE_MEMBER_H
#define DG_CODEGEN_RULE_TYPE_MEMBER_H

#include "rules/rule_type_checker.h"

/* For the column `type` of operators. */
bool rule_type_name(struct rule_checker *checker, struct rule_node *node);
bool rule_type_member(struct rule_checker *checker, struct rule_node *node);
bool rule_type_index(struct rule_checker *checker, struct rule_node *node);

/* The member of an object: finds its property, and its type. */
bool rule_type_property(struct rule_checker *checker, struct rule_node *node,
                        const struct model_type *object);

/* The kind that values of a type of the contract are to rules. */
enum rule_kind rule_type_of(const struct model_type *type);
/* Sets the type of a path to a value that the contract describes. */
void rule_type_set(struct rule_checker *checker, struct rule_node *node,
                   const struct model_use *use);

#endif
