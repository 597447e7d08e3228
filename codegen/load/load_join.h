/* Nodes that aren't in the document: conjunctions of schemas, and what they consist of. */
#ifndef DG_CODEGEN_LOAD_JOIN_H
#define DG_CODEGEN_LOAD_JOIN_H

#include "load/loader.h"

/* The conjunctions that one schema of the document leads to: each set of schemas has one. */
struct all_entry;
struct all_scope {
    struct all_entry **entries; /* by the remainder of their hash */
    size_t room;
    size_t count;
};

/* A node without children, at the location of `like`, with room for `count` children. */
struct tree *load_join_new(struct loader *loader, enum tree_kind kind, const struct tree *like,
                           size_t count);

/* Adds a child to a node of load_join_new, and ends the node. */
void load_join_add(struct tree *node, const struct tree_member *member);
void load_join_end(struct loader *loader, struct tree *node);

/* Makes a node a schema of its own, at the place of another. */
void load_join_place(struct loader *loader, struct tree *node, const struct tree *place);

/* The same for what no value of `schema` may match, beside a `not` of the document: in `allOf` of
 * `not`, where documents have a list. */
void load_join_place_inverse(struct loader *loader, struct tree *node, const struct tree *schema,
                             const char *key);

/* The place of a part of a schema that isn't in the document. */
struct join_place {
    struct all_scope *scope;
    struct tree *parent;
    size_t step;
};

/* The conjunction of some schemas, {allOf: [...]}, which is made when it is reached. */
struct tree *load_join_schemas(struct loader *loader, const struct join_place *place,
                               const struct tree *const *schemas, size_t count);

/* Whether the schemas of patternProperties don't apply to the names that `properties` beside it
 * lists: their schemas were made of all. */
bool load_join_excludes_listed(const struct tree *patterns);

#endif
