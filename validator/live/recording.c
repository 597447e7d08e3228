/* Writes attempts as HAR: a tree of cJSON for each, written after each attempt. */
#include "live/recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "base/display.h"
#include "base/redact.h"
#include "common/memory.h"
#include "http/message.h"

/* An entry in the making. */
struct entry {
    struct dg_text token;
};

/* cJSON has our allocator, so that no function of cJSON fails. */
static void add(cJSON *object, const char *name, cJSON *value)
{
    (void)cJSON_AddItemToObject(object, name, value);
}

static void add_number(cJSON *object, const char *name, double number)
{
    add(object, name, cJSON_CreateNumber(number));
}

/* Adds UTF-8 unchanged, and as \xNN all other bytes and NUL, which would end the text for cJSON. */
static void add_valid(struct buffer *out, struct dg_text text)
{
    while (text.length > 0) {
        const char *nul = memchr(text.data, '\0', text.length);
        size_t length = nul == NULL ? text.length : (size_t)(nul - text.data);

        display_add_utf8(out, (struct dg_text){text.data, length}, SIZE_MAX);
        if (nul != NULL) {
            buffer_add(out, "\\x00");
            length++;
        }
        text.data += length;
        text.length -= length;
    }
}

/* Adds text from outside, without the token. */
static void add_text(struct entry *entry, cJSON *object, const char *name, struct dg_text text)
{
    struct buffer bare = {.data = NULL};
    struct buffer valid = {.data = NULL};

    buffer_add_bytes(&bare, text.data, text.length);
    redact(bare.data, bare.length, entry->token);
    add_valid(&valid, buffer_text(&bare));
    add(object, name, cJSON_CreateString(buffer_string(&valid)));
    buffer_free(&bare);
    buffer_free(&valid);
}

static void add_string(struct entry *entry, cJSON *object, const char *name, const char *string)
{
    add_text(entry, object, name, dg_text_of(string));
}

/* An empty object or array for a member. */
static cJSON *add_node(cJSON *object, const char *name, bool array)
{
    cJSON *node = array ? cJSON_CreateArray() : cJSON_CreateObject();

    add(object, name, node);
    return node;
}

static cJSON *append_object(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();

    (void)cJSON_AddItemToArray(array, object);
    return object;
}

static void append_header(struct entry *entry, cJSON *headers, const struct message_field *field)
{
    cJSON *header = append_object(headers);
    bool secret = redact_is_secret(field->name);

    add_text(entry, header, "name", message_trim(field->name));
    add_text(entry, header, "value", secret ? dg_text_of("[redacted]") : field->value);
}

/* Adds the headers in `lines`, which begin with a status line or request line. */
static void add_headers(struct entry *entry, cJSON *object, struct dg_text lines)
{
    cJSON *headers = add_node(object, "headers", true);
    struct message_fields fields = {.lines = lines};
    struct message_field field;
    struct dg_text line;

    if (!message_next_line(&fields.lines, &line)) {
        return;
    }
    while (message_next_field(&fields, &field)) {
        append_header(entry, headers, &field);
    }
    buffer_free(&fields.line);
}

/* The word at `index` of a line; empty after the last word. The third word is the rest of the
 * line. */
static struct dg_text word_at(struct dg_text line, size_t index)
{
    while (index-- > 0) {
        const char *blank = line.length == 0 ? NULL : memchr(line.data, ' ', line.length);

        if (blank == NULL) {
            return (struct dg_text){"", 0};
        }
        line.length -= (size_t)(blank - line.data) + 1;
        line.data = blank + 1;
    }
    return line;
}

static struct dg_text first_word(struct dg_text line)
{
    const char *blank = line.length == 0 ? NULL : memchr(line.data, ' ', line.length);

    return blank == NULL ? line : (struct dg_text){line.data, (size_t)(blank - line.data)};
}

