/* Equality of JSON values. Not for users of the runtime. */
#ifndef DG_RUNTIME_SAME_INTERNAL_H
#define DG_RUNTIME_SAME_INTERNAL_H

#include "runtime/text.h"

/* Whether the two are the same value. Both must be one JSON value each, without white space around
 * it, and without faulty strings. Calls nest as deep as `listed`; the time is that of reading
 * `value` once for each value in `listed`. */
bool dg_same_value(struct dg_text value, struct dg_text listed);

#endif
