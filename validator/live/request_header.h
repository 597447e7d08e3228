/* Adds headers to a request. */
#ifndef DG_VALIDATE_REQUEST_HEADER_H
#define DG_VALIDATE_REQUEST_HEADER_H

#include <stdbool.h>

#include "live/request.h"

/* Adds a header, whose name and value were checked. */
void request_header_add(struct request *request, const char *name, const char *value);

/* Adds a line as libcurl takes it. */
void request_header_add_line(struct request *request, const char *line);

#endif
