/* Paths: the values that rules read, by root, members and entries. */
#ifndef DG_CODEGEN_RULE_PATH_H
#define DG_CODEGEN_RULE_PATH_H

#include "common/buffer.h"
#include "rules/rule_node.h"

/* Whether a node is a path: a root or variable, and members and entries of it. */
bool rule_is_path(const struct rule_node *node);
/* Whether two nodes are the same path. */
bool rule_same_path(const struct rule_node *a, const struct rule_node *b);

/* Appends the path, or the key of an entry, as a rule spells it. */
void rule_path_text(struct buffer *out, const struct rule_node *path);
void rule_path_key(struct buffer *out, const struct rule_node *key);

/* A member as it stands in a rule, if `-` and similar characters belong to its name: self and x-y
   in self.x-y. */
struct rule_spelling {
    struct dg_text object;
    struct dg_text name;
};
struct rule_spelling rule_spell_member(struct dg_text rule, const struct rule_node *member);

/* Whether a checked text is a concatenation (`+`). */
bool rule_has_parts(const struct rule_node *node);

#endif
