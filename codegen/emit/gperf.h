/* gperf, run as a program: it makes lookup tables. */
#ifndef DG_CODEGEN_GPERF_H
#define DG_CODEGEN_GPERF_H

#include "common/buffer.h"
#include "common/memory.h"

/* Adds what gperf makes of a table. Returns false, with a line on stderr, if gperf isn't installed
 * or fails. */
DG_CHECKED bool gperf_run(struct dg_text table, struct buffer *out);

#endif
