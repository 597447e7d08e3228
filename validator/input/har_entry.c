/* Reads a request and its response from an entry. The framer has checked that the entry is JSON, so
 * that brackets and quotes match. */
#include "input/har_entry.h"

#include <string.h>
#include <strings.h>

#include "http/message.h"

/* A member that is looked for, and the position of its value; NULL: there is none. */
struct wanted {
    const char *name;
    const char *value;
};

static const char *skip_space(const char *at)
{
    while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') {
        at++;
    }
    return at;
}

/* The closing quote of the string that `at` is inside. */
static const char *string_end(const char *at)
{
    while (*at != '"') {
        at += *at == '\\' ? 2 : 1;
    }
    return at;
}

/* The end of the entry. */
static const char *end_of(const struct har_entry *entry)
{
    return entry->json.data + entry->json.length;
}

static const char *scalar_end(const char *at, const char *end)
{
    while (at < end && strchr(" \n\r\t,]}", *at) == NULL) {
        at++;
    }
    return at;
}

/* The end of the value at `at`. */
static const char *value_end(const char *at, const char *end)
{
    size_t depth = 0;

    if (*at != '{' && *at != '[' && *at != '"') {
        return scalar_end(at, end);
    }
    do {
        if (*at == '"') {
            at = string_end(at + 1);
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            depth--;
        }
        at++;
    } while (depth > 0);
    return at;
}

/* The text between the quotes at `at`. */
static struct dg_text inside_of(const char *at)
{
    return (struct dg_text){at + 1, (size_t)(string_end(at + 1) - at - 1)};
}

static bool is_text(const char *value)
{
    return value != NULL && *value == '"';
}

static bool is_null(const char *value)
{
    return value == NULL || *value == 'n';
}

static bool is_true(const char *value)
{
    return value != NULL && *value == 't';
}

static bool refuse(struct har_entry *entry, const char *fault, const char *at)
{
    entry->fault = fault;
    entry->fault_at = (size_t)(at - entry->json.data);
    return false;
}

static bool note_member(struct har_entry *entry, struct dg_text name, const char *value,
                        struct wanted *wanted)
{
    for (; wanted->name != NULL; wanted++) {
        if (wrapping_is_string(name, wanted->name, false)) {
            if (wanted->value != NULL) {
                return refuse(entry, "this member occurs twice", name.data - 1);
            }
            wanted->value = value;
        }
    }
    return true;
}

/* Looks for members of the object at `at`. `wanted` ends with a row without a name. Returns false
   if one occurs twice. */
static bool find_members(struct har_entry *entry, const char *at, struct wanted *wanted)
{
    at = skip_space(at + 1);
    while (*at != '}') {
        struct dg_text name = inside_of(at);

        at = skip_space(name.data + name.length + 1);
        at = skip_space(at + 1); /* the colon */
        if (!note_member(entry, name, at, wanted)) {
            return false;
        }
        at = skip_space(value_end(at, end_of(entry)));
        if (*at == ',') {
            at = skip_space(at + 1);
        }
    }
    return true;
}

/* The same for a member, which must be an object. */
static bool find_inside(struct har_entry *entry, const struct wanted *object, struct wanted *wanted)
{
    if (*object->value != '{') {
        return refuse(entry, "this must be an object", object->value);
    }
    return find_members(entry, object->value, wanted);
}

static bool read_text(struct har_entry *entry, const char *value, struct buffer *out)
{
    if (is_null(value)) {
        return true;
    }
    if (!is_text(value)) {
        return refuse(entry, "this must be a string", value);
    }
    wrapping_add_string(out, inside_of(value));
    return true;
}

/* The same for the value of a header, which can't have a NUL (RFC 9110 §5.5). */
static bool read_value(struct har_entry *entry, const char *value, struct buffer *out)
{
    if (!read_text(entry, value, out)) {
        return false;
    }
    if (out->length > 0 && memchr(out->data, '\0', out->length) != NULL) {
        return refuse(entry, "this contains a NUL, which is not allowed in a header", value);
    }
    return true;
}

