/* Escapes text for the formats of reports. */
#include "base/escape_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/display.h"

/* The replacement of a character; NULL: it stays. */
typedef const char *replace_function(char character);

static void escape(struct buffer *out, struct dg_text text, replace_function *replace)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length;

    while (at < end) {
        struct glyph glyph = display_next(&at, end);
        const char *replacement = glyph.length == 1 ? replace(glyph.bytes[0]) : NULL;

        if (replacement == NULL) {
            buffer_add_bytes(out, glyph.bytes, glyph.length);
        } else {
            buffer_add(out, replacement);
        }
    }
}

static const char *replace_nothing(char character)
{
    (void)character;
    return NULL;
}

void escape_plain(struct buffer *out, struct dg_text text)
{
    escape(out, text, replace_nothing);
}

static const char *replace_xml(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* U+FFFE and U+FFFF are no characters of XML (XML 1.0 §2.2). */
static bool is_no_character(const char *at, const char *end)
{
    return end - at >= 3 && memcmp(at, "\xEF\xBF", 2) == 0 && (at[2] & 0x7E) == 0x3E;
}

void escape_xml(struct buffer *out, struct dg_text text)
{
    const char *end = text.length == 0 ? text.data : text.data + text.length;

    while (text.length > 0) {
        const char *at = text.data;

        while (at < end && !is_no_character(at, end)) {
            at++;
        }
        escape(out, (struct dg_text){text.data, (size_t)(at - text.data)}, replace_xml);
        if (at < end) {
            buffer_add(out, (at[2] & 1) == 0 ? "\\u{FFFE}" : "\\u{FFFF}");
            at += 3;
        }
        text = (struct dg_text){at, (size_t)(end - at)};
    }
}

static const char *replace_tap(char character)
{
    return character == '#' ? "\\#" : character == '\\' ? "\\\\" : NULL;
}

void escape_tap(struct buffer *out, struct dg_text text)
{
    escape(out, text, replace_tap);
}

static const char *replace_command(char character)
{
    return character == '%' ? "%25" : NULL;
}

void escape_command(struct buffer *out, struct dg_text text)
{
    escape(out, text, replace_command);
}

static const char *replace_command_property(char character)
{
    return character == ':' ? "%3A" : character == ',' ? "%2C" : replace_command(character);
}

void escape_command_property(struct buffer *out, struct dg_text text)
{
    escape(out, text, replace_command_property);
}

/* Every punctuation mark of ASCII that means something in Markdown, as its character reference. */
static const char *replace_markdown(char character)
{
    static const char marks[] = "&<>|\\`*_~[]#!@:";
    static const char *const references[] = {"&amp;", "&lt;",  "&gt;",  "&#124;", "&#92;",
                                             "&#96;", "&#42;", "&#95;", "&#126;", "&#91;",
                                             "&#93;", "&#35;", "&#33;", "&#64;",  "&#58;"};
    const char *mark = character == '\0' ? NULL : strchr(marks, character);

    return mark == NULL ? NULL : references[mark - marks];
}

void escape_markdown(struct buffer *out, struct dg_text text)
{
    escape(out, text, replace_markdown);
}

void escape_path(struct buffer *out, struct dg_text text)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\0' && strchr(plain, text.data[i]) != NULL) {
            buffer_add_bytes(out, &text.data[i], 1);
        } else {
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)text.data[i]);
        }
    }
}
