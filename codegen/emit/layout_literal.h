/* String literals that are longer than a line. */
#ifndef DG_CODEGEN_LAYOUT_LITERAL_H
#define DG_CODEGEN_LAYOUT_LITERAL_H

#include "emit/layout_tokens.h"

/* The columns between a token and the next possible break of the line. */
size_t layout_tail(const struct layout_line *line, const struct layout_token *token);

/* Takes the first piece of the rest of a literal that begins in `column`, both without quotes. */
struct dg_text layout_literal_piece(struct dg_text *rest, size_t column, size_t tail);

/* A literal without its quotes. */
struct dg_text layout_literal_bare(struct dg_text literal);

#endif
