/* Slices of bytes, UTF-8 in them, and positions. */
#include "runtime/text.h"

#include <string.h>

#include "runtime/arena_internal.h"
#include "runtime/leaf.h"

struct dg_text dg_text_of(const char *string)
{
    return (struct dg_text){string, string == NULL ? 0 : strlen(string)};
}

bool dg_text_equal(struct dg_text a, struct dg_text b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool dg_text_is_utf8(struct dg_text text)
{
    const char *at = text.data;
    size_t left = text.length;

    while (left > 0) {
        size_t length = dg_utf8_sequence(at, at + left);

        if (length == 0) {
            return false;
        }
        at += length;
        left -= length;
    }
    return true;
}

size_t dg_utf8_sequence(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    size_t room = (size_t)(end - at);
    size_t length;
    unsigned char lowest = 0x80; /* of the second byte; the first narrows it (RFC 3629 §4) */
    unsigned char highest = 0xBF;

    if (room == 0) {
        return 0;
    }
    if (bytes[0] < 0x80) {
        return 1;
    }
    if (bytes[0] < 0xC2 || bytes[0] > 0xF4) {
        return 0;
    }
    length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    if (room < length) {
        return 0;
    }
    if (bytes[0] == 0xE0) {
        lowest = 0xA0;
    } else if (bytes[0] == 0xED) {
        highest = 0x9F;
    } else if (bytes[0] == 0xF0) {
        lowest = 0x90;
    } else if (bytes[0] == 0xF4) {
        highest = 0x8F;
    }
    if (bytes[1] < lowest || bytes[1] > highest) {
        return 0;
    }
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    return length;
}

size_t dg_text_code_points(struct dg_text text)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length; /* NULL has no bytes to pass */
    size_t count = 0;

    while (at < end) {
        if (end - at >= 8 && (dg_leaf_load8(at) & UINT64_C(0x8080808080808080)) == 0) {
            at += 8; /* ASCII */
            count += 8;
        } else {
            size_t length = (unsigned char)*at < 0x80 ? 1 : dg_utf8_sequence(at, end);

            at += length == 0 ? 1 : length;
            count++;
        }
    }
    return count;
}

const char *dg_text_to_c(struct dg_text text, struct dg_arena *arena)
{
    char *copy = NULL;

    if (text.length > 0 && memchr(text.data, '\0', text.length) != NULL) {
        return NULL;
    }
    copy = dg_arena_take(arena, text.length + 1);
    if (copy == NULL) {
        return NULL;
    }
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    copy[text.length] = '\0';
    return copy;
}

static size_t text_count_lines(const char *from, const char *to)
{
    size_t count = 0;

    while (from < to) {
        const char *feed = memchr(from, '\n', (size_t)(to - from));

        if (feed == NULL) {
            break;
        }
        count++;
        from = feed + 1;
    }
    return count;
}

/* The offset of the first byte of the line that `offset` is on. */
static size_t text_line_start(const char *text, size_t offset)
{
    while (offset > 0 && text[offset - 1] != '\n') {
        offset--;
    }
    return offset;
}

struct dg_position dg_text_position_from(struct dg_text text, struct dg_position known,
                                         size_t offset)
{
    bool after;
    const char *at;
    const char *end;
    size_t lines;
    size_t columns;

    if (text.length == 0) {
        return known;
    }
    offset = offset < text.length ? offset : text.length;
    after = offset >= known.offset;
    at = text.data + (after ? known.offset : offset);
    end = text.data + (after ? offset : known.offset);
    lines = text_count_lines(at, end);
    known.offset = offset;
    if (lines > 0) {
        known.line = after ? known.line + lines : known.line - lines;
        known.line_start = text_line_start(text.data, offset);
        at = text.data + known.line_start;
        end = text.data + offset;
        known.column = 1;
        after = true;
    }
    columns = dg_text_code_points((struct dg_text){at, (size_t)(end - at)});
    known.column = after ? known.column + columns : known.column - columns;
    return known;
}

struct dg_position dg_text_position(struct dg_text text, size_t offset)
{
    return dg_text_position_from(text, (struct dg_position){.line = 1, .column = 1}, offset);
}
