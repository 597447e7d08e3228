/* Sends a request with libcurl, with safe settings, and receives the response. */
#ifndef DG_VALIDATE_TRANSPORT_H
#define DG_VALIDATE_TRANSPORT_H

#include "base/trouble.h"
#include "http/response.h"
#include "live/request.h"

/* One attempt: the sent request, and its response. */
struct attempt {
    struct response response;
    struct buffer sent; /* the lines of the request's header */
    const char *why;    /* the reason why there is no complete response; NULL: there is one */
    bool unanswered;    /* the connection failed before a response began */
    bool retried;       /* another attempt follows; set by the sender of that attempt */
    int64_t started;    /* milliseconds since 1970 */
    int64_t took;       /* milliseconds */
    char reason[CURL_ERROR_SIZE];
};

/* A transport. It must not move while it is open. */
struct transport {
    CURL *handle;
    const struct options *options;
    struct request *request;
    struct attempt attempt; /* the latest */
    char state[80];         /* of the request, for the line about progress */
};

/* Returns false, with one line of trouble, if libcurl doesn't support a setting that is needed. */
DG_CHECKED bool transport_open(struct transport *transport, const struct options *options,
                               struct request *request);

/* Sends the request. EXIT_CONFORMS: there is a complete response. EXIT_NO_RESPONSE: there is none;
   attempt.why is the reason. Otherwise there is one line of trouble about the machine or the
   configuration. */
DG_CHECKED enum exit_status transport_send(struct transport *transport);
void transport_close(struct transport *transport);

#endif
