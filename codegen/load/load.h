/* From the tree to the model: reads everything that the chosen operations and schemas reach, and
   checks it. */
#ifndef DG_CODEGEN_LOAD_H
#define DG_CODEGEN_LOAD_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/model.h"
#include "runtime/arena.h"
#include "tree/tree.h"

/* The user's choice of what to compile. */
struct model_options {
    const char *prefix;
    const char *const *operations; /* operationIds; none: all operations */
    size_t operation_count;
    const char *const *schemas; /* names under components/schemas, besides those reached */
    size_t schema_count;
    const char *const *annotations; /* formats that aren't judged; "*": none is */
    size_t annotation_count;
    bool open_enums; /* every enum is as with `x-dg-open` */
};

/* The source of a model. */
struct model_source {
    const struct tree *root;
    size_t node_count; /* of the tree */
    const struct model_options *options;
};

/* Loads the model into the arena. Returns false, with diagnostics, if anything is wrong. */
DG_CHECKED bool load_model(struct model *model, const struct model_source *source,
                           struct dg_arena *arena, struct diag *diag);

/* Checks the whole model: two identifiers of the output must not be spelled alike
   (naming_check.c). */
DG_CHECKED bool naming_check(const struct model *model, struct diag *diag);

#endif
