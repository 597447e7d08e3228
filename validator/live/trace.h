/* The exchange in the output of -v. */
#ifndef DG_VALIDATE_TRACE_H
#define DG_VALIDATE_TRACE_H

#include "base/exit_status.h"
#include "live/request.h"
#include "runtime/text.h"

/* Prints the lines of a header to standard error, each after `prefix`, without secrets and without
   characters that move a terminal's cursor. */
void trace_header(const char *prefix, struct dg_text lines, struct dg_text token);

/* Prints a body, which holds no secret, line by line after an empty line; of a long body, the
 * beginning and the end. */
void trace_body(const char *prefix, struct dg_text body);

/* Writes the request that would be sent, without secrets, to `path` as for output_open. */
DG_CHECKED enum exit_status trace_request(const struct request *request, const char *path);

#endif
