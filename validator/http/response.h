/* A response as libcurl receives it: the headers that the program needs, and a bounded body. */
#ifndef DG_VALIDATE_RESPONSE_H
#define DG_VALIDATE_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"

/* The bound of all headers of a response together, those of interim responses included: 256 KiB. */
#define RESPONSE_MAX_HEADERS ((size_t)256 * 1024)

struct response {
    size_t max_body;
    struct buffer body;
    struct buffer head;         /* the lines of the header as received, from the status line on */
    struct buffer content_type; /* several different ones are joined (RFC 9110 §5.3) */
    struct buffer content_encoding;
    struct buffer content_length;
    struct buffer transfer_encoding;
    struct buffer retry_after;
    size_t header_bytes; /* bytes of headers so far, for all responses to the request */
    int status;          /* status of the latest status line; 0: there was none */
    bool headers_ended;
    bool too_large;           /* the body is longer than max_body and was cut */
    const char *fault;        /* the reason why this is not an HTTP response; NULL: none so far */
    struct buffer fault_text; /* a text to which `fault` may point */
    size_t fault_line;        /* the line of the header that has the fault, from 1; 0: no line */
    size_t lines;             /* of the header so far */
};

/* For CURLOPT_HEADERFUNCTION and CURLOPT_WRITEFUNCTION, with a struct response. Both end the
 * transfer of a response that is refused. */
size_t response_header(char *line, size_t size, size_t count, void *response);
size_t response_body(char *bytes, size_t size, size_t count, void *response);

/* Whether a whole header was received, other than that of an interim response (RFC 9110 §15.2). */
bool response_has_header(const struct response *response);

/* The value of a header; NULL: the response has none. */
const char *response_value(struct buffer *value);
void response_free(struct response *response);

#endif
