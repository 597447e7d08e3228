/* A tree as YAML. */
#ifndef DG_CODEGEN_TREE_WRITE_H
#define DG_CODEGEN_TREE_WRITE_H

#include "common/buffer.h"
#include "tree/tree.h"

/* Adds the document in block style, in the order of its members, scalars in the quotes that they
   had. tree_read makes the same tree of it, except for locations. */
void tree_write(const struct tree *root, struct buffer *out);

#endif