static void add_query(struct entry *entry, cJSON *request, const char *url)
{
    cJSON *list = add_node(request, "queryString", true);
    const char *at = strchr(url, '?');

    while (at != NULL) {
        size_t length = strcspn(at + 1, "&");
        size_t name = strcspn(at + 1, "=&");
        cJSON *pair = append_object(list);

        add_text(entry, pair, "name", (struct dg_text){at + 1, name});
        add_text(
            entry, pair, "value",
            (struct dg_text){at + 1 + name + (name < length), length - name - (name < length)});
        at = at[1 + length] == '\0' ? NULL : at + 1 + length;
    }
}

static void add_request(struct entry *entry, cJSON *object, const struct request *sent,
                        struct dg_text head)
{
    cJSON *request = add_node(object, "request", false);
    struct dg_text lines = head;
    struct dg_text line;
    char *url = memory_copy(sent->url.data, sent->url.length);

    (void)message_next_line(&lines, &line);
    add_string(entry, request, "method", sent->operation->method);
    add_string(entry, request, "url", url);
    add_text(entry, request, "httpVersion", word_at(line, 2));
    add_node(request, "cookies", true);
    add_headers(entry, request, head);
    add_query(entry, request, url);
    add_number(request, "headersSize", head.length == 0 ? -1 : (double)head.length);
    add_number(request, "bodySize", 0);
    free(url);
}

/* Adds bytes in base64 (RFC 4648 §4). */
static void encode_base64(struct buffer *out, struct dg_text bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    buffer_reserve(out, bytes.length / 3 * 4 + 5);
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i;
        unsigned value = (unsigned)(unsigned char)bytes.data[i] << 16;

        value |= left > 1 ? (unsigned)(unsigned char)bytes.data[i + 1] << 8 : 0;
        value |= left > 2 ? (unsigned)(unsigned char)bytes.data[i + 2] : 0;
        const char group[4] = {digits[value >> 18], digits[value >> 12 & 63],
                               left > 1 ? digits[value >> 6 & 63] : '=',
                               left > 2 ? digits[value & 63] : '='};
        buffer_add_bytes(out, group, sizeof group);
    }
}

static void add_body(struct entry *entry, cJSON *content, const struct buffer *body)
{
    struct buffer copy = {.data = NULL};
    struct buffer text = {.data = NULL};

    buffer_add_bytes(&copy, body->data, body->length);
    redact(copy.data, copy.length, entry->token);
    encode_base64(&text, buffer_text(&copy));
    add(content, "text", cJSON_CreateString(buffer_string(&text)));
    add(content, "encoding", cJSON_CreateString("base64"));
    buffer_free(&copy);
    buffer_free(&text);
}

static void add_content(struct entry *entry, cJSON *object, const struct response *response)
{
    cJSON *content = add_node(object, "content", false);

    add_number(content, "size", (double)response->body.length);
    add_text(entry, content, "mimeType", buffer_text(&response->content_type));
    add_body(entry, content, &response->body);
    if (response->too_large) {
        add(content, "_truncated", cJSON_CreateTrue());
    }
    if (response->content_encoding.length > 0) {
        add(content, "_encoded", cJSON_CreateTrue());
    }
}

/* Adds the value of Location: a redirect that was not followed. */
static void add_redirect(struct entry *entry, cJSON *object, struct dg_text head)
{
    struct buffer value = {.data = NULL};

    (void)message_find(head, "Location", &value);
    add_text(entry, object, "redirectURL", buffer_text(&value));
    buffer_free(&value);
}

static void add_response(struct entry *entry, cJSON *object, const struct attempt *attempt)
{
    const struct response *response = &attempt->response;
    struct dg_text head = buffer_text(&response->head);
    struct dg_text lines = head;
    struct dg_text line = {"", 0};
    cJSON *out = add_node(object, "response", false);

    (void)message_next_line(&lines, &line);
    add_number(out, "status", response->status);
    add_text(entry, out, "statusText", word_at(line, 2));
    add_text(entry, out, "httpVersion", first_word(line));
    add_node(out, "cookies", true);
    add_headers(entry, out, head);
    add_content(entry, out, response);
    add_redirect(entry, out, head);
    add_number(out, "headersSize", (double)head.length);
    add_number(out, "bodySize", response->too_large ? -1 : (double)response->body.length);
}

