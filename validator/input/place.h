/* Where in a file an offset is: line and column, counted from the places asked for before. */
#ifndef DG_VALIDATE_PLACE_H
#define DG_VALIDATE_PLACE_H

#include <stddef.h>
#include <stdint.h>

/* A place in a text. */
struct place {
    size_t offset;     /* bytes from the first byte of the text */
    size_t line_start; /* offset of the first byte of its line */
    uint64_t line;     /* from 1 */
    uint64_t column;   /* from 1, in code points; an invalid byte counts one */
};

/* Remembers two places, so that a finding at the end of an object that points back to its beginning
   costs no more than the way between them. */
struct places {
    const char *text;
    size_t length;
    struct place first;
    struct place furthest;
    struct place latest;
};

/* `line` and `column` are where the text begins. The text must outlive it. */
void places_open(struct places *places, const char *text, size_t length, uint64_t line,
                 uint64_t column);

/* The place of `offset`, at most the length of the text. */
struct place places_find(struct places *places, size_t offset);

#endif
