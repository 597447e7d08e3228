/* Frames responses as `curl -i` prints them: header, body, and perhaps the next response. curl
 * undoes chunks and compression but prints the header unchanged, so that the end of the body is
 * taken from the header only where it fits. */
#include "input/input.h"

#include <string.h>

#include "base/display.h"
#include "http/content.h"
#include "http/decompress.h"
#include "input/http_role.h"

/* The parts of a response after `begin`; lengths are in bytes. */
struct message {
    uint64_t line;     /* of its status line */
    size_t header;     /* length of the header */
    size_t body;       /* length of the body */
    const char *fault; /* the reason why the response can't be read. Static; NULL: none */
    bool in_chunks;    /* the body is in input->http.body */
    bool has_none;     /* the response can't have a body */
    bool misfit;       /* the reason is that the body doesn't have the announced length */
    size_t announced;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_all_blank(const char *at, const char *end)
{
    while (at < end && is_blank(*at)) {
        at++;
    }
    return at == end;
}

static const char *at_offset(const struct input *input, size_t offset)
{
    return input->buffer + input->begin + offset;
}

/* The number of bytes that were read after `begin`. */
static size_t available(const struct input *input)
{
    return input->end - input->begin;
}

/* Moves *offset past white space. INPUT_RECORD: something else follows; INPUT_END: nothing
   follows. */
static enum input_step skip_blank(struct input *input, size_t *offset)
{
    enum input_step step = INPUT_RECORD;

    while (step == INPUT_RECORD) {
        while (*offset < available(input) && is_blank(*at_offset(input, *offset))) {
            *offset += 1;
        }
        if (*offset < available(input)) {
            return INPUT_RECORD;
        }
        step = input_fill(input);
    }
    return step;
}

/* The number of bytes that identify a status line: HTTP/1.1, a status, and the byte after the
 * status. */
#define TELLING 13

/* Reads more bytes, up to TELLING after `offset`. */
static size_t look_ahead(struct input *input, size_t offset)
{
    while (available(input) - offset < TELLING && input_fill(input) == INPUT_RECORD) {
    }
    return available(input) - offset;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the line at `offset` begins like a status line. */
static bool is_status_line(struct input *input, size_t offset)
{
    size_t length = look_ahead(input, offset);
    const char *at = at_offset(input, offset);

    return length > 5 && memcmp(at, "HTTP/", 5) == 0 && is_digit(at[5]);
}

/* A length in bytes, longer than any status line. */
#define LONGEST_LINE 1024

/* Whether a quote comes before the end of the line, as it must if a string of JSON is open. */
static bool is_in_string(struct input *input, size_t offset)
{
    size_t length = 0;

    while (available(input) - offset < LONGEST_LINE && input_fill(input) == INPUT_RECORD) {
    }
    length = available(input) - offset;
    length = length < LONGEST_LINE ? length : LONGEST_LINE;
    for (size_t i = 0; i < length; i++) {
        char c = *at_offset(input, offset + i);

        if (c == '"' || c == '\n') {
            return c == '"';
        }
    }
    return length == LONGEST_LINE;
}

/* Whether a status line begins in the middle of a line, after JSON that ended without a line
   end. */
static bool is_status_line_within(struct input *input, size_t offset)
{
    size_t length = look_ahead(input, offset);
    const char *at = at_offset(input, offset);
    size_t version = 1;

    if (length < TELLING || !is_status_line(input, offset)) {
        return false;
    }
    version = at[6] == '.' ? 3 : 1;
    at += 5 + version;
    return at[0] == ' ' && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]) &&
           is_blank(at[4]) && !is_in_string(input, offset);
}

static bool is_message(struct input *input, size_t offset)
{
    char before = '\0';

    if (offset == 0) {
        return false;
    }
    before = *at_offset(input, offset - 1);
    return before == '\n' ? is_status_line(input, offset)
                          : before == '}' && is_status_line_within(input, offset);
}

