/* Text of others inside formats: with nothing that ends or changes the text around it, and without
   characters that hide or reorder text (display.h). */
#ifndef DG_VALIDATE_ESCAPE_TEXT_H
#define DG_VALIDATE_ESCAPE_TEXT_H

#include "common/buffer.h"
#include "runtime/text.h"

/* An escaper adds the escaped text to `out`. */
typedef void escape_function(struct buffer *out, struct dg_text text);

/* One line of plain text. */
escape_function escape_plain;

/* Character data and attribute values of XML 1.0. */
escape_function escape_xml;

/* The description of a point of the Test Anything Protocol. */
escape_function escape_tap;

/* The message of a workflow command of GitHub Actions, and the value of a property of one. */
escape_function escape_command;
escape_function escape_command_property;

/* Text in a cell of a table of GitHub's Markdown. */
escape_function escape_markdown;

/* A relative reference (RFC 3986 §4.2) or a path: bytes that are not unreserved and no slash are
   percent-encoded. */
escape_function escape_path;

#endif
