/* The exchange as -v shows it. */
#ifndef DG_VALIDATE_TRACE_H
#define DG_VALIDATE_TRACE_H

#include "runtime/text.h"

/* Prints the lines of a header to standard error, each after `prefix`, without secrets and without
   characters that move a terminal's cursor. */
void trace_header(const char *prefix, struct dg_text lines, struct dg_text token);

#endif
