/* Collects headers and body as they arrive. */
#include "response.h"

#include <string.h>
#include <strings.h>

static struct dg_text trim(struct dg_text text)
{
    while (text.length > 0 && strchr(" \t\r\n", text.data[0]) != NULL) {
        text.data++;
        text.length--;
    }
    while (text.length > 0 && strchr(" \t\r\n", text.data[text.length - 1]) != NULL) {
        text.length--;
    }
    return text;
}

static void add_value(struct scratch *values, struct dg_text value)
{
    if (values->length > 0 && dg_text_equal(scratch_text(values), value)) {
        return;
    }
    if (values->length > 0) {
        scratch_add_string(values, ", ");
    }
    scratch_add(values, value.data, value.length);
}

/* Notes the elements of a Content-Length: the same one several times is what RFC 9110 §8.6 lets
   pass. */
static void add_length(struct response *response, struct dg_text value)
{
    while (value.length > 0) {
        const char *comma = memchr(value.data, ',', value.length);
        size_t length = comma == NULL ? value.length : (size_t)(comma - value.data);
        struct dg_text element = trim((struct dg_text){value.data, length});
        size_t before = response->content_length.length;

        while (element.length > 1 && element.data[0] == '0') {
            element.data++;
            element.length--;
        }
        add_value(&response->content_length, element);
        response->conflicting_lengths |= before > 0 && response->content_length.length != before;
        length += comma != NULL;
        value.data += length;
        value.length -= length;
    }
}

static void begin(struct response *response)
{
    scratch_clear(&response->content_type);
    scratch_clear(&response->content_encoding);
    scratch_clear(&response->content_length);
    response->headers_ended = false;
    response->conflicting_lengths = false;
}

size_t response_header(char *line, size_t size, size_t count, void *context)
{
    struct response *response = context;
    struct dg_text text = {line, size * count};
    const char *colon = memchr(line, ':', text.length);
    struct dg_text name = {line, colon == NULL ? 0 : (size_t)(colon - line)};
    struct dg_text value = {NULL, 0};

    if (text.length >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        begin(response); /* what came before was an interim response */
        return text.length;
    }
    if (response->headers_ended) {
        return text.length; /* a trailer says nothing about the body's type */
    }
    if (colon == NULL) {
        response->headers_ended = trim(text).length == 0;
        return text.length;
    }
    value = trim((struct dg_text){colon + 1, text.length - name.length - 1});
    if (name.length == 12 && strncasecmp(line, "Content-Type", 12) == 0) {
        add_value(&response->content_type, value);
    } else if (name.length == 16 && strncasecmp(line, "Content-Encoding", 16) == 0) {
        add_value(&response->content_encoding, value);
    } else if (name.length == 14 && strncasecmp(line, "Content-Length", 14) == 0) {
        add_length(response, value);
    }
    return text.length;
}

size_t response_body(char *bytes, size_t size, size_t count, void *context)
{
    struct response *response = context;
    size_t length = size * count;

    if (length > response->max_body - response->body.length) {
        response->too_large = true;
        return 0;
    }
    scratch_add(&response->body, bytes, length);
    return response->body.failed ? 0 : length;
}

const char *response_value(struct scratch *value)
{
    return value->length == 0 ? NULL : scratch_string(value);
}

bool response_failed(const struct response *response)
{
    return response->body.failed || response->content_type.failed ||
           response->content_encoding.failed || response->content_length.failed;
}

void response_free(struct response *response)
{
    scratch_free(&response->body);
    scratch_free(&response->content_type);
    scratch_free(&response->content_encoding);
    scratch_free(&response->content_length);
}
