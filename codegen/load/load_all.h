/* The schemas of a conjunction. */
#ifndef DG_CODEGEN_LOAD_ALL_H
#define DG_CODEGEN_LOAD_ALL_H

#include "load/loader.h"

/* Work on conjunctions that a contract may cause. */
#define LOAD_ALL_MAX_WORK ((size_t)1 << 24)
/* The work on a conjunction, beside its parts. */
#define LOAD_ALL_MERGE_WORK ((size_t)1 << 9)

struct all_scope;

/* What is known about a schema as a part of conjunctions. */
struct all_node {
    size_t id;
    const struct tree *target; /* of its $ref; NULL: it wasn't followed */
    struct all_scope *scope;   /* of a conjunction that isn't in the document, of what is made of
                                  one, and of a schema with parts that become one; or NULL */
    const struct tree *unevaluated; /* the schema that load_unevaluated made of it; NULL: none */
    size_t reach;                   /* the number of schemas that it is, and 1; 0: it isn't known;
                                       SIZE_MAX: it has an error */
    unsigned mark;                  /* while a conjunction is collected: struct all */
    unsigned checked; /* the loader's `drops` when its keys were checked, and 1; 0: they weren't */
    bool nothing;     /* of `reach`: one of the schemas is false */
};

/* That of a node. */
struct all_node *load_all_node(struct loader *loader, const struct tree *node);

/* A schema of a conjunction that has keywords of its own which restrict values. */
struct all_source {
    const struct tree *node;
    size_t depth; /* the number of references and `allOf` on the way to it */
};

/* The schemas of a conjunction, while they are collected: each once, in the order of the contract.
 */
struct all {
    struct loader *loader;
    struct all_source *sources;
    size_t count;
    size_t capacity;
    bool nothing;          /* one of them is the schema false */
    bool report;           /* keys are checked */
    bool failed;           /* there is an error, which was reported */
    bool ignores_nullable; /* of a reference among them: null is a value only if all say so */
    unsigned stamp;        /* the mark of a schema on the path; one more: it was collected */
    const struct tree_member *description; /* the nearest one; NULL: none */
    size_t description_depth;
    const struct tree **unevaluated; /* schemas with keywords about what others don't evaluate */
    size_t unevaluated_count;
    const struct tree_member *deprecated; /* if it is true */
    const struct tree_member *write_only; /* if it is true, in OpenAPI 3.0 */
    const struct tree *path[LOAD_MAX_HOPS];
    size_t depth;
};

/* Collects the schemas of a conjunction, but not those that load_unevaluated makes. The user frees
 * the result (load_all_collect.c). */
struct all load_all_collect(struct loader *loader, const struct tree *node, bool report);
void load_all_free(struct all *all);
void load_all_add(struct all *all, const struct tree *node);

/* Whether the schema itself restricts values, without those that it refers to. */
bool load_all_has_own(const struct loader *loader, const struct tree *node);
/* Whether a schema says what becomes of members or items that others don't evaluate. */
bool load_all_is_closed(const struct tree *node);
/* The target of a reference. NULL, with an error, if it isn't a schema. */
const struct tree *load_all_resolve(struct loader *loader, const struct tree *reference);
/* The same, which is kept. */
const struct tree *load_all_target(struct loader *loader, const struct tree *reference);
/* Checks the keys of a schema that is a reference or a conjunction. */
void load_all_check_keys(struct loader *loader, const struct tree *node);

#endif
