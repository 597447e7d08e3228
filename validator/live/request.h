/* The request of a live command. Everything in it comes from the contract, the environment and the
 * command line. */
#ifndef DG_VALIDATE_REQUEST_H
#define DG_VALIDATE_REQUEST_H

#include <stdbool.h>

#include <curl/curl.h>

#include "base/options.h"
#include "common/buffer.h"
#include "live/certificates.h"

struct request {
    const struct dg_operation *operation;
    struct buffer url;
    struct buffer name;               /* "POST https://…", for people */
    struct buffer token;              /* empty: none is sent */
    struct certificates certificates; /* for the connection */
    struct curl_slist *headers;
    struct dg_path_value *path; /* the parameters in the path, as given */
    size_t path_count;
    bool secure; /* https */
};

/* Builds the request. Returns false, with one line of trouble, if the command line, the environment
   or the contract doesn't allow a request; then only request_free may be called. */
DG_CHECKED bool request_build(struct request *request, const struct options *options,
                              const struct dg_contract *contract);

/* Frees the request, and wipes every copy of the token that the program made. */
void request_free(struct request *request);

#endif
