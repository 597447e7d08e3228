/* The parameters of an operation: their values from the command line and the environment. */
#ifndef DG_VALIDATE_PARAMETERS_H
#define DG_VALIDATE_PARAMETERS_H

#include <stdbool.h>

#include "live/request.h"

/* Adds the path of the operation to the URL, its parameters filled in. Returns false, with one line
   of trouble, if a parameter is missing or would change the path. */
DG_CHECKED bool parameters_add_path(struct request *request, const struct options *options);

/* Adds the parameters in query and headers. Returns false, with one line of trouble, if one is
   missing, unknown, given twice, or can't be sent. */
DG_CHECKED bool parameters_add_others(struct request *request, const struct options *options);

#endif
