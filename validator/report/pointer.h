/* JSON Pointers (RFC 6901) of findings: patterns that match them, and their text in bounded length.
 */
#ifndef DG_VALIDATE_POINTER_H
#define DG_VALIDATE_POINTER_H

#include <stdbool.h>

#include "common/buffer.h"
#include "runtime/report.h"
#include "runtime/text.h"

/* Whether a step of a pointer names a member. `name` is the text between its quotes, with escapes
   unless it is `plain`. The step `*` names every member. */
bool pointer_names_member(struct dg_text step, struct dg_text name, bool plain);

/* The same for an element of an array. */
bool pointer_names_element(struct dg_text step, size_t index);

/* Whether the pattern matches the pointer of `frame` (NULL: the document). In a pattern, a step `*`
   is any step, and `**` at the end any number of steps. Doesn't depend on the length of names that
   don't match. */
bool pointer_matches(struct dg_text pattern, const struct dg_frame *frame);

/* Writes the pointer of `frame` to `out`, without the secret. If it has more than `longest` code
   points, its middle becomes an ellipsis, and the function returns true. The time depends on
   `longest` and the number of steps, not on the length of names. */
bool pointer_write(struct buffer *out, const struct dg_frame *frame, struct dg_text secret,
                   size_t longest);

#endif
