/* The types of paths: roots, variables, members, entries. */
#ifndef DG_CODEGEN_RULE_TYPE_MEMBER_H
#define DG_CODEGEN_RULE_TYPE_MEMBER_H

#include "rules/rule_type_checker.h"

/* The functions of the column `type` of RULE_OPERATORS. */
bool rule_type_name(struct rule_checker *checker, struct rule_node *node);
bool rule_type_member(struct rule_checker *checker, struct rule_node *node);
bool rule_type_index(struct rule_checker *checker, struct rule_node *node);

/* Finds the property of an object that a MEMBER names, and sets the type. */
bool rule_type_property(struct rule_checker *checker, struct rule_node *node,
                        const struct model_type *object);

/* Returns true, with an error that suggests self['x-y'], if a difference self.x - y has an unknown
   name y and an object with a property x-y. */
bool rule_type_suggest_dash(struct rule_checker *checker, const struct rule_node *difference);

/* The kind of values of a type of the contract. */
enum rule_kind rule_type_of(const struct model_type *type);
/* Sets the type of a path to a value that the contract describes. Returns false, with an error, if
 * rules can't read the value. */
bool rule_type_set(struct rule_checker *checker, struct rule_node *node,
                   const struct model_use *use);

#endif