/* Moves *offset, which is not 0, to the next response: to a line that begins like a status line, or
 * to a status line after a brace. INPUT_END: there is none, and *offset is at the end. */
static enum input_step find_message(struct input *input, size_t *offset)
{
    enum input_step step = INPUT_RECORD;

    while (step == INPUT_RECORD) {
        const char *from = at_offset(input, *offset);
        const char *lead = memmem(from, available(input) - *offset, "HTTP/", 5);

        if (lead != NULL) {
            *offset += (size_t)(lead - from);
            if (is_message(input, *offset)) {
                return INPUT_RECORD;
            }
            *offset += 5;
            continue;
        }
        if (available(input) - *offset > 4) {
            *offset = available(input) - 4;
        }
        step = input_fill(input);
    }
    if (step == INPUT_END) {
        *offset = available(input);
    }
    return step;
}

/* Drops all bytes up to the next response or to the end. */
static enum input_step discard(struct input *input)
{
    size_t offset = 1;
    enum input_step step = find_message(input, &offset);

    while (step == INPUT_TOO_LONG) {
        input_pass(input, available(input) - TELLING - 1);
        offset = 1;
        step = find_message(input, &offset);
    }
    if (step == INPUT_RECORD || step == INPUT_END) {
        input_pass(input, offset);
        return INPUT_RECORD;
    }
    return step;
}

/* Reads the header after `begin`. INPUT_END: the header is cut off. */
static enum input_step read_header(struct input *input, struct message *message)
{
    struct response *response = &input->http.response;
    size_t line = 0;
    size_t searched = 0;

    response_free(response);
    *response = (struct response){.max_body = 0};
    for (;;) {
        const char *feed = memchr(at_offset(input, searched), '\n', available(input) - searched);
        enum input_step step = INPUT_RECORD;
        size_t length = 0;

        if (feed == NULL) {
            searched = available(input);
            step = input_fill(input);
            if (step != INPUT_RECORD) {
                return step;
            }
            continue;
        }
        length = (size_t)(feed + 1 - at_offset(input, line));
        if (response->fault == NULL) {
            response_header(input->buffer + input->begin + line, 1, length, response);
        }
        line += length;
        searched = line;
        if (response->headers_ended ||
            (response->fault != NULL && is_all_blank(feed + 1 - length, feed))) {
            message->header = line;
            message->fault = response->fault;
            message->line += response->fault_line == 0 ? 0 : response->fault_line - 1;
            return INPUT_RECORD;
        }
    }
}

static enum input_step end_body(struct input *input, struct message *message)
{
    size_t end = message->header;
    enum input_step step = find_message(input, &end);
    const char *body = at_offset(input, message->header);

    message->body = end - message->header;
    while (message->body > 0 && is_blank(body[message->body - 1])) {
        message->body--;
    }
    return step;
}

/* Whether the response ends `length` bytes after its header. */
static enum input_step try_length(struct input *input, const struct message *message, size_t length,
                                  bool *fits)
{
    enum input_step step = INPUT_RECORD;
    size_t offset = message->header + length;

    *fits = false;
    while (available(input) < offset && step == INPUT_RECORD) {
        step = input_fill(input);
    }
    if (step == INPUT_RECORD) {
        step = skip_blank(input, &offset);
        *fits = step == INPUT_END || (step == INPUT_RECORD && is_status_line(input, offset)) ||
                (step == INPUT_UNREADABLE && input->http.response.content_encoding.length == 0);
    }
    return step;
}

/* The body's length by the header; SIZE_MAX if that is too large for a length. */
static size_t length_of(const struct response *response)
{
    size_t length = 0;

    for (size_t i = 0; i < response->content_length.length; i++) {
        size_t digit = (size_t)(response->content_length.data[i] - '0');

        if (length > (SIZE_MAX / 2 - digit) / 10) {
            return SIZE_MAX / 2;
        }
        length = length * 10 + digit;
    }
    return length;
}

