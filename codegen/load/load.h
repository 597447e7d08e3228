/* From the tree to the model: reads what the chosen operations and schemas reach, and checks it. */
#ifndef DG_CODEGEN_LOAD_H
#define DG_CODEGEN_LOAD_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/model.h"
#include "runtime/arena.h"
#include "tree/tree.h"

/* What the user chose to compile. */
struct model_options {
    const char *prefix;
    const char *const *operations; /* operationIds; count 0: all of them */
    size_t operation_count;
    const char *const *schemas; /* names under components/schemas, besides what operations reach */
    size_t schema_count;
};

/* What a model is made of. */
struct model_source {
    const struct tree *root;
    size_t node_count; /* of the tree */
    const struct model_options *options;
};

/* Loads the model, all of whose memory is the arena's. False, with diagnostics, if anything is
   wrong. */
bool load_model(struct model *model, const struct model_source *source, struct dg_arena *arena,
                struct diag *diag);

/* Checks what only the whole model shows: that no two identifiers of the output are spelled alike
   (naming_check.c). */
bool naming_check(const struct model *model, struct diag *diag);

#endif
