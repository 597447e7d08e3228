/* Collects headers and body as they arrive. */
#include "http/response.h"

#include <string.h>
#include <strings.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct dg_text trim(struct dg_text text)
{
    while (text.length > 0 && is_blank(text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.data[text.length - 1])) {
        text.length--;
    }
    return text;
}

static void add_value(struct buffer *values, struct dg_text value)
{
    if (values->length > 0 && dg_text_equal(buffer_text(values), value)) {
        return;
    }
    if (values->length > 0) {
        buffer_add(values, ", ");
    }
    buffer_add_bytes(values, value.data, value.length);
}

/* Whether it is a number, and one that a length can be. */
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
        response->fault = "its Content-Length is not a number of bytes";
        return;
    }
    add_value(&response->content_length, element);
    if (before > 0 && response->content_length.length != before) {
        response->fault = "it has two different Content-Lengths";
    }
}

/* Notes the elements of a Content-Length: the same one several times is what RFC 9110 §8.6 lets
   pass; anything else leaves the end of the body unknown (RFC 9112 §6.3). */
static void add_lengths(struct response *response, struct dg_text value)
{
    const char *comma = NULL;

    do {
        size_t length = value.length;

        comma = length == 0 ? NULL : memchr(value.data, ',', length);
        if (comma != NULL) {
            length = (size_t)(comma - value.data);
        }
        add_length(response, trim((struct dg_text){value.data, length}));
        length += comma != NULL;
        value.data += length;
        value.length -= length;
    } while (comma != NULL);
}

/* The status in a status line (RFC 9112 §4; that of HTTP/2 and 3 is libcurl's); 0: it is none. */
static int read_status(struct dg_text line)
{
    static const char *const leads[] = {"HTTP/1.0 ", "HTTP/1.1 ", "HTTP/2 ", "HTTP/3 "};

    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        size_t lead = strlen(leads[i]);
        const char *digits = line.data + lead;

        if (line.length < lead + 3 || memcmp(line.data, leads[i], lead) != 0 || digits[0] == '0' ||
            !is_length((struct dg_text){digits, 3}) ||
            (line.length > lead + 3 && memchr(" \r\n", digits[3], 3) == NULL)) {
            continue;
        }
        return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    }
    return 0;
}

/* libcurl takes what it can't read for 200. What came before, if anything, was interim. */
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
    response->status = read_status(status_line);
    if (response->status == 0) {
        response->fault = "it doesn't begin with a status line of HTTP";
    }
}

/* Whether a status line has to come next. 101 is the last response of HTTP on its connection. */
static bool status_line_is_due(const struct response *response)
{
    bool interim = response->status / 100 == 1 && response->status != 101;

    return response->status == 0 || (response->headers_ended && interim);
}

static bool is_named(struct dg_text name, const char *wanted)
{
    return name.length == strlen(wanted) && strncasecmp(name.data, wanted, name.length) == 0;
}

static void take_field(struct response *response)
{
    struct dg_text line = buffer_text(&response->field);
    const char *colon = line.length == 0 ? NULL : memchr(line.data, ':', line.length);
    struct dg_text name = {line.data, 0};
    struct dg_text value = {NULL, 0};

    if (colon == NULL) {
        return;
    }
    name.length = (size_t)(colon - line.data);
    value = trim((struct dg_text){colon + 1, line.length - name.length - 1});
    if (is_named(name, "Content-Type")) {
        add_value(&response->content_type, value);
    } else if (is_named(name, "Content-Encoding")) {
        add_value(&response->content_encoding, value);
    } else if (is_named(name, "Content-Length")) {
        add_lengths(response, value);
    } else if (is_named(name, "Transfer-Encoding")) {
        add_value(&response->transfer_encoding, value);
    } else if (is_named(name, "Retry-After")) {
        add_value(&response->retry_after, value);
    }
}

/* No other coding was offered (RFC 9110 §10.1.4), and a length beside it is how one message is made
   to look like two (RFC 9112 §6.3). */
static void check_framing(struct response *response)
{
    static const char chunked[] = "chunked";
    const struct buffer *coding = &response->transfer_encoding;

    if (coding->length == 0 || response->fault != NULL) {
        return;
    }
    if (coding->length != sizeof chunked - 1 ||
        strncasecmp(coding->data, chunked, coding->length) != 0) {
        response->fault = "its Transfer-Encoding is not chunked";
    } else if (response->content_length.length > 0) {
        response->fault = "it has both a Content-Length and a Transfer-Encoding";
    }
}

/* A line that begins with a blank goes on with the value before it (RFC 9112 §5.2), so a field is
   complete when the next one begins. */
static void take_header_line(struct response *response, struct dg_text line)
{
    struct dg_text content = trim(line);
    bool folded = line.length > 0 && (line.data[0] == ' ' || line.data[0] == '\t');

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

/* False beyond the bound. */
static bool count_header(struct response *response, size_t length)
{
    if (length > RESPONSE_MAX_HEADERS - response->header_bytes) {
        response->fault = "its headers are longer than 256 KiB";
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
        response->fault = "there is a NUL in its header"; /* RFC 9110 §5.5 */
        return 0;
    }
    if (status_line_is_due(response)) {
        begin(response, text);
        buffer_add_bytes(&response->head, text.data, text.length);
    } else if (!response->headers_ended) { /* a trailer says nothing about the body's type */
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