/* Whether the body was decompressed, so that its length isn't the announced one. */
static bool is_decompressed(struct input *input, const struct message *message)
{
    struct buffer *encoding = &input->http.response.content_encoding;
    const struct dg_text body = {at_offset(input, message->header), message->body};

    return encoding->length > 0 && message->body > 0 &&
           content_encoding_left(buffer_string(encoding), body) == NULL;
}

/* Whether curl dropped the body, as it does if it follows a redirect or answers a challenge. */
static bool was_dropped(const struct input *input, const struct message *message)
{
    int status = input->http.response.status;

    return (status / 100 == 3 || status == 401 || status == 407) && message->body == 0;
}

/* Notes that the body doesn't have the announced length. `followed`: another response follows. */
static void note_misfit(struct input *input, struct message *message, size_t length, bool followed)
{
    if (is_decompressed(input, message) || (followed && was_dropped(input, message))) {
        return;
    }
    if (message->body < length) {
        buffer_format(&input->http.lost, "its body is cut off: %zu of %zu bytes", message->body,
                      length);
        return;
    }
    message->fault = "the body is longer than its Content-Length";
    message->misfit = true;
    message->announced = length;
}

/* Reads a body whose length is in the header. */
static enum input_step read_length(struct input *input, struct message *message)
{
    size_t length = length_of(&input->http.response);
    bool fits = false;
    enum input_step step = try_length(input, message, length, &fits);

    if (fits) {
        message->body = length;
        return INPUT_RECORD;
    }
    if (step != INPUT_RECORD && step != INPUT_END) {
        return step;
    }
    step = end_body(input, message);
    if (step == INPUT_RECORD || step == INPUT_END) {
        note_misfit(input, message, length, step == INPUT_RECORD);
    }
    return step;
}

/* Undoes the chunks of the first `length` bytes of the body. */
static enum chunks take_chunks(struct input *input, const struct message *message, size_t length,
                               size_t *taken)
{
    input->wrapping.text = (struct dg_text){at_offset(input, message->header), length};
    return wrapping_take_chunks(&input->wrapping, input->wrapping.text, &input->http.body, taken);
}

/* Reads more until all chunks are there. The steps grow, since each attempt begins anew. */
static enum input_step await_chunks(struct input *input, struct message *message, enum chunks *read)
{
    enum input_step step = INPUT_RECORD;

    for (;;) {
        size_t length = available(input) - message->header;

        *read = take_chunks(input, message, length, &message->body);
        if (*read == CHUNKS_WHOLE || *read == CHUNKS_OTHER || step != INPUT_RECORD) {
            return step;
        }
        while (step == INPUT_RECORD && available(input) - message->header < 2 * length + 1) {
            step = input_fill(input);
        }
    }
}

/* Reads a body that is in chunks, as the header says. */
static enum input_step read_chunks(struct input *input, struct message *message)
{
    enum chunks read = CHUNKS_OTHER;
    enum input_step step = await_chunks(input, message, &read);
    size_t taken = 0;

    if (read == CHUNKS_WHOLE || read == CHUNKS_OPEN) {
        message->in_chunks = true;
        return INPUT_RECORD;
    }
    if (step == INPUT_UNREADABLE) {
        return step;
    }
    step = end_body(input, message);
    if ((step == INPUT_RECORD || step == INPUT_END) && message->body > 0 &&
        take_chunks(input, message, message->body, &taken) == CHUNKS_CUT) {
        buffer_add(&input->http.lost, "its body is cut off inside a chunk");
    }
    return step;
}

/* Finds the end of the response. INPUT_END and INPUT_RECORD both mean success. */
static enum input_step read_body(struct input *input, struct message *message)
{
    struct response *response = &input->http.response;
    bool has_none = !content_is_possible(response->status, input->bodiless);
    const char *coding = response_value(&response->transfer_encoding);

    message->has_none = has_none;
    if (response->fault == NULL && !has_none && coding != NULL &&
        strcasestr(coding, "chunked") != NULL) {
        return read_chunks(input, message);
    }
    if (response->fault == NULL && !has_none && response->content_length.length > 0) {
        return read_length(input, message);
    }
    return end_body(input, message);
}

