/* Documents that are JSON. */
#ifndef DG_CODEGEN_TREE_JSON_H
#define DG_CODEGEN_TREE_JSON_H

#include "tree/tree.h"

/* Reads a text that begins with '{' and is JSON (RFC 8259), without duplicate names, and nested at
 * most TREE_MAX_DEPTH levels. Returns NULL for any other text. All memory is in the arena.
 * *node_count is the number of ids. */
struct tree *tree_json_read(unsigned file, struct dg_text text, struct dg_arena *arena,
                            size_t *node_count);

#endif
