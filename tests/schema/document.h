/* Documents that the compiler reads as trees, for tests. */
#ifndef DG_TEST_DOCUMENT_H
#define DG_TEST_DOCUMENT_H

#include <stddef.h>

#include "tree/tree.h"

/* A document that was read, or refused. */
struct document {
    struct dg_arena arena;
    struct diag diag;
    const struct tree *root; /* NULL: refused */
};

/* Reads the text, and asserts that there is either a tree or a diagnostic. */
void document_open(struct document *document, struct dg_text text);
void document_close(struct document *document);

/* Writes the diagnostics, terminated, as far as they fit. */
void document_print(const struct document *document, char *buffer, size_t size);

#endif
