/* The headers that --header adds to a request, and those that it must not add. */
#ifndef DG_VALIDATE_HEADER_OPTIONS_H
#define DG_VALIDATE_HEADER_OPTIONS_H

#include <stdbool.h>

#include "base/options.h"
#include "live/request.h"

/* The reason why a value can't be sent in a header; NULL: it can be sent. Static. */
const char *header_options_refuse_value(const char *value);

/* Whether --header names this header. */
bool header_options_given(const struct options *options, const char *name);

/* Adds the headers of --header to the request. Returns false, with one line of trouble, if one is
   not a header, would change the framing of messages, offers compression, or is for secrets. */
DG_CHECKED bool header_options_add(struct request *request, const struct options *options);

#endif
