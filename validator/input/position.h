/* Line and column of an offset in a file, counted from earlier positions. */
#ifndef DG_VALIDATE_POSITION_H
#define DG_VALIDATE_POSITION_H

#include <stddef.h>
#include <stdint.h>

#include "runtime/text.h"

/* A position in a text. */
struct position {
    size_t offset;     /* bytes from the first byte of the text */
    size_t line_start; /* offset of the first byte of its line */
    uint64_t line;     /* from 1 */
    uint64_t column;   /* from 1, in code points; an invalid byte counts one */
};

/* A text, and positions in it that are known already. With them, a finding at the end of an object
   that points back to its beginning costs only the distance between the two. */
struct positions {
    struct dg_text text;
    uint64_t line; /* of the first byte */
    uint64_t column;
    struct dg_position furthest; /* in the text, whose first byte is at 1:1 */
    struct dg_position latest;
};

/* `line` and `column` are those of the beginning of the text, which must outlive `positions`. */
void position_open(struct positions *positions, const char *text, size_t length, uint64_t line,
                   uint64_t column);

/* The position of `offset`, at most the length of the text. */
struct position position_find(struct positions *positions, size_t offset);

#endif
