/* The characters of the text inside a JSON string (RFC 8259 §7). */
#include "runtime/escape.h"

#include <string.h>

int dg_escape_hex4(const char *at, const char *end)
{
    int value = 0;

    if (end - at < 4) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        char c = at[i];

        if (c >= '0' && c <= '9') {
            value = value * 16 + (c - '0');
        } else if (c >= 'a' && c <= 'f') {
            value = value * 16 + (c - 'a' + 10);
        } else if (c >= 'A' && c <= 'F') {
            value = value * 16 + (c - 'A' + 10);
        } else {
            return -1;
        }
    }
    return value;
}

/* The bytes of a code point; for a surrogate, the three bytes that its UTF-8 form would have. */
static void escape_encode(uint32_t code, struct dg_character *out)
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0}; /* by length */

    out->length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = out->length - 1; i > 0; i--) {
        out->bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out->bytes[0] = (char)(first[out->length] | code);
}

static const char *escape_unicode(const char *at, const char *end, struct dg_character *out)
{
    int unit = dg_escape_hex4(at, end);

    at += 4;
    if (dg_escape_is_high(unit) && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
        int low = dg_escape_hex4(at + 2, end);

        if (dg_escape_is_low(low)) {
            escape_encode(0x10000 + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00),
                          out);
            return at + 6;
        }
    }
    escape_encode((uint32_t)unit, out);
    return at;
}

const char *dg_escape_none(const char *at, const char *end, struct dg_character *out)
{
    size_t length = dg_utf8_sequence(at, end);

    out->length = length == 0 ? 1 : length;
    memcpy(out->bytes, at, out->length);
    return at + out->length;
}

const char *dg_escape_decode(const char *at, const char *end, struct dg_character *out)
{
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    const char *letter;

    if (*at != '\\') {
        return dg_escape_none(at, end, out);
    }
    if (at[1] == 'u') {
        return escape_unicode(at + 2, end, out);
    }
    letter = at[1] == '"' ? NULL : memchr(letters, at[1], sizeof letters - 1);
    out->length = 1;
    out->bytes[0] = letter == NULL ? at[1] : meanings[letter - letters];
    return at + 2;
}

size_t dg_escape_remove(struct dg_text escaped, char *buffer)
{
    const char *at = escaped.data;
    const char *end = at + escaped.length;
    size_t length = 0;

    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((escape == NULL ? end : escape) - at);
        struct dg_character character;

        memcpy(buffer + length, at, plain);
        length += plain;
        at += plain;
        if (at < end) {
            at = dg_escape_decode(at, end, &character);
            memcpy(buffer + length, character.bytes, character.length);
            length += character.length;
        }
    }
    return length;
}
