/* Text from outside in a form that people can be shown: valid UTF-8, without characters that move
 * the cursor, hide text, or reorder it. Not for users of the runtime. */
#ifndef DG_RUNTIME_SHOWN_H
#define DG_RUNTIME_SHOWN_H

#include <stddef.h>

#include "runtime/text.h"

/* The most bytes of one character as shown. */
#define DG_SHOWN_BYTES 16

/* Each takes the character at *at, which is before `end`, moves *at past it, writes the character
   as shown, and returns the number of bytes. dg_shown_utf8 leaves every code point as it is, and
   writes a byte that isn't UTF-8 as \xNN. dg_shown_next also writes a tab as a space, other
   controls as \xNN, and characters that hide or reorder text as \u{NNNN}. */
size_t dg_shown_utf8(const char **at, const char *end, char bytes[DG_SHOWN_BYTES]);
size_t dg_shown_next(const char **at, const char *end, char bytes[DG_SHOWN_BYTES]);

/* The number of bytes from `at` on that are printable ASCII, and shown as they are. */
size_t dg_shown_plain(const char *at, const char *end);

/* The end of the part of the text that is shown if it has at most `longest` characters: the whole
   text, or room for an ellipsis is left. */
const char *dg_shown_end(struct dg_text text, size_t longest);

/* The code point of the well-formed sequence of `length` bytes. */
uint32_t dg_shown_code_point(const char *bytes, size_t length);

#endif
