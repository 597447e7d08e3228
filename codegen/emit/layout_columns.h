/* Initializers of many short elements. */
#ifndef DG_CODEGEN_LAYOUT_COLUMNS_H
#define DG_CODEGEN_LAYOUT_COLUMNS_H

#include "common/buffer.h"

/* Appends the elements that `text` begins with, one a line, in columns, if the formatter does so:
 * there are at least five, and columns of like width take fewer lines. Returns how many bytes of
 * `text` those are; 0, and nothing is appended, if they stay one a line. */
size_t layout_columns(struct buffer *out, struct dg_text text);

#endif
