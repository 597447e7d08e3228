/* Which code points a terminal may be shown, and how wide they are. */
#include "base/display.h"

#include <stdint.h>
#include <string.h>

#include "runtime/shown.h"

struct range {
    uint32_t first;
    uint32_t last;
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

size_t display_plain(const char *at, const char *end)
{
    return dg_shown_plain(at, end);
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
    struct glyph glyph = {.columns = 1};

    glyph.length = dg_shown_utf8(at, end, glyph.bytes);
    return glyph;
}

/* The number of cells of a character that is shown as it is. */
static unsigned cells(const char *bytes, size_t length)
{
    uint32_t code_point = dg_shown_code_point(bytes, length);

    if (is_in(code_point, combining, sizeof combining / sizeof *combining)) {
        return 0;
    }
    return is_in(code_point, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

struct glyph display_next(const char **at, const char *end)
{
    struct glyph glyph = {.length = 0};

    glyph.length = dg_shown_next(at, end, glyph.bytes);
    if (dg_utf8_sequence(glyph.bytes, glyph.bytes + glyph.length) == glyph.length) {
        glyph.columns = cells(glyph.bytes, glyph.length);
    } else {
        glyph.columns = (unsigned)glyph.length; /* an escape */
    }
    return glyph;
}

void display_add_utf8(struct buffer *out, struct dg_text text, size_t longest)
{
    if (text.length == 0) {
        return; /* the data may be NULL */
    }
    const char *at = text.data;
    const char *end = dg_shown_end(text, longest);

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
