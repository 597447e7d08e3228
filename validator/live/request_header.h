/* Adds headers to a request. */
#ifndef DG_VALIDATE_REQUEST_HEADER_H
#define DG_VALIDATE_REQUEST_HEADER_H

#include <stdbool.h>

#include "live/request.h"

/* Each returns false, with one line of trouble, if memory runs out. */

/* Adds a header, whose name and value were checked. */
bool request_header_add(struct request *request, const char *name, const char *value);

/* Adds a line in libcurl's form. NULL: memory ran out when the line was built. */
bool request_header_add_line(struct request *request, const char *line);

#endif
