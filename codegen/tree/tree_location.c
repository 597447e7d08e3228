/* Finds the location in the source of a byte of a scalar's text. In every style of scalars, folding
 * and indentation change white space only, so the other characters are counted. */
#include <string.h>

#include "tree/tree.h"

struct location_cursor {
    const char *at;
    const char *end;
    struct location location;
};

static void location_take(struct location_cursor *cursor, size_t length)
{
    cursor->at += length;
    cursor->location.column++;
}

/* The length in bytes of the white space at `at`: a blank or a line break. 0: there is none. */
static size_t location_white(const char *at, const char *end)
{
    return *at == ' ' || *at == '\t' ? 1 : diag_line_break(at, end);
}

static void location_skip_white(struct location_cursor *cursor)
{
    while (cursor->at < cursor->end) {
        size_t length = location_white(cursor->at, cursor->end);

        if (length == 0) {
            return;
        }
        location_take(cursor, length);
        if (length > 1 || cursor->at[-1] == '\n' || cursor->at[-1] == '\r') {
            cursor->location.line++;
            cursor->location.column = 1;
        }
    }
}

/* The code point of a hexadecimal escape of `digits` digits. */
static unsigned long location_hex(const char *at, size_t digits)
{
    static const char hex[] = "0123456789abcdef";
    unsigned long code = 0;

    for (size_t i = 0; i < digits; i++) {
        const char *digit = strchr(hex, at[i] >= 'A' && at[i] <= 'F' ? at[i] | 0x20 : at[i]);

        code = code << 4 | (digit == NULL ? 0 : (unsigned long)(digit - hex));
    }
    return code;
}

/* Takes an escape of a double-quoted scalar (YAML 1.2.2 §5.7). Returns whether it is something else
 * than white space. */
static bool location_take_escape(struct location_cursor *cursor)
{
    static const char white[] = " \tntr";
    const char *letter = cursor->at + 1;
    size_t digits = *letter == 'x' ? 2 : *letter == 'u' ? 4 : *letter == 'U' ? 8 : 0;
    unsigned long code = digits == 0 ? 0 : location_hex(letter + 1, digits);
    bool solid = digits > 0 ? code != ' ' && code != '\t' && code != '\n' && code != '\r'
                            : strchr(white, *letter) == NULL;

    if (diag_line_break(letter, cursor->end) > 0) {
        location_take(cursor, 1);
        return false;
    }
    /* In JSON, two escapes are one character. */
    if (digits == 4 && code >= 0xD800 && code < 0xDC00 && cursor->end - cursor->at > 12) {
        digits += 6;
    }
    for (size_t i = 0; i < 2 + digits; i++) {
        location_take(cursor, 1);
    }
    return solid;
}

/* Takes the spelling of a character that isn't white space. Returns whether it is a character of
   the text. */
static bool location_take_character(struct location_cursor *cursor, char quote)
{
    if (quote == '"' && *cursor->at == '\\') {
        return location_take_escape(cursor);
    }
    if (quote == '\'' && *cursor->at == '\'') {
        location_take(cursor, 1);
    }
    location_take(cursor, dg_utf8_sequence(cursor->at, cursor->end));
    return true;
}

/* Moves to the first character: after the quote, or after the line of a block's `|` or `>`. */
static void location_enter(struct location_cursor *cursor, char quote)
{
    if (quote != '\0') {
        location_take(cursor, 1);
    }
    while ((quote == '|' || quote == '>') && cursor->at < cursor->end &&
           diag_line_break(cursor->at, cursor->end) == 0) {
        location_take(cursor, dg_utf8_sequence(cursor->at, cursor->end));
    }
}

/* The characters of `text` from `from` to `to` that aren't white space. */
static size_t location_count(struct dg_text text, size_t from, size_t to)
{
    const char *end = text.data + text.length;
    const char *at = text.data + from;
    size_t count = 0;

    while (at < text.data + to) {
        size_t white = location_white(at, end);

        count += white == 0;
        at += white == 0 ? dg_utf8_sequence(at, end) : white;
    }
    return count;
}

/* The location of the next character that is something else than white space. */
static struct location location_of_solid(struct location_cursor cursor, char quote)
{
    struct location_cursor here;

    do {
        location_skip_white(&cursor);
        here = cursor;
    } while (cursor.at < cursor.end && !location_take_character(&cursor, quote));
    return here.location;
}

struct location tree_text_location(const struct tree *node, const struct diag *diag, size_t offset)
{
    struct dg_text source = diag->files[node->at.file].source;
    struct location_cursor cursor = {source.data + node->byte, source.data + source.length,
                                     node->at};
    size_t before = location_count(node->text, 0, offset);
    bool last = location_count(node->text, offset, node->text.length) == 0;

    location_enter(&cursor, node->quote);
    while (before > 0) {
        location_skip_white(&cursor);
        before -= location_take_character(&cursor, node->quote);
    }
    return last ? cursor.location : location_of_solid(cursor, node->quote);
}
