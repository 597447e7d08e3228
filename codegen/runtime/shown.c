/* Which code points people may be shown. */
#include "runtime/shown.h"

#include <string.h>

struct shown_range {
    uint32_t first;
    uint32_t last;
};

/* Controls, and the formatting characters that hide or reorder the characters beside them. */
static const struct shown_range hidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x061C, 0x061C},   {0x115F, 0x1160},
    {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
};

static bool shown_is_hidden(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (code_point >= hidden[i].first && code_point <= hidden[i].last) {
            return true;
        }
    }
    return false;
}

uint32_t dg_shown_code_point(const char *bytes, size_t length)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t code_point = (unsigned char)bytes[0] & lead_bits[length];

    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    return code_point;
}

/* Writes `value` with at least `digits` digits. Returns the end. */
static char *shown_put_hex(char *at, uint32_t value, unsigned digits)
{
    static const char hex[] = "0123456789ABCDEF";

    while (digits < 8 && value >> 4 * digits != 0) {
        digits++;
    }
    while (digits-- > 0) {
        *at++ = hex[value >> 4 * digits & 15];
    }
    return at;
}

static size_t shown_put_byte(char *bytes, uint32_t byte)
{
    memcpy(bytes, "\\x", 2);
    return (size_t)(shown_put_hex(bytes + 2, byte, 2) - bytes);
}

size_t dg_shown_utf8(const char **at, const char *end, char bytes[DG_SHOWN_BYTES])
{
    size_t length = dg_utf8_sequence(*at, end);

    if (length == 0) {
        length = shown_put_byte(bytes, (unsigned char)**at);
        *at += 1;
        return length;
    }
    memcpy(bytes, *at, length);
    *at += length;
    return length;
}

size_t dg_shown_next(const char **at, const char *end, char bytes[DG_SHOWN_BYTES])
{
    size_t length = dg_utf8_sequence(*at, end);
    uint32_t code_point = length == 0 ? 0 : dg_shown_code_point(*at, length);
    char *to;

    if (length == 0 || !shown_is_hidden(code_point)) {
        return dg_shown_utf8(at, end, bytes);
    }
    *at += length;
    if (code_point == '\t') {
        bytes[0] = ' ';
        return 1;
    }
    if (code_point < 0x80) {
        return shown_put_byte(bytes, code_point);
    }
    memcpy(bytes, "\\u{", 3);
    to = shown_put_hex(bytes + 3, code_point, 4);
    *to++ = '}';
    return (size_t)(to - bytes);
}

size_t dg_shown_plain(const char *at, const char *end)
{
    const char *begin = at;

    while (at < end && *at >= ' ' && *at < 0x7F) {
        at++;
    }
    return (size_t)(at - begin);
}

const char *dg_shown_end(struct dg_text text, size_t longest)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length;
    const char *cut = at;
    size_t shown = 0;

    while (at < end) {
        const char *next = at;
        char bytes[DG_SHOWN_BYTES];
        size_t length = dg_shown_utf8(&next, end, bytes);

        if (shown < longest) {
            cut = at;
        }
        shown += dg_text_code_points((struct dg_text){bytes, length});
        if (shown > longest) {
            return cut;
        }
        at = next;
    }
    return end;
}
