/* unevaluatedProperties and unevaluatedItems. */
#ifndef DG_CODEGEN_LOAD_UNEVALUATED_H
#define DG_CODEGEN_LOAD_UNEVALUATED_H

#include "load/load_all.h"

/* The schema that says what the keywords of a schema say, if it is the conjunction of those in
 * `part`. If values decide what is evaluated, `all` fails, with an error. */
const struct tree *load_unevaluated(struct all *all, const struct all *part,
                                    const struct tree *schema);

#endif
