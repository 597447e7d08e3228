/* The role of each of several responses, one of which is that of the operation. */
#ifndef DG_VALIDATE_HTTP_ROLE_H
#define DG_VALIDATE_HTTP_ROLE_H

#include <stdbool.h>

#include "http/response.h"

enum http_role {
    HTTP_ROLE_ANSWER,
    HTTP_ROLE_OF_PROXY_PERHAPS, /* of a proxy, or of the operation if it documents one without a
                                   body */
    HTTP_ROLE_BEFORE            /* received before that of the operation */
};

/* The role of a response that another one follows, by its header. */
enum http_role http_role_of_followed(const struct response *response, bool has_body,
                                     bool in_chunks);

#endif
