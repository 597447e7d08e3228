/* Parts of the text of findings. Not for users of the runtime. */
#ifndef DG_RUNTIME_REPORT_INTERNAL_H
#define DG_RUNTIME_REPORT_INTERNAL_H

#include "runtime/report.h"

/* Room for 1,000 code points, and for a NUL. */
#define DG_POINTER_BYTES 4096

/* Writes the pointer of `frame`, terminated. If it has more than 1,000 code points, its middle
   becomes an ellipsis. Returns the length. */
size_t dg_pointer_shorten(const struct dg_frame *frame, char buffer[DG_POINTER_BYTES]);

/* Writes the last `size` bytes of the pointer, which has as many at least. Not terminated. */
void dg_pointer_write_end(const struct dg_frame *frame, char *buffer, size_t size);

/* The value that a finding is about, for its message: a bracket alone as "an object" or "an array";
   empty: the message doesn't have the value. */
struct dg_text dg_finding_found(const struct dg_finding *finding);

#endif
