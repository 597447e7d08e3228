/* Findings as text for people. */
#include "runtime/finding_text.h"

#include <string.h>

#include "runtime/listing.h"
#include "runtime/report_internal.h"
#include "runtime/rule.h"
#include "runtime/shown.h"
#include "runtime/writer.h"

/* The number of code points of a text that are quoted: of a value, and of what was expected. */
#define LONGEST_VALUE 60
#define LONGEST_EXPECTED 200
/* Of a pointer. */
#define LONGEST_POINTER 1000

static const char ellipsis[] = "\xE2\x80\xA6";

/* A text being written: `harmless` for terminals, or only UTF-8. */
struct finding_out {
    struct dg_writer writer;
    bool harmless;
};

static struct finding_out finding_begin(char *buffer, size_t capacity, bool harmless)
{
    struct finding_out out = {.harmless = harmless};

    dg_writer_init(&out.writer, capacity == 0 ? NULL : buffer, capacity == 0 ? 0 : capacity - 1,
                   NULL);
    return out;
}

/* Ends the text with a NUL, after the last whole character. Returns the length of the whole text.
 */
static size_t finding_end(struct finding_out *out)
{
    char *buffer = out->writer.buffer;
    size_t used = out->writer.used;

    if (buffer != NULL && out->writer.gone > 0) {
        size_t begin = used;

        while (begin > 0 && used - begin < 3 && ((unsigned char)buffer[begin - 1] & 0xC0) == 0x80) {
            begin--;
        }
        begin -= begin > 0 ? 1 : 0;
        if (dg_utf8_sequence(buffer + begin, buffer + used) != used - begin) {
            used = begin;
        }
    }
    if (buffer != NULL) {
        buffer[used] = '\0';
    }
    return dg_writer_length(&out->writer);
}

/* Writes words of this program. */
static void finding_put(struct finding_out *out, const char *words)
{
    dg_write_bytes(&out->writer, words, strlen(words));
}

/* Writes at most `longest` characters of a text from outside. */
static void finding_put_text(struct finding_out *out, struct dg_text text, size_t longest)
{
    const char *at = text.data;
    const char *end = dg_shown_end(text, longest);
    bool cut = end != NULL && end < text.data + text.length;

    while (at != end) {
        char bytes[DG_SHOWN_BYTES];
        size_t plain = dg_shown_plain(at, end);
        size_t length;

        dg_write_bytes(&out->writer, at, plain);
        at += plain;
        if (at != end) {
            length =
                out->harmless ? dg_shown_next(&at, end, bytes) : dg_shown_utf8(&at, end, bytes);
            dg_write_bytes(&out->writer, bytes, length);
        }
    }
    finding_put(out, cut ? ellipsis : "");
}

const char *dg_severity_name(enum dg_severity severity)
{
    static const char *const names[] = {
        [DG_SEVERITY_OFF] = "off",
        [DG_SEVERITY_INFO] = "info",
        [DG_SEVERITY_WARNING] = "warning",
        [DG_SEVERITY_ERROR] = "error",
    };

    return names[severity];
}

/* Messages */

/* The noun before the expected value. */
static const char *finding_thing(enum dg_code code)
{
    static const char *const things[DG_CODE_COUNT] = {
        [DG_CODE_PATTERN] = "a match of ",
        [DG_CODE_HTTP_STATUS] = "the status ",
        [DG_CODE_HTTP_MEDIA_TYPE] = "the media type ",
        [DG_CODE_HTTP_PROBLEM_STATUS] = "the member 'status' to be ",
    };

    return things[code] == NULL ? "" : things[code];
}

static bool finding_is_about_text(enum dg_code code)
{
    switch (dg_code_kind(code)) {
    case DG_CODE_KIND_SYNTAX:
    case DG_CODE_KIND_TEXT:
        return true;
    case DG_CODE_KIND_KEYWORD:
    case DG_CODE_KIND_SCHEMA:
    case DG_CODE_KIND_RULE:
    case DG_CODE_KIND_RESPONSE:
        break;
    }
    return false;
}

struct dg_text dg_finding_found(const struct dg_finding *finding)
{
    struct dg_text actual = finding->actual;
    enum dg_code_kind kind = dg_code_kind(finding->code);
    bool of_value = kind == DG_CODE_KIND_KEYWORD || kind == DG_CODE_KIND_RULE;

    if (finding->code == DG_CODE_REQUIRED) {
        return (struct dg_text){NULL, 0}; /* the value is the whole object */
    }
    if (of_value && actual.length == 1 && actual.data[0] == '{') {
        return (struct dg_text)DG_TEXT("an object");
    }
    if (of_value && actual.length == 1 && actual.data[0] == '[') {
        return (struct dg_text)DG_TEXT("an array");
    }
    return actual;
}

