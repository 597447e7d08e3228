/* The table of finding codes, and the JSON Pointer of a finding. */
#include "runtime/report.h"

#include <string.h>

#include "runtime/escape.h"
#include "runtime/report_internal.h"

struct code_row {
    const char *name;
    enum dg_code_kind kind;
    enum dg_severity severity;
    const char *meaning;
};

static const struct code_row codes[] = {
#define CODE_ROW(identifier, code, kind, severity, meaning)                                        \
    [DG_CODE_##identifier] = {(code), DG_CODE_KIND_##kind, DG_SEVERITY_##severity, (meaning)},
    DG_CODES(CODE_ROW)
#undef CODE_ROW
};

const char *dg_code_name(enum dg_code code)
{
    return codes[code].name;
}

const char *dg_code_meaning(enum dg_code code)
{
    return codes[code].meaning;
}

enum dg_code_kind dg_code_kind(enum dg_code code)
{
    return codes[code].kind;
}

enum dg_severity dg_code_severity(enum dg_code code)
{
    return codes[code].severity;
}

/* A pointer being written. Its length is computed first; then its steps are written from the last
   to the first, since frames are linked in this direction. */
struct pointer_out {
    char *buffer;
    size_t room;  /* bytes of `buffer` that may be written */
    size_t begin; /* of the pointer, the byte that is the first of `buffer` */
    size_t at;    /* the byte of the pointer that comes next */
};

static void pointer_put(struct pointer_out *out, const char *bytes, size_t length)
{
    size_t from = out->at < out->begin ? out->begin - out->at : 0;

    out->at += length;
    if (from < length && out->at - length + from < out->begin + out->room) {
        size_t at = out->at - length + from - out->begin;
        size_t left = length - from;

        memcpy(out->buffer + at, bytes + from, left < out->room - at ? left : out->room - at);
    }
}

static void pointer_put_bytes(struct pointer_out *out, const char *bytes, size_t length)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < length; i++) {
        unsigned byte = (unsigned char)bytes[i];

        pointer_put(out, (char[]){'\\', 'x', hex[byte >> 4], hex[byte & 15]}, 4);
    }
}

/* Writes the character of the name at `at`, and returns the beginning of the next one. ~ and / are
   escaped by RFC 6901 §3, bytes that aren't UTF-8 are written as \xNN, and a lone surrogate as
   received. */
static const char *pointer_put_character(struct pointer_out *out, const struct dg_frame *frame,
                                         const char *at)
{
    const char *end = frame->name.data + frame->name.length;
    struct dg_character character;
    const char *next =
        frame->plain ? dg_escape_none(at, end, &character) : dg_escape_decode(at, end, &character);
    const char *bytes = character.bytes;

    if (bytes[0] == '~') {
        pointer_put(out, "~0", 2);
    } else if (bytes[0] == '/') {
        pointer_put(out, "~1", 2);
    } else if (dg_utf8_sequence(bytes, bytes + character.length) == character.length) {
        pointer_put(out, bytes, character.length);
    } else if (*at == '\\') {
        pointer_put(out, at, (size_t)(next - at));
    } else {
        pointer_put_bytes(out, bytes, character.length);
    }
    return next;
}

/* The end of the bytes from `at` on that need no escape in a pointer. */
static const char *pointer_plain_end(const char *at, const char *end)
{
    while (at != end && *at != '~' && *at != '/' && *at != '\\' && (unsigned char)*at < 0x80) {
        at++;
    }
    return at;
}

static void pointer_put_index(struct pointer_out *out, size_t index)
{
    char digits[sizeof index * 3];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index > 0);
    pointer_put(out, digits + at, sizeof digits - at);
}

static void pointer_put_step(struct pointer_out *out, const struct dg_frame *frame)
{
    const char *at = frame->name.data;
    const char *end = at == NULL ? NULL : at + frame->name.length;

    pointer_put(out, "/", 1);
    if (at == NULL) {
        pointer_put_index(out, frame->index);
    }
    while (at != end) {
        const char *plain_end = pointer_plain_end(at, end);

        pointer_put(out, at, (size_t)(plain_end - at));
        at = plain_end == end ? end : pointer_put_character(out, frame, plain_end);
    }
}

static size_t pointer_length(const struct dg_frame *frame)
{
    struct pointer_out counted = {0};

    for (const struct dg_frame *step = frame; step != NULL; step = step->parent) {
        pointer_put_step(&counted, step);
    }
    return counted.at;
}

/* Writes the part of the pointer, of which `length` is the length, that `out` has room for. */
static void pointer_put_all(struct pointer_out *out, const struct dg_frame *frame, size_t length)
{
    for (const struct dg_frame *step = frame; step != NULL; step = step->parent) {
        struct pointer_out one = {0};

        pointer_put_step(&one, step);
        length -= one.at;
        out->at = length;
        pointer_put_step(out, step);
    }
}

size_t dg_pointer_write(const struct dg_frame *frame, char *buffer, size_t capacity)
{
    struct pointer_out out = {.buffer = buffer, .room = capacity == 0 ? 0 : capacity - 1};
    size_t length = pointer_length(frame);

    pointer_put_all(&out, frame, length);
    if (capacity > 0) {
        buffer[length < capacity ? length : capacity - 1] = '\0';
    }
    return length;
}

void dg_pointer_write_end(const struct dg_frame *frame, char *buffer, size_t size)
{
    size_t length = pointer_length(frame);
    struct pointer_out out = {.buffer = buffer, .room = size, .begin = length - size};

    pointer_put_all(&out, frame, length);
}
