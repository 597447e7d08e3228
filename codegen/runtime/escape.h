/* Escapes in JSON strings, character by character. Not for users of the runtime. */
#ifndef DG_RUNTIME_ESCAPE_H
#define DG_RUNTIME_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/text.h"

/* One character of a string: a well-formed UTF-8 sequence, one byte outside any such sequence, or
   the three bytes that a lone surrogate would have. */
struct dg_character {
    char bytes[4];
    size_t length;
};

/* Takes the character at `at`, which is before `end` and inside a string whose escapes are
   well-formed. Returns the beginning of the next character. */
const char *dg_escape_decode(const char *at, const char *end, struct dg_character *out);

/* The same for text without escapes, in which a backslash is a character. */
const char *dg_escape_none(const char *at, const char *end, struct dg_character *out);

/* Writes the text, which is inside a string whose escapes are well-formed, without its escapes. An
   escape is never shorter than its character: `buffer` has room for escaped.length bytes. Returns
   the number of bytes written. */
size_t dg_escape_remove(struct dg_text escaped, char *buffer);

/* The value of four hexadecimal digits at `at`; -1 if there are none. */
int dg_escape_hex4(const char *at, const char *end);

static inline bool dg_escape_is_high(int unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static inline bool dg_escape_is_low(int unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

#endif
