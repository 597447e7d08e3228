/* Compares values of the tree as JSON (JSON Schema 2020-12, 4.2.2). */
#ifndef DG_CODEGEN_LOAD_EQUAL_H
#define DG_CODEGEN_LOAD_EQUAL_H

#include "load/loader.h"

bool load_equal_is_number(const struct tree *node);

/* Compares two numbers: negative, zero or positive. *comparable is false if one can't be written in
 * JSON. */
int load_equal_order(struct loader *loader, const struct tree *a, const struct tree *b,
                     bool *comparable);

/* Whether two values are equal. */
bool load_equal(struct loader *loader, const struct tree *a, const struct tree *b);

/* Whether a value is in a list. */
bool load_equal_listed(struct loader *loader, const struct tree *list, const struct tree *value);

#endif
