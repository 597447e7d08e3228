/* Collects headers and body of a response as they arrive. */
#include "http/response.h"

#include <string.h>
#include <strings.h>

#include "http/message.h"

/* Whether the digits are a number in the range of lengths. */
static bool is_length(struct dg_text digits)
{
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9') {
            return false;
        }
    }
    return digits.length > 0 && digits.length <= 18;
}

static void add_length(struct response *response, struct dg_text element)
{
    size_t before = response->content_length.length;

    while (element.length > 1 && element.data[0] == '0') {
        element.data++;
        element.length--;
    }
    if (!is_length(element)) {
        response->fault = "the Content-Length is not a number of bytes";
        return;
    }
    message_add_value(&response->content_length, element);
    if (before > 0 && response->content_length.length != before) {
        response->fault = "the response has two different Content-Lengths";
    }
}

/* Notes the elements of a Content-Length. RFC 9110 §8.6 allows the same one several times; anything
   else leaves the end of the body unknown (RFC 9112 §6.3). */
static void add_lengths(struct response *response, struct dg_text value)
{
    const char *comma = NULL;

    do {
        size_t length = value.length;

        comma = length == 0 ? NULL : memchr(value.data, ',', length);
        if (comma != NULL) {
            length = (size_t)(comma - value.data);
        }
        add_length(response, message_trim((struct dg_text){value.data, length}));
        length += comma != NULL;
        value.data += length;
        value.length -= length;
    } while (comma != NULL);
}

/* libcurl reads 200 where it can't read a status. A response before this one was interim. */
static void begin(struct response *response, struct dg_text status_line)
{
    buffer_clear(&response->field);
    buffer_clear(&response->content_type);
    buffer_clear(&response->content_encoding);
    buffer_clear(&response->content_length);
    buffer_clear(&response->transfer_encoding);
    buffer_clear(&response->retry_after);
    buffer_clear(&response->head);
    response->headers_ended = false;
    response->status = message_status(status_line);
    if (response->status == 0) {
        response->fault = "the response doesn't begin with an HTTP status line";
    }
}

/* Whether a status line must come next. 101 is the last HTTP response on its connection. */
static bool status_line_is_due(const struct response *response)
{
    bool interim = response->status / 100 == 1 && response->status != 101;

    return response->status == 0 || (response->headers_ended && interim);
}

static void take_field(struct response *response)
{
    struct message_field field;
    struct dg_text value;

    if (!message_split(buffer_text(&response->field), &field)) {
        return;
    }
    value = field.value;
    if (message_is_named(field.name, "Content-Type")) {
        message_add_value(&response->content_type, value);
    } else if (message_is_named(field.name, "Content-Encoding")) {
        message_add_value(&response->content_encoding, value);
    } else if (message_is_named(field.name, "Content-Length")) {
        add_lengths(response, value);
    } else if (message_is_named(field.name, "Transfer-Encoding")) {
        message_add_value(&response->transfer_encoding, value);
    } else if (message_is_named(field.name, "Retry-After")) {
        message_add_value(&response->retry_after, value);
    }
}

/* No other coding was offered (RFC 9110 §10.1.4). A length beside a coding is a way to smuggle a
   second message (RFC 9112 §6.3). */
static void check_framing(struct response *response)
{
    static const char chunked[] = "chunked";
    const struct buffer *coding = &response->transfer_encoding;

    if (coding->length == 0 || response->fault != NULL) {
        return;
    }
    if (coding->length != sizeof chunked - 1 ||
        strncasecmp(coding->data, chunked, coding->length) != 0) {
        response->fault = "the Transfer-Encoding is not chunked";
    } else if (response->content_length.length > 0) {
        response->fault = "the response has both a Content-Length and a Transfer-Encoding";
    }
}

/* A line that begins with a blank continues the previous value (RFC 9112 §5.2), so that a field is
   complete when the next one begins. */
static void take_header_line(struct response *response, struct dg_text line)
{
    struct dg_text content = message_trim(line);
    bool folded = message_is_folded(line);

    if (folded && response->field.length > 0) {
        buffer_add(&response->field, " ");
        buffer_add_bytes(&response->field, content.data, content.length);
    }
    if (folded) {
        return;
    }
    take_field(response);
    buffer_clear(&response->field);
    buffer_add_bytes(&response->field, content.data, content.length);
    response->headers_ended = content.length == 0;
    if (response->headers_ended) {
        check_framing(response);
    }
}

/* Returns false beyond the limit. */
static bool count_header(struct response *response, size_t length)
{
    if (length > RESPONSE_MAX_HEADERS - response->header_bytes) {
        response->fault = "the headers are longer than 256 KiB";
        return false;
    }
    response->header_bytes += length;
    return true;
}

size_t response_header(char *line, size_t size, size_t count, void *context)
{
    struct response *response = context;
    struct dg_text text = {line, size * count};

    if (!count_header(response, text.length)) {
        return 0;
    }
    if (!response->headers_ended && memchr(line, '\0', text.length) != NULL) {
        response->fault = "a header line contains a NUL"; /* RFC 9110 §5.5 */
        return 0;
    }
    if (status_line_is_due(response)) {
        begin(response, text);
        buffer_add_bytes(&response->head, text.data, text.length);
    } else if (!response->headers_ended) { /* a trailer doesn't define the body's type */
        buffer_add_bytes(&response->head, text.data, text.length);
        take_header_line(response, text);
    }
    return response->fault != NULL || response_failed(response) ? 0 : text.length;
}

bool response_has_header(const struct response *response)
{
    return response->headers_ended && !status_line_is_due(response);
}

size_t response_body(char *bytes, size_t size, size_t count, void *context)
{
    struct response *response = context;
    size_t length = size * count;
    size_t room = response->max_body - response->body.length;

    response->too_large = length > room;
    buffer_add_bytes(&response->body, bytes, response->too_large ? room : length);
    return response->too_large || response->body.failed ? 0 : length;
}

const char *response_value(struct buffer *value)
{
    return value->length == 0 ? NULL : buffer_string(value);
}

bool response_failed(const struct response *response)
{
    return response->body.failed || response->field.failed || response->content_type.failed ||
           response->content_encoding.failed || response->content_length.failed ||
           response->transfer_encoding.failed || response->retry_after.failed ||
           response->head.failed;
}

void response_free(struct response *response)
{
    buffer_free(&response->body);
    buffer_free(&response->field);
    buffer_free(&response->content_type);
    buffer_free(&response->content_encoding);
    buffer_free(&response->content_length);
    buffer_free(&response->transfer_encoding);
    buffer_free(&response->retry_after);
    buffer_free(&response->head);
}