static void finding_put_rule(struct finding_out *out, const struct dg_finding *finding)
{
    struct dg_text found = dg_finding_found(finding);

    finding_put_text(out, dg_text_of(finding->rule->message), SIZE_MAX);
    finding_put(out, finding->overflow ? " (a result is beyond the range of its type)" : "");
    if (found.length > 0) {
        finding_put(out, ", found ");
        finding_put_text(out, found, LONGEST_VALUE);
    }
}

static void finding_put_values(struct finding_out *out, const struct dg_finding *finding)
{
    struct dg_text found = dg_finding_found(finding);
    char list[DG_LISTING_BYTES];
    struct dg_text expected = finding->words == NULL
                                  ? finding->expected
                                  : dg_listing_enum(list, finding->words, finding->actual);
    bool is_text = finding_is_about_text(finding->code);

    if (expected.length == 0 || is_text) {
        finding_put(out, dg_code_meaning(finding->code));
    }
    if (expected.length > 0) {
        finding_put(out, is_text ? ": expected " : "expected ");
        finding_put(out, finding_thing(finding->code));
        finding_put_text(out, expected, LONGEST_EXPECTED);
    }
    if (found.length > 0) {
        finding_put(out, expected.length > 0 ? ", found " : ": ");
        finding_put_text(out, found, LONGEST_VALUE);
    }
}

static void finding_put_message(struct finding_out *out, const struct dg_finding *finding)
{
    if (finding->rule != NULL) {
        finding_put_rule(out, finding);
    } else if (finding->code == DG_CODE_JSON_SYNTAX && finding->offset == 0 &&
               finding->actual.length == 0) {
        finding_put(out, "the text is empty");
    } else if (finding->code == DG_CODE_REQUIRED) {
        finding_put(out, "the member '");
        finding_put_text(out, finding->property, LONGEST_EXPECTED);
        finding_put(out, "' is missing");
    } else {
        finding_put_values(out, finding);
    }
}

size_t dg_finding_message(char *buffer, size_t capacity, const struct dg_finding *finding)
{
    struct finding_out out = finding_begin(buffer, capacity, false);

    finding_put_message(&out, finding);
    return finding_end(&out);
}

/* Lines */

/* The bytes of the first `count` code points. */
static size_t finding_head(struct dg_text text, size_t count)
{
    const char *at = text.data;
    const char *end = text.data + text.length;

    for (; count > 0 && at < end; count--) {
        size_t length = dg_utf8_sequence(at, end);

        at += length == 0 ? 1 : length;
    }
    return (size_t)(at - text.data);
}

size_t dg_pointer_shorten(const struct dg_frame *frame, char buffer[DG_POINTER_BYTES])
{
    const size_t head_points = LONGEST_POINTER / 2;
    const size_t tail_points = LONGEST_POINTER - head_points - 1;
    size_t length = dg_pointer_write(frame, buffer, DG_POINTER_BYTES);
    struct dg_text text = {buffer, length < DG_POINTER_BYTES ? length : DG_POINTER_BYTES - 1};
    size_t points = dg_text_code_points(text);
    size_t head = finding_head(text, head_points);
    size_t tail = 4 * tail_points; /* at first in bytes, as if each character had four */

    if (points <= LONGEST_POINTER) {
        return length; /* a longer text has more code points */
    }
    memcpy(buffer + head, ellipsis, sizeof ellipsis - 1);
    head += sizeof ellipsis - 1;
    text = (struct dg_text){buffer + head, length < tail ? length : tail};
    dg_pointer_write_end(frame, buffer + head, text.length);
    while (((unsigned char)*text.data & 0xC0) == 0x80) { /* the end of a character */
        text.data++;
        text.length--;
    }
    tail = finding_head(text, dg_text_code_points(text) - tail_points);
    text.length -= tail;
    memmove(buffer + head, text.data + tail, text.length);
    buffer[head + text.length] = '\0';
    return head + text.length;
}

static void finding_put_pointer(struct finding_out *out, const struct dg_frame *frame)
{
    char pointer[DG_POINTER_BYTES];
    size_t length = dg_pointer_shorten(frame, pointer);

    finding_put_text(out, (struct dg_text){pointer, length}, SIZE_MAX);
    finding_put(out, ": ");
}

size_t dg_finding_print(char *buffer, size_t capacity, const struct dg_finding *finding)
{
    struct finding_out out = finding_begin(buffer, capacity, true);

    finding_put(&out, dg_severity_name(finding->severity));
    finding_put(&out, ": ");
    if (finding->frame != NULL) {
        finding_put_pointer(&out, finding->frame);
    }
    finding_put_message(&out, finding);
    finding_put(&out, finding->rule == NULL ? " [" : " [rule.");
    finding_put(&out, finding->rule == NULL ? dg_code_name(finding->code) : finding->rule->id);
    finding_put(&out, "]");
    return finding_end(&out);
}
