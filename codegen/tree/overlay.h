/* OpenAPI Overlays 1.0 and 1.1: changes of a document that is kept as published. */
#ifndef DG_CODEGEN_OVERLAY_H
#define DG_CODEGEN_OVERLAY_H

#include "tree/tree.h"

/* Overlays that add more values are refused: a few actions can double a document many times. */
#define OVERLAY_MAX_ADDED ((size_t)1 << 20)

/* The document that overlays change, one after another. */
struct overlay_document {
    struct tree *root;
    size_t node_count;
    size_t added; /* by overlays */
    struct dg_arena *arena;
    struct diag *diag;
};

/* Applies the actions of an overlay in order; the document takes copies of what they add. Returns
   false, with diagnostics, if the overlay isn't one, or an action doesn't fit the document. A
   target that selects nothing is a warning. */
DG_CHECKED bool overlay_apply(struct overlay_document *document, const struct tree *overlay);

#endif