static bool read_header(struct har_entry *entry, const char *header)
{
    struct wanted wanted[] = {{"name", NULL}, {"value", NULL}, {NULL, NULL}};
    struct buffer value = {.data = NULL};
    struct buffer *values = NULL;
    bool read = true;

    if (*header != '{') {
        return refuse(entry, "this must be an object", header);
    }
    if (!find_members(entry, header, wanted)) {
        return false;
    }
    if (is_text(wanted[0].value)) {
        struct dg_text name = inside_of(wanted[0].value);

        if (wrapping_is_string(name, "Content-Type", true)) {
            values = &entry->content_type;
        } else if (wrapping_is_string(name, "Content-Encoding", true)) {
            values = &entry->content_encoding;
        }
    }
    if (values == NULL) {
        return true;
    }
    read = read_value(entry, wanted[1].value, &value);
    message_add_value(values, buffer_text(&value));
    values->failed |= value.failed;
    buffer_free(&value);
    return read;
}

static bool read_headers(struct har_entry *entry, const char *at)
{
    if (is_null(at)) {
        return true;
    }
    if (*at != '[') {
        return refuse(entry, "this must be an array", at);
    }
    at = skip_space(at + 1);
    while (*at != ']') {
        if (!read_header(entry, at)) {
            return false;
        }
        at = skip_space(value_end(at, end_of(entry)));
        if (*at == ',') {
            at = skip_space(at + 1);
        }
    }
    return true;
}

/* A status of 0 means that there was none; some recorders write -1. */
static bool read_status(struct har_entry *entry, const char *value, int *status)
{
    struct dg_text number = {value, 0};

    if (is_null(value)) {
        return true;
    }
    number.length = (size_t)(scalar_end(value, end_of(entry)) - value);
    if (dg_text_equal(number, dg_text_of("0")) || dg_text_equal(number, dg_text_of("-1"))) {
        return true;
    }
    for (size_t i = 0; i < number.length; i++) {
        if (number.length != 3 || value[0] == '0' || value[i] < '0' || value[i] > '9') {
            return refuse(entry, "this must be a status: a number of three digits, or 0", value);
        }
        *status = *status * 10 + (value[i] - '0');
    }
    return true;
}

/* Whether the recorded body is shorter than content.size. */
static bool has_size(struct har_entry *entry, const char *value)
{
    const char *end = value == NULL ? NULL : scalar_end(value, end_of(entry));

    for (; value != end; value++) {
        if (*value >= '1' && *value <= '9') {
            return true;
        }
        if (*value != '0') {
            return false;
        }
    }
    return false;
}

/* Gets whether the body is in base64. Returns false if it has another encoding. */
static bool read_encoding(struct har_entry *entry, const char *value, bool *is_base64)
{
    struct buffer encoding = {.data = NULL};
    bool read = read_text(entry, value, &encoding);

    *is_base64 = encoding.length == 6 && strncasecmp(encoding.data, "base64", 6) == 0;
    if (read && encoding.length > 0 && !*is_base64) {
        read = refuse(entry, "the encoding must be base64", value);
    }
    entry->media_type.failed |= encoding.failed;
    buffer_free(&encoding);
    return read;
}

static bool read_body(struct har_entry *entry, const struct wanted *content,
                      struct wrapping *wrapping)
{
    const char *text = content[0].value;
    bool is_base64 = false;

    if (!read_encoding(entry, content[1].value, &is_base64)) {
        return false;
    }
    if (is_null(text)) {
        return true;
    }
    if (!is_text(text)) {
        return refuse(entry, "this must be a string", text);
    }
    if (!is_base64) {
        wrapping_take_string(wrapping, inside_of(text), &entry->body);
    } else if (!wrapping_take_base64(wrapping, inside_of(text), &entry->body)) {
        return refuse(entry, "not base64", text);
    }
    /* A recorder that didn't keep the body may write an empty one. */
    entry->body_missing = entry->body.length == 0 && has_size(entry, content[2].value);
    return true;
}

