/* Splits string literals. */
#include "emit/layout_literal.h"

#include "emit/layout.h"

/* The number of bytes of a literal that fit on a line with `room` columns: up to a blank, otherwise
 * a slash, otherwise the end of a word, otherwise as many as fit. The literal is without quotes. */
static size_t piece_length(struct dg_text literal, size_t room)
{
    size_t blank = 0;
    size_t slash = 0;
    size_t word = 0;
    size_t at = 0;

    while (at < literal.length) {
        size_t step = literal.data[at] == '\\' ? 4 : 1; /* escapes are octal */
        char c = literal.data[at];

        if (at + step > room || at + step >= literal.length) {
            break;
        }
        if (c == ' ') {
            blank = at;
        } else if (c == '/') {
            slash = at;
        }
        if (step == 1 &&
            !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
            word = at;
        }
        at += step;
    }
    if (blank != 0 || slash != 0 || word != 0) {
        return (blank != 0 ? blank : slash != 0 ? slash : word) + 1;
    }
    return at;
}

/* The columns between a literal and the next possible break of the line. */
size_t layout_tail(const struct layout_line *line, const struct layout_token *token)
{
    const struct layout_token *end = line->tokens + line->count;
    const struct layout_token *last = token;

    while (last + 1 < end && !last[1].breakable) {
        last++;
    }
    return last->end - token->end;
}

/* Takes the first piece of the rest of a literal that begins in `column`, both without quotes. */
struct dg_text layout_literal_piece(struct dg_text *rest, size_t column, size_t tail)
{
    struct dg_text piece = *rest;
    size_t room = LAYOUT_WIDTH > column + 2 ? LAYOUT_WIDTH - column - 2 : 0;

    if (rest->length + tail > room) {
        size_t length = piece_length(*rest, room);
        piece.length = length == 0 ? rest->length : length;
    }
    *rest = (struct dg_text){rest->data + piece.length, rest->length - piece.length};
    return piece;
}

struct dg_text layout_literal_bare(struct dg_text literal)
{
    return (struct dg_text){literal.data + 1, literal.length - 2};
}
