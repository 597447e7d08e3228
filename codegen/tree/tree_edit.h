/* Changes of a tree. The caller ensures that trees stay within TREE_MAX_DEPTH. After the last
 * change, tree_edit_finish makes a tree as tree_read returns one. */
#ifndef DG_CODEGEN_TREE_EDIT_H
#define DG_CODEGEN_TREE_EDIT_H

#include "tree/tree.h"

/* A copy of the node and everything below it, at the same locations, without a parent. */
struct tree *tree_edit_copy(const struct tree *node, struct dg_arena *arena);

/* Adds children after those of a map or list. Their keys must be new. */
void tree_edit_append(struct tree *parent, const struct tree_member *members, size_t count,
                      struct dg_arena *arena);

/* Gives a scalar the value and the location of another one. */
void tree_edit_assign(struct tree *scalar, const struct tree *by);

/* Takes nodes out of their parents. */
void tree_edit_remove(struct tree *const *nodes, size_t count, struct dg_arena *arena);

/* The number of levels of a node: 1 for a scalar; and the number of nodes, with those below it. */
size_t tree_edit_levels(const struct tree *node);
size_t tree_edit_count(const struct tree *node);

/* Numbers the nodes from `next`. Returns the number after the last one. */
size_t tree_edit_number(struct tree *root, size_t next);

/* Numbers the nodes anew. Returns their number. */
size_t tree_edit_finish(struct tree *root);

#endif
