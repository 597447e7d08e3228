/* Reads a request and its response from an entry. The framer has checked that the entry is JSON, so
 * that brackets and quotes match. */
#include "input/har_entry.h"

#include <string.h>

#include "http/message.h"
#include "runtime/leaf.h"

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
static const char *string_end(const char *at, const char *end)
{
    at = dg_leaf_run_at(at, end).end;
    while (*at != '"') {
        at = dg_leaf_run_at(at + (*at == '\\' ? 2 : 1), end).end;
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
            at = string_end(at + 1, end);
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
static struct dg_text inside_of(const struct har_entry *entry, const char *at)
{
    return (struct dg_text){at + 1, (size_t)(string_end(at + 1, end_of(entry)) - at - 1)};
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
                return refuse(entry, "the member occurs twice", name.data - 1);
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
        struct dg_text name = inside_of(entry, at);

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
        return refuse(entry, "expected an object", object->value);
    }
    return find_members(entry, object->value, wanted);
}

static bool read_text(struct har_entry *entry, const char *value, struct buffer *out)
{
    if (is_null(value)) {
        return true;
    }
    if (!is_text(value)) {
        return refuse(entry, "expected a string", value);
    }
    wrapping_add_string(out, inside_of(entry, value));
    return true;
}

/* The same for the value of a header, which can't have a NUL (RFC 9110 §5.5). */
static bool read_value(struct har_entry *entry, const char *value, struct buffer *out)
{
    if (!read_text(entry, value, out)) {
        return false;
    }
    if (out->length > 0 && memchr(out->data, '\0', out->length) != NULL) {
        return refuse(entry, "a header must not contain a NUL", value);
    }
    return true;
}

/* Notes a Content-Length. Of a value that isn't a number of bytes only that there was a body is
   known: the recorder has read the body. */
static void note_length(struct har_entry *entry, const char *value)
{
    struct buffer text = {.data = NULL};
    struct dg_text digits;
    int64_t length = 0;

    if (is_text(value)) {
        wrapping_add_string(&text, inside_of(entry, value));
    }
    if (message_read_length(buffer_text(&text), &digits)) {
        for (size_t i = 0; i < digits.length; i++) {
            length = length * 10 + (digits.data[i] - '0');
        }
        entry->announced = length;
    } else {
        entry->announced_badly |= message_trim(buffer_text(&text)).length > 0;
    }
    buffer_free(&text);
}

/* Takes the first line of a text that has lines. Browsers write the values of several header lines
   into one, a line each. */
static struct dg_text take_line(struct dg_text *text)
{
    const char *end = text->length == 0 ? NULL : memchr(text->data, '\n', text->length);
    struct dg_text line = *text;

    if (end == NULL) {
        text->length = 0;
        return line;
    }
    line.length = (size_t)(end - text->data);
    text->data += line.length + 1;
    text->length -= line.length + 1;
    return line;
}

static void add_values(struct buffer *values, struct dg_text text)
{
    do {
        message_add_value(values, take_line(&text));
    } while (text.length > 0);
}

static bool read_header(struct har_entry *entry, const char *header)
{
    struct wanted wanted[] = {{"name", NULL}, {"value", NULL}, {NULL, NULL}};
    struct buffer value = {.data = NULL};
    struct buffer *values = NULL;
    bool read = true;

    if (*header != '{') {
        return refuse(entry, "expected an object", header);
    }
    if (!find_members(entry, header, wanted)) {
        return false;
    }
    if (is_text(wanted[0].value)) {
        struct dg_text name = inside_of(entry, wanted[0].value);

        if (wrapping_is_string(name, "Content-Type", true)) {
            values = &entry->content_type;
        } else if (wrapping_is_string(name, "Content-Encoding", true)) {
            values = &entry->content_encoding;
        } else if (wrapping_is_string(name, "Content-Length", true)) {
            note_length(entry, wanted[1].value);
        }
    }
    if (values == NULL) {
        return true;
    }
    read = read_value(entry, wanted[1].value, &value);
    add_values(values, buffer_text(&value));
    buffer_free(&value);
    return read;
}

static bool read_headers(struct har_entry *entry, const char *at)
{
    if (is_null(at)) {
        return true;
    }
    if (*at != '[') {
        return refuse(entry, "expected an array", at);
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

/* The integer at `value`; `otherwise` if it isn't an integer. Recorders write 200.0, too. */
static int64_t integer_at(const struct har_entry *entry, const char *value, int64_t otherwise)
{
    struct dg_text number = {value, 0};
    int64_t integer = otherwise;

    if (value == NULL || (*value != '-' && (*value < '0' || *value > '9'))) {
        return otherwise;
    }
    number.length = (size_t)(scalar_end(value, end_of(entry)) - value);
    return dg_number_integer(number, &integer) ? integer : otherwise;
}

/* A status of 0 means that there was none; some recorders write -1. */
static bool read_status(struct har_entry *entry, const char *value)
{
    int64_t status = integer_at(entry, value, INT64_MIN);

    if (is_null(value) || status == 0 || status == -1) {
        return true;
    }
    if (status < 100 || status > 999) {
        return refuse(entry, "expected a status: a number of three digits, or 0", value);
    }
    entry->status = (int)status;
    return true;
}

/* Reads whether the body is in base64. Some recorders name the encoding of plain text. Returns
   false if the body has another encoding. */
static bool read_encoding(struct har_entry *entry, const char *value)
{
    struct buffer encoding = {.data = NULL};
    bool read = read_text(entry, value, &encoding);
    const struct dg_text name = buffer_text(&encoding);

    entry->in_base64 = message_is_named(name, "base64");
    if (read && name.length > 0 && !entry->in_base64 && !message_is_named(name, "utf-8") &&
        !message_is_named(name, "utf8")) {
        read = refuse(entry, "the encoding must be base64", value);
    }
    buffer_free(&encoding);
    return read;
}

static bool read_body(struct har_entry *entry, const char *text, struct wrapping *wrapping)
{
    if (is_null(text)) {
        return true;
    }
    if (!is_text(text)) {
        return refuse(entry, "expected a string", text);
    }
    entry->has_text = true;
    if (!entry->in_base64) {
        wrapping_take_string(wrapping, inside_of(entry, text), &entry->body);
    } else if (!wrapping_take_base64(wrapping, inside_of(entry, text), &entry->body)) {
        return refuse(entry, "not base64", text);
    }
    return true;
}

static bool read_content(struct har_entry *entry, const struct wanted *content,
                         struct wrapping *wrapping)
{
    struct wanted wanted[] = {{"text", NULL},     {"encoding", NULL},   {"size", NULL},
                              {"mimeType", NULL}, {"_truncated", NULL}, {"_encoded", NULL},
                              {"_file", NULL},    {NULL, NULL}};

    if (is_null(content->value)) {
        return true;
    }
    if (!find_inside(entry, content, wanted)) {
        return false;
    }
    entry->size = integer_at(entry, wanted[2].value, -1);
    entry->truncated = is_true(wanted[4].value);
    entry->encoded = is_true(wanted[5].value);
    if (is_text(wanted[6].value)) {
        wrapping_add_string(&entry->file, inside_of(entry, wanted[6].value));
    }
    return read_value(entry, wanted[3].value, &entry->media_type) &&
           read_encoding(entry, wanted[1].value) && read_body(entry, wanted[0].value, wrapping);
}

static bool read_response(struct har_entry *entry, const char *value, struct wrapping *wrapping)
{
    const struct wanted response = {NULL, value};
    struct wanted wanted[] = {
        {"status", NULL}, {"headers", NULL}, {"content", NULL}, {"bodySize", NULL}, {NULL, NULL}};

    if (is_null(value)) {
        return true;
    }
    if (!find_inside(entry, &response, wanted)) {
        return false;
    }
    entry->transferred = integer_at(entry, wanted[3].value, -1);
    return read_status(entry, wanted[0].value) && read_headers(entry, wanted[1].value) &&
           read_content(entry, &wanted[2], wrapping);
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
        return refuse(entry, "expected an object with a method and a url", request->value);
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
    buffer_clear(&entry->method);
    buffer_clear(&entry->url);
    entry->json = json;
    entry->response = NULL;
    entry->retried = false;
    return read_entry(entry) ? HAR_READ : HAR_FAULT;
}

static void forget_response(struct har_entry *entry, struct wrapping *wrapping)
{
    buffer_clear(&entry->content_type);
    buffer_clear(&entry->content_encoding);
    buffer_clear(&entry->media_type);
    buffer_clear(&entry->body);
    buffer_clear(&entry->file);
    buffer_clear(&entry->lost);
    buffer_clear(&wrapping->marks);
    wrapping->begin = 0;
    entry->status = 0;
    entry->has_text = entry->in_base64 = entry->truncated = entry->encoded = false;
    entry->announced_badly = false;
    entry->size = entry->transferred = entry->announced = -1;
}

enum har_result har_entry_read_response(struct har_entry *entry, struct wrapping *wrapping)
{
    forget_response(entry, wrapping);
    return read_response(entry, entry->response, wrapping) ? HAR_READ : HAR_FAULT;
}

void har_entry_free(struct har_entry *entry)
{
    buffer_free(&entry->method);
    buffer_free(&entry->url);
    buffer_free(&entry->content_type);
    buffer_free(&entry->content_encoding);
    buffer_free(&entry->media_type);
    buffer_free(&entry->body);
    buffer_free(&entry->spare);
    buffer_free(&entry->lost);
    buffer_free(&entry->file);
}