/* Whether the response is an interim one (RFC 9110 §15.2). */
static bool is_interim(const struct input *input)
{
    const struct response *response = &input->http.response;

    return response->status / 100 == 1 && response->status != 101;
}

static enum http_role find_role(struct input *input, const struct message *message)
{
    size_t next = message->header + message->body;

    if (is_interim(input)) {
        return HTTP_ROLE_BEFORE;
    }
    if (skip_blank(input, &next) != INPUT_RECORD || !is_status_line(input, next)) {
        return HTTP_ROLE_ANSWER;
    }
    return http_role_of_followed(&input->http.response, message->body > 0, message->in_chunks);
}

static enum input_step too_long(struct input *input, struct record *record)
{
    enum input_step step = INPUT_RECORD;

    input->number++;
    *record = input_record(input, "response");
    step = discard(input);
    return step == INPUT_RECORD ? INPUT_TOO_LONG : step;
}

static enum input_step faulty(struct input *input, const struct message *message,
                              struct record *record)
{
    unsigned long long line = message->line;

    input->number++;
    *record = input_record(input, "response");
    input_pass(input, message->header + message->body);
    if (message->misfit) {
        return input_fault(input, INPUT_FAULTY, "line %llu: %s: %zu bytes instead of %zu", line,
                           message->fault, message->body, message->announced);
    }
    return input_fault(input, INPUT_FAULTY, "line %llu: %s", line, message->fault);
}

static enum input_step no_status_line(struct input *input, struct record *record)
{
    unsigned long long line = input->line;
    enum input_step step = INPUT_RECORD;

    input->number++;
    *record = input_record(input, "response");
    step = discard(input);
    return step == INPUT_RECORD
               ? input_fault(input, INPUT_FAULTY, "line %llu: not an HTTP status line", line)
               : step;
}

/* Notes the position of the body in the file, if the body is wrapped. */
static void note_wrapping(struct input *input, struct dg_text body, struct record *record)
{
    struct wrapping *wrapping = &input->wrapping;

    wrapping->text = body;
    wrapping->offset = input->offset;
    wrapping->line = input->line;
    wrapping->column = input->column;
    record->offset = 0;
    record->line = record->column = 1;
    record->apart = true;
    record->wrapping = wrapping;
}

/* Undoes the codings that are left. A body whose codings can't be undone is lost. */
static enum decompressed undo_codings(struct input *input, const char *encoding,
                                      struct dg_text *body)
{
    struct http *http = &input->http;
    enum decompressed result =
        decompress(&http->plain, *body, dg_text_of(encoding), input->max_record);

    input->wrapping.kind = WRAPPING_COMPRESSED;
    input->wrapping.begin = 0;
    *body = buffer_text(&http->plain);
    if (result == DECOMPRESS_UNKNOWN) {
        buffer_add(&http->lost, "its body has an unsupported compression: ");
    } else if (result == DECOMPRESS_CUT) {
        buffer_add(&http->lost, "its compressed body is cut off: ");
    } else if (result == DECOMPRESS_DAMAGED) {
        buffer_add(&http->lost, "its compressed body is damaged: ");
    }
    if (http->lost.length > 0) {
        display_add_utf8(&http->lost, dg_text_of(encoding), 40);
    }
    return result;
}

/* Takes the body without chunks and codings. */
static enum input_step take_body(struct input *input, const struct message *message,
                                 struct record *record)
{
    struct response *response = &input->http.response;
    struct dg_text kept = {at_offset(input, 0), message->has_none ? 0 : message->body};
    struct dg_text body = message->in_chunks ? buffer_text(&input->http.body) : kept;
    const char *encoding = content_encoding_left(response_value(&response->content_encoding), body);
    enum decompressed result = DECOMPRESSED;

