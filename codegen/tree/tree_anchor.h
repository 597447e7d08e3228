/* Anchors, aliases and merge keys of YAML: parts of a document that stand in several places. */
#ifndef DG_CODEGEN_TREE_ANCHOR_H
#define DG_CODEGEN_TREE_ANCHOR_H

#include "tree/tree.h"

/* Aliases may add at most this many nodes to a document. */
#define TREE_MAX_ALIASED ((size_t)1 << 20)

/* A document may have at most this many anchors with different names. */
#define TREE_MAX_ANCHORS ((size_t)10000)

struct tree_anchor {
    const char *name;
    struct tree *node;
};

/* The anchors of a document. Zeroed: there are none. */
struct tree_anchors {
    struct tree_anchor *items; /* sorted by name */
    size_t count;
    size_t capacity;
    size_t added; /* nodes, by aliases */
    bool used;    /* ids of nodes must be given anew */
};

/* Gives the node a name, which may be that of an earlier node. Copies the name. Returns false if
 * there are too many names. */
DG_CHECKED bool tree_anchor_set(struct tree_anchors *anchors, const char *name, struct tree *node,
                                struct dg_arena *arena);

/* The node with that name; NULL: there is none. */
struct tree *tree_anchor_find(const struct tree_anchors *anchors, const char *name);

/* A copy of the node, for an alias. NULL: aliases would add too many nodes. */
struct tree *tree_anchor_copy(struct tree_anchors *anchors, const struct tree *node,
                              struct dg_arena *arena);

/* The members of a mapping. */
struct tree_members {
    struct tree_member *items; /* to be freed */
    size_t count;
};

/* Puts the members of the value at `index`, a mapping or a list of mappings, in its place, except
 * for those whose keys the mapping has itself; of several mappings, the first with a key wins.
 * Returns false if the value is something else. */
DG_CHECKED bool tree_anchor_merge(struct tree_members *members, size_t index);

void tree_anchor_free(struct tree_anchors *anchors);

#endif
