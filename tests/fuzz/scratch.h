/* Files for the functions under test that read and write files. */
#ifndef DG_TESTS_SCRATCH_H
#define DG_TESTS_SCRATCH_H

#include "common/buffer.h"
#include "runtime/text.h"

/* The path of the file of that number, 0 to 3, of this process. Files are removed when it ends. */
const char *scratch_path(unsigned number);

void scratch_write(unsigned number, struct dg_text text);

/* Replaces `out` by the file's text; empty if there is no file. Removes the file. */
void scratch_take(unsigned number, struct buffer *out);

#endif
