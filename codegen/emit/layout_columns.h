/* Initializers of many short elements. */
#ifndef DG_CODEGEN_LAYOUT_COLUMNS_H
#define DG_CODEGEN_LAYOUT_COLUMNS_H

#include "common/buffer.h"

/* Appends the elements at the beginning of `text`, one on each line, in columns, if the formatter
 * does so: if there are at least five, and columns of similar width take fewer lines. Returns the
 * number of bytes of these elements; 0, and nothing is appended, if each stays on its own line. */
size_t layout_columns(struct buffer *out, struct dg_text text);

#endif
