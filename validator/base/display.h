/* Text from outside in a form that is safe for a terminal: without characters that move the cursor,
   hide text, or reorder it. */
#ifndef DG_VALIDATE_DISPLAY_H
#define DG_VALIDATE_DISPLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "runtime/shown.h"

/* One step of text: a code point, or a replacement for one that must not be shown. */
struct glyph {
    char bytes[DG_SHOWN_BYTES]; /* valid UTF-8, not terminated */
    size_t length;
    unsigned columns; /* cells of the terminal; 0 for a combining mark */
};

/* Takes the code point at *at, which is before `end`, and moves *at past the code point. A tab
   becomes a space; other controls and bytes that are not UTF-8 become \xNN; characters that hide or
   reorder text become \u{NNNN}. */
struct glyph display_next(const char **at, const char *end);

/* The number of bytes from `at` on that are printable ASCII: they are shown unchanged, in one
   column each. */
size_t display_plain(const char *at, const char *end);

/* The byte that is `count` characters before `at`, or the beginning of the line. */
const char *display_back(const char *line, const char *at, unsigned count);

/* The end of the line that continues at `at`, or of the part of which `columns` could be shown. */
const char *display_line_end(const char *at, const char *end, unsigned columns);

/* Like display_next, but leaves every code point unchanged, and replaces only bytes that are not
 * UTF-8. */
struct glyph display_utf8(const char **at, const char *end);

/* Adds the first `longest` code points of `text` to `out`, and an ellipsis if there are more; bytes
   that are not UTF-8 become \xNN. */
void display_add_utf8(struct buffer *out, struct dg_text text, size_t longest);

/* Replaces the middle of valid UTF-8 by an ellipsis, so that `longest` code points are left.
   Returns false if the text has no more than that. */
bool display_shorten(struct buffer *text, size_t longest);

#endif
