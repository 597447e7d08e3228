/* Sends a request with libcurl, held to what is safe, and takes the response. */
#ifndef DG_VALIDATE_TRANSPORT_H
#define DG_VALIDATE_TRANSPORT_H

#include "base/trouble.h"
#include "http/response.h"
#include "live/request.h"

/* One attempt: what was sent, and what came. */
struct attempt {
    struct response response;
    struct buffer sent; /* the lines of the request's header */
    const char *why;    /* there is no complete response; NULL: there is */
    bool unanswered;    /* the connection failed before a response began */
    bool retried;       /* another one follows it: whoever sends that says so */
    int64_t started;    /* milliseconds since 1970 */
    int64_t took;       /* milliseconds */
    char reason[CURL_ERROR_SIZE];
};

/* Does not move while it is open. */
struct transport {
    CURL *handle;
    const struct options *options;
    struct request *request;
    struct attempt attempt; /* the latest */
};

/* Whether the files that the options name are there. False, with one line of trouble, if not. */
bool transport_possible(const struct options *options);

/* False, with one line of trouble, if libcurl can't be told all that has to hold. */
bool transport_open(struct transport *transport, const struct options *options,
                    struct request *request);

/* Sends the request. EXIT_CONFORMS: there is a complete response. EXIT_NO_RESPONSE: there is none,
   attempt.why says why. Else, with one line of trouble, the machine or the configuration is not as
   it has to be. */
enum exit_status transport_send(struct transport *transport);
void transport_close(struct transport *transport);

#endif