    if (encoding != NULL && input->http.lost.length == 0) {
        result = undo_codings(input, encoding, &body);
    }
    if (message->in_chunks || body.data == input->http.plain.data) {
        note_wrapping(input, kept, record);
    }
    record->bytes = record->shown = body.data;
    record->length = body.length;
    input_pass(input, message->body);
    return result == DECOMPRESS_TOO_LONG ? INPUT_TOO_LONG : INPUT_RECORD;
}

static enum input_step yield(struct input *input, const struct message *message,
                             enum http_role role, struct record *record)
{
    struct response *response = &input->http.response;
    enum input_step step = INPUT_RECORD;

    input_pass(input, message->header);
    input->number++;
    *record = input_record(input, "response");
    step = take_body(input, message, record);
    input->capture = (struct capture){
        .status = response->status,
        .content_type = response_value(&response->content_type),
        .of_proxy_perhaps = role == HTTP_ROLE_OF_PROXY_PERHAPS,
    };
    if (input->http.lost.length > 0) {
        input->capture.body_lost = buffer_string(&input->http.lost);
    }
    record->capture = &input->capture;
    return step;
}

/* Frames the response after `begin`; *passed is whether this response is not to be judged. */
static enum input_step frame(struct input *input, struct record *record, bool *passed)
{
    struct message message = {.line = input->line};
    enum input_step step = INPUT_RECORD;
    enum http_role role = HTTP_ROLE_ANSWER;

    buffer_clear(&input->http.lost);
    if (!is_status_line(input, 0)) {
        return no_status_line(input, record);
    }
    step = read_header(input, &message);
    if (step == INPUT_END) {
        message.header = available(input);
        message.fault = "the header is cut off";
        return faulty(input, &message, record);
    }
    if (step == INPUT_RECORD && !is_interim(input)) {
        step = read_body(input, &message);
    }
    if (step == INPUT_UNREADABLE) {
        return step;
    }
    if (step == INPUT_TOO_LONG || message.header + message.body > input->max_record) {
        return too_long(input, record);
    }
    if (message.fault != NULL) {
        return faulty(input, &message, record);
    }
    role = find_role(input, &message);
    *passed = role == HTTP_ROLE_BEFORE;
    if (*passed) {
        input_pass(input, message.header + message.body);
        return INPUT_RECORD;
    }
    return yield(input, &message, role, record);
}

static void skip_byte_order_mark(struct input *input)
{
    while (available(input) < 3 && input_fill(input) == INPUT_RECORD) {
    }
    if (available(input) >= 3 && memcmp(at_offset(input, 0), "\xEF\xBB\xBF", 3) == 0) {
        input_pass(input, 3);
    }
}

/* Moves past all white space. */
static enum input_step pass_blank(struct input *input)
{
    size_t blank = 0;
    enum input_step step = skip_blank(input, &blank);

    while (step == INPUT_TOO_LONG) {
        input_pass(input, blank);
        blank = 0;
        step = skip_blank(input, &blank);
    }
    if (step == INPUT_RECORD) {
        input_pass(input, blank);
    }
    return step;
}

/* Reports that the input ends after an interim response, which is on `line`. */
static enum input_step only_interim(struct input *input, uint64_t line, struct record *record)
{
    input->number++;
    *record = input_record(input, "response");
    return input_fault(input, INPUT_FAULTY, "line %llu: an interim response without a final one",
                       (unsigned long long)line);
}

enum input_step input_http_next(struct input *input, struct record *record)
{
    uint64_t interim = 0; /* the line of the previous interim response; 0: there was none */
    bool passed = true;
    enum input_step step = INPUT_RECORD;

    *record = (struct record){.input = input->name};
    if (input->offset == 0) {
        skip_byte_order_mark(input);
    }
    while (passed && step == INPUT_RECORD) {
        uint64_t line = 0;

        passed = false;
        step = pass_blank(input);
        if (step == INPUT_END && interim > 0) {
            return only_interim(input, interim, record);
        }
        if (step != INPUT_RECORD) {
            return step;
        }
        line = input->line;
        step = frame(input, record, &passed);
        interim = line;
    }
    return step;
}
