/* Initializers of many short elements. */
#ifndef DG_CODEGEN_LAYOUT_COLUMNS_H
#define DG_CODEGEN_LAYOUT_COLUMNS_H

#include "common/buffer.h"

/* `text` begins with elements, one on each line. Appends them in columns if the formatter does so,
 * that is, if there are at least five elements, and columns of similar width take fewer lines.
 * Returns the number of bytes of these elements. Appends nothing and returns 0 if each element
 * stays on its own line. */
size_t layout_columns(struct buffer *out, struct dg_text text);

#endif
