/* The head of an HTTP message (RFC 9112): its lines, status line and fields. */
#ifndef DG_VALIDATE_MESSAGE_H
#define DG_VALIDATE_MESSAGE_H

#include <stdbool.h>

#include "common/buffer.h"

/* A field of a header: slices of its line. The value has no blanks around it. */
struct message_field {
    struct dg_text name;
    struct dg_text value;
};

/* The text without white space at its ends. */
struct dg_text message_trim(struct dg_text text);

/* Takes the first of `lines`, without its end. Returns false if there is none. */
bool message_next_line(struct dg_text *lines, struct dg_text *line);

/* The status in a status line (RFC 9112 §4, or as libcurl writes that of HTTP/2 and 3). Returns 0
   for any other line. */
int message_status(struct dg_text line);

/* Why a line is not a field: it has no colon, or no name
   before it, or a blank or a control character in the name (RFC 9112 §5.1). The end of a sentence
   that begins with the line. NULL: it is one, or is folded. Static. */
const char *message_line_fault(struct dg_text line);

/* Whether the line begins with a blank, and so continues the value before it (RFC 9112 §5.2). */
bool message_is_folded(struct dg_text line);

/* Splits a line at its colon. Returns false if it has none: then all of it is the name. */
bool message_split(struct dg_text line, struct message_field *field);

/* Whether that is the name of a field, in any case. */
bool message_is_named(struct dg_text name, const char *wanted);

/* Adds a value to those of one field, as RFC 9110 §5.3 joins them, unless it is the only one. */
void message_add_value(struct buffer *values, struct dg_text value);

/* Whether a field of that name is in the head of a message, which begins with its first line.
   Replaces *value by the value of the first one; if memory runs out, *value has failed. */
bool message_find(struct dg_text head, const char *name, struct buffer *value);

/* The fields in the lines of a header; `line` is to be freed. */
struct message_fields {
    struct dg_text lines; /* that are left, of which the first one begins a field */
    struct buffer line;   /* of the latest field, with the lines that continue it */
    size_t line_count;    /* the number of lines that the latest call took */
};

/* Takes the next field, which is valid until the next call. Returns false after the last one, or if
   `line` has failed. */
bool message_next_field(struct message_fields *fields, struct message_field *field);

#endif
