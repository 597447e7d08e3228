/* Finds the location in the source of a byte of a scalar's text. In every style of scalars, folding
 * and indentation change white space only, so the other characters are counted. */
#include <string.h>

#include "tree/tree.h"

struct place_cursor {
    const char *at;
    const char *end;
    struct location place;
};

static void place_take(struct place_cursor *cursor, size_t length)
{
    cursor->at += length;
    cursor->place.column++;
}

/* The length in bytes of the white space at `at`: a blank or a line break. 0: there is none. */
static size_t place_white(const char *at, const char *end)
{
    return *at == ' ' || *at == '\t' ? 1 : diag_line_break(at, end);
}

static void place_skip_white(struct place_cursor *cursor)
{
    while (cursor->at < cursor->end) {
        size_t length = place_white(cursor->at, cursor->end);

        if (length == 0) {
            return;
        }
        place_take(cursor, length);
        if (length > 1 || cursor->at[-1] == '\n' || cursor->at[-1] == '\r') {
            cursor->place.line++;
            cursor->place.column = 1;
        }
    }
}

/* The code point of a hexadecimal escape of `digits` digits. */
static unsigned long place_hex(const char *at, size_t digits)
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
static bool place_take_escape(struct place_cursor *cursor)
{
    static const char white[] = " \tntrNLP";
    const char *letter = cursor->at + 1;
    size_t digits = *letter == 'x' ? 2 : *letter == 'u' ? 4 : *letter == 'U' ? 8 : 0;
    unsigned long code = digits == 0 ? 0 : place_hex(letter + 1, digits);
    bool solid = digits > 0 ? code != ' ' && code != '\t' && code != '\n' && code != '\r' &&
                                  code != 0x85 && code != 0x2028 && code != 0x2029
                            : strchr(white, *letter) == NULL;

    if (diag_line_break(letter, cursor->end) > 0) {
        place_take(cursor, 1);
        return false;
    }
    for (size_t i = 0; i < 2 + digits; i++) {
        place_take(cursor, 1);
    }
    return solid;
}

/* Takes the spelling of a character that isn't white space. Returns whether it is a character of
   the text. */
static bool place_take_character(struct place_cursor *cursor, char quote)
{
    if (quote == '"' && *cursor->at == '\\') {
        return place_take_escape(cursor);
    }
    if (quote == '\'' && *cursor->at == '\'') {
        place_take(cursor, 1);
    }
    place_take(cursor, dg_utf8_sequence(cursor->at, cursor->end));
    return true;
}

/* Moves to the first character: after the quote, or after the line of a block's `|` or `>`. */
static void place_enter(struct place_cursor *cursor, char quote)
{
    if (quote != '\0') {
        place_take(cursor, 1);
    }
    while ((quote == '|' || quote == '>') && cursor->at < cursor->end &&
           diag_line_break(cursor->at, cursor->end) == 0) {
        place_take(cursor, dg_utf8_sequence(cursor->at, cursor->end));
    }
}

/* The characters of `text` from `from` to `to` that aren't white space. */
static size_t place_count(struct dg_text text, size_t from, size_t to)
{
    const char *end = text.data + text.length;
    const char *at = text.data + from;
    size_t count = 0;

    while (at < text.data + to) {
        size_t white = place_white(at, end);

        count += white == 0;
        at += white == 0 ? dg_utf8_sequence(at, end) : white;
    }
    return count;
}

/* The location of the next character that is something else than white space. */
static struct location place_of_solid(struct place_cursor cursor, char quote)
{
    struct place_cursor here;

    do {
        place_skip_white(&cursor);
        here = cursor;
    } while (cursor.at < cursor.end && !place_take_character(&cursor, quote));
    return here.place;
}

struct location tree_text_place(const struct tree *node, struct dg_text source, size_t offset)
{
    struct place_cursor cursor = {source.data + node->byte, source.data + source.length, node->at};
    size_t before = place_count(node->text, 0, offset);
    bool last = place_count(node->text, offset, node->text.length) == 0;

    place_enter(&cursor, node->quote);
    while (before > 0) {
        place_skip_white(&cursor);
        before -= place_take_character(&cursor, node->quote);
    }
    return last ? cursor.place : place_of_solid(cursor, node->quote);
}
