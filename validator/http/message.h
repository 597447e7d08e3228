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

/* Takes the first of `lines`, without its line end. Returns false if there is no line. */
bool message_next_line(struct dg_text *lines, struct dg_text *line);

/* The status in a status line (RFC 9112 §4, or the forms of libcurl and of proxies for HTTP/2 and
   HTTP/3). Returns 0 for any other line. */
int message_status(struct dg_text line);

/* The reason why a line is not a field, as the end of a sentence that begins with the line: the
 * line has no colon or no name, or its name has a blank or a control character (RFC 9112 §5.1).
 * NULL if the line is a field, or continues one. Static. */
const char *message_line_fault(struct dg_text line);

/* Whether the line begins with a blank, and so continues the value before it (RFC 9112 §5.2). */
bool message_is_folded(struct dg_text line);

/* Splits a line at its colon. Returns false if the line has no colon: then the whole line is the
 * name. */
bool message_split(struct dg_text line, struct message_field *field);

/* Whether a name is the wanted one, without regard to case. */
bool message_is_named(struct dg_text name, const char *wanted);

/* Adds a value to the values of a field, joined as in RFC 9110 §5.3. A value that is equal to the
 * only one so far isn't added again. Bytes that aren't UTF-8 become \xNN, as in recordings. */
void message_add_value(struct buffer *values, struct dg_text value);

/* Reads a Content-Length: the digits of a number of bytes, without zeros before others. A list of
   equal numbers is one number (RFC 9110 §8.6). Returns false for anything else. */
bool message_read_length(struct dg_text value, struct dg_text *length);

/* Whether a field of that name is in the head of a message, which begins with its first line.
   Replaces *value by the value of the first such field. */
bool message_find(struct dg_text head, const char *name, struct buffer *value);

/* The fields in the lines of a header; `line` is to be freed. */
struct message_fields {
    struct dg_text lines; /* the lines that are left, of which the first begins a field */
    struct buffer line;   /* the line of the latest field, joined with the lines that continue it */
    size_t line_count;    /* the number of lines that the latest call took */
};

/* Takes the next field, which is valid until the next call. Returns false after the last one. */
bool message_next_field(struct message_fields *fields, struct message_field *field);

#endif
