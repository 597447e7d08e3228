/* Breaks lines of generated C. Emitters write each declaration, statement, or element of an
 * initializer on one line of any length. Lines that are too long are broken as clang-format 14
 * breaks them with the project's .clang-format, so that generated files pass the formatter. */
#ifndef DG_CODEGEN_LAYOUT_H
#define DG_CODEGEN_LAYOUT_H

#include "common/buffer.h"

enum {
    LAYOUT_WIDTH = 100, /* columns of a line */
    LAYOUT_INDENT = 4   /* of a block, and of a continued line */
};

/* Appends whole lines of C, each of at most LAYOUT_WIDTH columns: string literals are split if they
 * don't fit, and a comment after code that fills its line moves to the line above. A word that is
 * too long (an identifier, a word of a comment, the file of an #include) is alone on its line.
 * Comments of several lines and directives of the preprocessor stay as they are. One of several
 * empty lines stays. */
void layout_text(struct buffer *out, struct dg_text text);

#endif
