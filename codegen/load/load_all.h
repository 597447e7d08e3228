/* The schemas of a conjunction. */
#ifndef DG_CODEGEN_LOAD_ALL_H
#define DG_CODEGEN_LOAD_ALL_H

#include "load/loader.h"

/* Work on conjunctions that a contract may cause. */
#define LOAD_ALL_MAX_WORK ((size_t)1 << 24)

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
    bool nothing;   /* one of them is the schema false */
    bool report;    /* keys are checked */
    bool failed;    /* there is an error, which was reported */
    unsigned stamp; /* the mark of a schema on the path; one more: it was collected */
    const struct tree_member *description; /* the nearest one; NULL: none */
    size_t description_depth;
    const struct tree_member *deprecated; /* if it is true */
    const struct tree_member *write_only; /* if it is true, in OpenAPI 3.0 */
    const struct tree *path[LOAD_MAX_HOPS];
    size_t depth;
};

#endif
