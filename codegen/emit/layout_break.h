/* Breaks a line of C. */
#ifndef DG_CODEGEN_LAYOUT_BREAK_H
#define DG_CODEGEN_LAYOUT_BREAK_H

#include "common/buffer.h"
#include "emit/layout_tokens.h"

/* Appends the line with the cheapest breaks and a newline at its end. If the line opens an
 * initializer, returns the indentation that the breaks add to its elements; else 0. */
unsigned layout_break(struct buffer *out, const struct layout_line *line, struct dg_arena *arena);

#endif
