/* Adds headers to a request. */
#ifndef DG_VALIDATE_REQUEST_HEADER_H
#define DG_VALIDATE_REQUEST_HEADER_H

#include <stdbool.h>

#include "live/request.h"

/* Adds a header to the request. The caller has checked name and value. */
void request_header_add(struct request *request, const char *name, const char *value);

/* Adds a line in the form that libcurl expects: "NAME: VALUE", "NAME;" or "NAME:". */
void request_header_add_line(struct request *request, const char *line);

#endif
