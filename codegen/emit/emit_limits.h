/* Limits of values as C. */
#ifndef DG_CODEGEN_EMIT_LIMITS_H
#define DG_CODEGEN_EMIT_LIMITS_H

#include "emit/emit_template.h"

/* The argument after a value: the limits or the constant. Empty if the kind has neither. The caller
 * frees `data`. */
struct buffer emit_limits(const struct emitter *emitter, const struct model_type *type);

/* Whether a scalar has limits besides a length and a format, or an inclusive minimum and maximum.
 */
bool emit_limits_are_special(const struct model_type *type);

/* Appends the limits of an object, map or list as members of the table of its C type. */
void emit_limits_members(const struct emitter *emitter, const struct model_type *type);

/* Appends the limits of values that an open enum doesn't list, as members of its table of words. */
void emit_limits_unlisted(const struct emitter *emitter, const struct model_type *type);

/* Appends a list of patterns, up to NULL, as the member `.patterns`. */
struct pattern;
void emit_limits_patterns(const struct emitter *emitter, struct buffer *out,
                          const struct pattern *const *patterns, size_t count);

/* Appends an int64 as a C constant. */
void emit_limits_integer(struct buffer *out, int64_t value);

#endif
