/* Where a line of C is broken. */
#ifndef DG_CODEGEN_LAYOUT_BREAK_H
#define DG_CODEGEN_LAYOUT_BREAK_H

#include "common/buffer.h"
#include "emit/layout_tokens.h"

/* Appends the line, broken where that costs least, with a newline at its end. Returns by how much
 * the elements of an initializer that the line opens are to be indented more than they would be,
 * had the line not been broken. */
unsigned layout_break(struct buffer *out, const struct layout_line *line, struct dg_arena *arena);

#endif
