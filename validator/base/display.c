/* Which code points a terminal may be shown, and how wide they are. */
#include "base/display.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "runtime/text.h"

struct range {
    uint32_t first;
    uint32_t last;
};

/* Controls, and the formatting characters that hide or reorder the characters beside them. */
static const struct range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C},   {0x115F, 0x1160},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};

/* Combining marks: drawn over the character before them. */
static const struct range combining[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

/* East Asian wide and fullwidth, and emoji. */
static const struct range wide[] = {
    {0x1100, 0x115E},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool is_in(uint32_t code_point, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* The code point of the well-formed sequence of `length` bytes. */
static uint32_t code_point_of(const char *bytes, size_t length)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code_point = (unsigned char)bytes[0] & lead_bits[length];

    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    return code_point;
}

static struct glyph escaped(bool is_byte, unsigned value)
{
    struct glyph glyph = {.length = 0};
    char text[sizeof glyph.bytes + 1];

    glyph.length = (size_t)snprintf(text, sizeof text, is_byte ? "\\x%02X" : "\\u{%04X}", value);
    glyph.columns = (unsigned)glyph.length;
    memcpy(glyph.bytes, text, glyph.length);
    return glyph;
}

size_t display_plain(const char *at, const char *end)
{
    const char *begin = at;

    while (at < end && *at >= ' ' && *at < 0x7F) {
        at++;
    }
    return (size_t)(at - begin);
}

const char *display_back(const char *line, const char *at, unsigned count)
{
    for (; count > 0 && at > line; count--) {
        const char *lowest = at - line > 4 ? at - 4 : line;

        do {
            at--;
        } while (at > lowest && ((unsigned char)*at & 0xC0) == 0x80);
    }
    return at;
}

const char *display_line_end(const char *at, const char *end, unsigned columns)
{
    size_t longest = (size_t)4 * (columns + 1);
    size_t length = (size_t)(end - at) < longest ? (size_t)(end - at) : longest;
    const char *feed = memchr(at, '\n', length);

    if (feed == NULL) {
        return at + length;
    }
    return feed > at && feed[-1] == '\r' ? feed - 1 : feed;
}

struct glyph display_utf8(const char **at, const char *end)
{
    struct glyph glyph = {.length = dg_utf8_sequence(*at, end), .columns = 1};

    if (glyph.length == 0) {
        glyph = escaped(true, (unsigned char)**at);
        *at += 1;
        return glyph;
    }
    memcpy(glyph.bytes, *at, glyph.length);
    *at += glyph.length;
    return glyph;
}

struct glyph display_next(const char **at, const char *end)
{
    struct glyph glyph = display_utf8(at, end);
    uint32_t code_point = 0;

    if (glyph.columns > 1) {
        return glyph;
    }
    code_point = code_point_of(glyph.bytes, glyph.length);
    if (code_point == '\t') {
        glyph.bytes[0] = ' ';
    } else if (is_in(code_point, hidden, sizeof hidden / sizeof *hidden)) {
        return escaped(code_point < 0x80, code_point);
    } else if (is_in(code_point, combining, sizeof combining / sizeof *combining)) {
        glyph.columns = 0;
    } else if (is_in(code_point, wide, sizeof wide / sizeof *wide)) {
        glyph.columns = 2;
    }
    return glyph;
}

/* The end of the shown text, so that at most `longest` characters are shown, the last of which is
   the ellipsis. */
static const char *shown_end(struct dg_text text, size_t longest)
{
    const char *at = text.data;
    const char *end = text.data + text.length;
    const char *cut = at;
    size_t shown = 0;

    while (at < end) {
        const char *next = at;
        struct glyph glyph = display_utf8(&next, end);

        if (shown < longest) {
            cut = at;
        }
        shown += dg_text_code_points((struct dg_text){glyph.bytes, glyph.length});
        if (shown > longest) {
            return cut;
        }
        at = next;
    }
    return end;
}

void display_add_utf8(struct buffer *out, struct dg_text text, size_t longest)
{
    if (text.length == 0) {
        return; /* the data may be NULL */
    }
    const char *at = text.data;
    const char *end = shown_end(text, longest);

    while (at < end) {
        size_t plain = display_plain(at, end);

        buffer_add_bytes(out, at, plain);
        at += plain;
        if (at < end) {
            struct glyph glyph = display_utf8(&at, end);

            buffer_add_bytes(out, glyph.bytes, glyph.length);
        }
    }
    if (end < text.data + text.length) {
        buffer_add(out, "\u2026");
    }
}

/* The offset of the code point at `index`; the length of the text if it has no more. */
static size_t code_point_offset(struct dg_text text, size_t index)
{
    size_t at = 0;

    for (; at < text.length; at++) {
        bool begins = ((unsigned char)text.data[at] & 0xC0) != 0x80;

        if (begins && index-- == 0) {
            break;
        }
    }
    return at;
}

bool display_shorten(struct buffer *text, size_t longest)
{
    static const char ellipsis[] = "\u2026";
    struct dg_text whole = buffer_text(text);
    size_t count = whole.length <= longest ? 0 : dg_text_code_points(whole);
    size_t head = 0;
    size_t tail = 0;

    if (count <= longest) {
        return false;
    }
    head = code_point_offset(whole, longest / 2);
    tail = code_point_offset(whole, count - (longest - longest / 2 - 1));
    memmove(text->data + head + sizeof ellipsis - 1, text->data + tail, whole.length - tail + 1);
    memcpy(text->data + head, ellipsis, sizeof ellipsis - 1);
    text->length = head + sizeof ellipsis - 1 + whole.length - tail;
    return true;
}