static bool read_content(struct har_entry *entry, const struct wanted *content,
                         struct wrapping *wrapping)
{
    struct wanted wanted[] = {{"text", NULL},     {"encoding", NULL},   {"size", NULL},
                              {"mimeType", NULL}, {"_truncated", NULL}, {"_encoded", NULL},
                              {NULL, NULL}};

    if (is_null(content->value)) {
        return true;
    }
    if (!find_inside(entry, content, wanted)) {
        return false;
    }
    entry->truncated = is_true(wanted[4].value);
    entry->encoded = is_true(wanted[5].value);
    return read_value(entry, wanted[3].value, &entry->media_type) &&
           read_body(entry, wanted, wrapping);
}

static bool read_response(struct har_entry *entry, const char *value, struct wrapping *wrapping)
{
    const struct wanted response = {NULL, value};
    struct wanted wanted[] = {{"status", NULL}, {"headers", NULL}, {"content", NULL}, {NULL, NULL}};

    if (is_null(value)) {
        return true;
    }
    return find_inside(entry, &response, wanted) &&
           read_status(entry, wanted[0].value, &entry->status) &&
           read_headers(entry, wanted[1].value) && read_content(entry, &wanted[2], wrapping);
}

static bool read_request(struct har_entry *entry, const struct wanted *request)
{
    struct wanted wanted[] = {{"method", NULL}, {"url", NULL}, {NULL, NULL}};

    if (is_null(request->value)) {
        return refuse(entry, "the entry has no request", entry->json.data);
    }
    if (!find_inside(entry, request, wanted)) {
        return false;
    }
    if (!is_text(wanted[0].value) || !is_text(wanted[1].value)) {
        return refuse(entry, "this must have a method and a url", request->value);
    }
    return read_text(entry, wanted[0].value, &entry->method) &&
           read_text(entry, wanted[1].value, &entry->url);
}

static bool read_entry(struct har_entry *entry)
{
    const struct wanted whole = {NULL, entry->json.data};
    struct wanted wanted[] = {
        {"request", NULL}, {"response", NULL}, {"_retried", NULL}, {NULL, NULL}};

    if (!find_inside(entry, &whole, wanted) || !read_request(entry, &wanted[0])) {
        return false;
    }
    entry->response = wanted[1].value;
    entry->retried = is_true(wanted[2].value);
    return true;
}

enum har_result har_entry_read(struct har_entry *entry, struct dg_text json)
{
    bool read = false;

    buffer_clear(&entry->method);
    buffer_clear(&entry->url);
    entry->json = json;
    entry->response = NULL;
    entry->retried = false;
    read = read_entry(entry);
    if (entry->method.failed || entry->url.failed) {
        return HAR_NO_MEMORY;
    }
    return read ? HAR_READ : HAR_FAULT;
}

bool har_entry_failed(const struct har_entry *entry)
{
    return entry->method.failed || entry->url.failed || entry->content_type.failed ||
           entry->content_encoding.failed || entry->media_type.failed || entry->body.failed;
}

enum har_result har_entry_read_response(struct har_entry *entry, struct wrapping *wrapping)
{
    bool read = false;

    buffer_clear(&entry->content_type);
    buffer_clear(&entry->content_encoding);
    buffer_clear(&entry->media_type);
    buffer_clear(&entry->body);
    buffer_clear(&wrapping->marks);
    wrapping->begin = 0;
    entry->status = 0;
    entry->body_missing = true;
    entry->truncated = entry->encoded = false;
    read = read_response(entry, entry->response, wrapping);
    if (har_entry_failed(entry) || wrapping->marks.failed) {
        return HAR_NO_MEMORY;
    }
    return read ? HAR_READ : HAR_FAULT;
}

void har_entry_free(struct har_entry *entry)
{
    buffer_free(&entry->method);
    buffer_free(&entry->url);
    buffer_free(&entry->content_type);
    buffer_free(&entry->content_encoding);
    buffer_free(&entry->media_type);
    buffer_free(&entry->body);
}
