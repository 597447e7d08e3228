/* Equality of JSON values. Not for users of the runtime. */
#ifndef DG_RUNTIME_SAME_INTERNAL_H
#define DG_RUNTIME_SAME_INTERNAL_H

#include "runtime/text.h"

/* Whether the two are the same value. Both must be one JSON value each, without white space around
 * it, and without faulty strings. Calls nest as deep as `listed`; the time is that of reading
 * `value` once for each value in `listed`. */
bool dg_same_value(struct dg_text value, struct dg_text listed);

/* The same within a budget of bytes that are read, which it reduces: 0 if it didn't suffice, and
 * then the result is false. */
bool dg_same_within(struct dg_text value, struct dg_text listed, uint64_t *budget);

/* The rest of a text that is known to be JSON. */
struct dg_same_rest {
    const char *at;
    const char *end;
};

void dg_same_skip_space(struct dg_same_rest *in);
/* Takes a string. Returns the text between its quotes. */
struct dg_text dg_same_take_string(struct dg_same_rest *in);

#endif
