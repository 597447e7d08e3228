/* A response as libcurl hands it over: the headers that count, and a bounded body. */
#ifndef DG_VALIDATE_RESPONSE_H
#define DG_VALIDATE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

/* More than all headers of a response may take together, those of interim ones included: 256 KiB.
 */
#define RESPONSE_MAX_HEADERS ((size_t)256 * 1024)

struct response {
    size_t max_body;
    struct buffer body;
    struct buffer head;         /* the lines of its header as they came, from the status line on */
    struct buffer field;        /* the header line that may go on */
    struct buffer content_type; /* several that differ are joined, as RFC 9110 §5.3 has it */
    struct buffer content_encoding;
    struct buffer content_length;
    struct buffer transfer_encoding;
    struct buffer retry_after;
    size_t header_bytes; /* received so far, for all responses to the request */
    int status;          /* of the latest status line; 0: there was none */
    bool headers_ended;
    bool too_large;    /* the body is longer than max_body: it ends before */
    const char *fault; /* why it is no HTTP response; NULL: it may be one */
};

/* For CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION, with a struct response. They end a transfer
   that is in vain. */
size_t response_header(char *line, size_t size, size_t count, void *response);
size_t response_body(char *bytes, size_t size, size_t count, void *response);

/* Whether a whole header was received that is not interim (RFC 9110 §15.2). */
bool response_has_header(const struct response *response);

/* The value of a header; NULL: the response has none. */
const char *response_value(struct buffer *value);
bool response_failed(const struct response *response); /* memory ran out */
void response_free(struct response *response);

#endif