/* Adds the failure of an attempt, as browsers record it: the received part isn't a response. */
static void add_no_response(struct entry *entry, cJSON *object, const char *why)
{
    cJSON *out = add_node(object, "response", false);
    cJSON *content = NULL;

    add_number(out, "status", 0);
    add_string(entry, out, "statusText", "");
    add_string(entry, out, "httpVersion", "");
    add_node(out, "cookies", true);
    add_node(out, "headers", true);
    content = add_node(out, "content", false);
    add_number(content, "size", 0);
    add_string(entry, content, "mimeType", "");
    add_string(entry, out, "redirectURL", "");
    add_number(out, "headersSize", -1);
    add_number(out, "bodySize", -1);
    add_string(entry, out, "_error", why);
}

static void add_times(struct entry *entry, cJSON *object, const struct attempt *attempt)
{
    time_t seconds = (time_t)(attempt->started / 1000);
    struct tm parts = {.tm_year = 0};
    cJSON *timings = NULL;
    char text[64];
    size_t length = 0;

    gmtime_r(&seconds, &parts);
    length = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(text + length, sizeof text - length, ".%03dZ", (int)(attempt->started % 1000));
    add_string(entry, object, "startedDateTime", text);
    add_number(object, "time", (double)attempt->took);
    timings = add_node(object, "timings", false);
    add_number(timings, "send", 0);
    add_number(timings, "wait", (double)attempt->took);
    add_number(timings, "receive", 0);
}

static void write_string(struct recording *recording, const char *string)
{
    dg_write_bytes(&recording->output.writer, string, strlen(string));
}

bool recording_open(struct recording *recording, const char *path)
{
    cJSON_Hooks hooks = {.malloc_fn = memory_block, .free_fn = free};

    recording->open = recording->begun = false;
    if (path == NULL) {
        return true;
    }
    if (!output_open(&recording->output, path, FILE_READERS_OWNER)) {
        return false;
    }
    cJSON_InitHooks(&hooks);
    recording->open = true;
    write_string(recording, "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"");
    write_string(recording, PROGRAM_NAME);
    write_string(recording, "\",\"version\":\"" PROGRAM_VERSION "\"},\"entries\":[");
    return true;
}

void recording_add(struct recording *recording, const struct request *request,
                   const struct attempt *attempt)
{
    struct entry entry = {.token = buffer_text(&request->token)};
    cJSON *object = NULL;
    char *text = NULL;

    if (!recording->open) {
        return;
    }
    object = cJSON_CreateObject();
    add_times(&entry, object, attempt);
    add_request(&entry, object, request, buffer_text(&attempt->sent));
    if (attempt->why == NULL) {
        add_response(&entry, object, attempt);
    } else {
        add_no_response(&entry, object, attempt->why);
    }
    add_node(object, "cache", false);
    if (attempt->retried) {
        add(object, "_retried", cJSON_CreateTrue());
    }
    text = memory_checked(cJSON_PrintUnformatted(object));
    write_string(recording, recording->begun ? ",\n" : "\n");
    write_string(recording, text);
    recording->begun = true;
    cJSON_free(text);
    cJSON_Delete(object);
}

void recording_abandon(struct recording *recording)
{
    if (recording->open) {
        recording->open = false;
        output_abandon(&recording->output);
    }
}

bool recording_close(struct recording *recording)
{
    if (!recording->open) {
        return true;
    }
    if (!recording->begun) {
        recording_abandon(recording); /* nothing was sent: an earlier recording stays */
        return true;
    }
    recording->open = false;
    write_string(recording, "\n]}}\n");
    return output_commit(&recording->output);
}
