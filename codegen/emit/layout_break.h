/* The breaks of a line of C. */
#ifndef DG_CODEGEN_LAYOUT_BREAK_H
#define DG_CODEGEN_LAYOUT_BREAK_H

#include "common/buffer.h"
#include "emit/layout_tokens.h"

/* Appends the line, broken where that costs least, with a newline at its end. Returns the
 * additional indentation of the elements of an initializer that the line opens, which comes from
 * the break. */
unsigned layout_break(struct buffer *out, const struct layout_line *line, struct dg_arena *arena);

#endif
