/* Collects headers and body of a response as they arrive. */
#include "http/response.h"

#include <string.h>
#include <strings.h>

#include "base/display.h"
#include "http/message.h"

/* The longest text from outside that a fault quotes. Longer texts aren't quoted at all: a cropped
 * text might end with half a secret, which isn't recognized. */
#define LONGEST_QUOTE 60

/* Notes the reason why this is not an HTTP response, which is in the line that was read last. The
 * reason names `quote`, if it is short. */
static void refuse(struct response *response, const char *before, struct dg_text quote,
                   const char *after)
{
    struct buffer *text = &response->fault_text;

    buffer_clear(text);
    buffer_add(text, before);
    if (quote.length > 0 && quote.length <= LONGEST_QUOTE) {
        buffer_add(text, " '");
        display_add_utf8(text, quote, SIZE_MAX);
        buffer_add(text, "'");
    }
    buffer_add(text, after);
    response->fault = buffer_string(text);
    response->fault_line = response->lines;
}

static void refuse_plainly(struct response *response, const char *fault)
{
    refuse(response, fault, (struct dg_text){"", 0}, "");
}

/* Takes a Content-Length. Without exactly one length, the end of the body is unknown (RFC 9112
 * §6.3). */
static void take_length(struct response *response, struct dg_text value)
{
    struct dg_text length;
    size_t before = response->content_length.length;

    if (!message_read_length(value, &length)) {
        refuse(response, "the Content-Length", value, " is not a number of bytes");
        return;
    }
    message_add_value(&response->content_length, length);
    if (before > 0 && response->content_length.length != before) {
        refuse(response, "the response has two different Content-Lengths:",
               buffer_text(&response->content_length), "");
    }
}

/* libcurl reads 200 where it can't read a status. A response before this one was interim. */
static void begin(struct response *response, struct dg_text status_line)
{
    buffer_clear(&response->content_type);
    buffer_clear(&response->content_encoding);
    buffer_clear(&response->content_length);
    buffer_clear(&response->transfer_encoding);
    buffer_clear(&response->retry_after);
    buffer_clear(&response->head);
    response->headers_ended = false;
    response->lines = 1;
    response->status = message_status(status_line);
    if (response->status == 0) {
        refuse_plainly(response, "the response doesn't begin with an HTTP status line");
    }
}

/* Whether a status line must come next. 101 is the last HTTP response on its connection. */
static bool status_line_is_due(const struct response *response)
{
    bool interim = response->status / 100 == 1 && response->status != 101;

    return response->status == 0 || (response->headers_ended && interim);
}

static void take_field(struct response *response, const struct message_field *field)
{
    struct dg_text value = field->value;

    if (message_is_named(field->name, "Content-Type")) {
        message_add_value(&response->content_type, value);
    } else if (message_is_named(field->name, "Content-Encoding")) {
        message_add_value(&response->content_encoding, value);
    } else if (message_is_named(field->name, "Content-Length")) {
        take_length(response, value);
    } else if (message_is_named(field->name, "Transfer-Encoding")) {
        message_add_value(&response->transfer_encoding, value);
    } else if (message_is_named(field->name, "Retry-After")) {
        message_add_value(&response->retry_after, value);
    }
}

/* Refuses codings other than chunked, since the request offered none (RFC 9110 §10.1.4), and a
 * length beside a coding, which can smuggle a second message (RFC 9112 §6.3). */
static void check_framing(struct response *response)
{
    static const char chunked[] = "chunked";
    const struct buffer *coding = &response->transfer_encoding;

    if (coding->length == 0) {
        return;
    }
    if (coding->length != sizeof chunked - 1 ||
        strncasecmp(coding->data, chunked, coding->length) != 0) {
        refuse_plainly(response, "the Transfer-Encoding is not chunked");
    } else if (response->content_length.length > 0) {
        refuse_plainly(response, "the response has both a Content-Length and a Transfer-Encoding");
    }
}

/* Takes the fields of a header that is complete. */
static void end_header(struct response *response)
{
    struct message_fields fields = {.lines = buffer_text(&response->head)};
    struct message_field field;
    struct dg_text line;

    response->headers_ended = true;
    (void)message_next_line(&fields.lines, &line);
    response->lines = 1;
    while (response->fault == NULL && message_next_field(&fields, &field)) {
        response->lines += fields.line_count;
        take_field(response, &field);
    }
    if (response->fault == NULL) {
        response->lines = 1;
        check_framing(response);
    }
    buffer_free(&fields.line);
}

static void take_header_line(struct response *response, struct dg_text text)
{
    struct dg_text line;
    const char *fault = NULL;

    response->lines++;
    (void)message_next_line(&text, &line);
    if (line.length == 0) {
        end_header(response);
        return;
    }
    fault = message_line_fault(line);
    if (fault != NULL) {
        refuse(response, "the header line", line, fault);
    } else if (message_is_folded(line) && response->lines == 2) {
        refuse(response, "the header line", line, " begins with a blank, but no line precedes it");
    }
}

/* Whether the line may be in a header: it isn't beyond the limit, and has no NUL and no CR but the
   one at its end (RFC 9110 §5.5). */
static bool is_acceptable(struct response *response, struct dg_text text)
{
    struct dg_text line;

    if (text.length > RESPONSE_MAX_HEADERS - response->header_bytes) {
        refuse_plainly(response, "the headers are longer than 256 KiB");
        return false;
    }
    response->header_bytes += text.length;
    (void)message_next_line(&text, &line);
    if (response->headers_ended && !status_line_is_due(response)) {
        return true; /* a trailer, which is ignored */
    }
    if (line.length > 0 && memchr(line.data, '\0', line.length) != NULL) {
        refuse_plainly(response, "a header line contains a NUL");
    } else if (line.length > 0 && memchr(line.data, '\r', line.length) != NULL) {
        refuse_plainly(response, "a header line contains a CR that doesn't end it");
    }
    response->fault_line += response->fault != NULL && !status_line_is_due(response);
    return response->fault == NULL;
}

size_t response_header(char *line, size_t size, size_t count, void *context)
{
    struct response *response = context;
    struct dg_text text = {line, size * count};

    if (!is_acceptable(response, text)) {
        return 0;
    }
    if (status_line_is_due(response)) {
        begin(response, text);
        buffer_add_bytes(&response->head, text.data, text.length);
    } else if (!response->headers_ended) { /* a trailer doesn't define the body's type */
        buffer_add_bytes(&response->head, text.data, text.length);
        take_header_line(response, text);
    }
    return response->fault != NULL ? 0 : text.length;
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
    return response->too_large ? 0 : length;
}

const char *response_value(struct buffer *value)
{
    return value->length == 0 ? NULL : buffer_string(value);
}

void response_free(struct response *response)
{
    buffer_free(&response->body);
    buffer_free(&response->fault_text);
    buffer_free(&response->content_type);
    buffer_free(&response->content_encoding);
    buffer_free(&response->content_length);
    buffer_free(&response->transfer_encoding);
    buffer_free(&response->retry_after);
    buffer_free(&response->head);
}
