/* A growing text. If memory runs out, the program ends (common/memory.h). */
#ifndef DG_COMMON_BUFFER_H
#define DG_COMMON_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

#include "common/memory.h"
#include "runtime/text.h"

/* A zero-initialised buffer is empty. `data` is NULL while nothing was added; otherwise a NUL
 * follows the text, except after the caller wrote bytes to `data` directly. */
struct buffer {
    char *data;
    size_t length; /* bytes, without the NUL */
    size_t capacity;
};

void buffer_add(struct buffer *buffer, const char *string);
void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, struct dg_text text);
/* Adds `text` as a JSON string, with its quotes. */
void buffer_add_json(struct buffer *buffer, struct dg_text text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Room for `length` more bytes and a NUL, to be written at data + length by the caller, who then
 * increases `length`. */
void buffer_reserve(struct buffer *buffer, size_t length);

/* The same, but allocates no more than needed. */
void buffer_reserve_exactly(struct buffer *buffer, size_t length);

/* The terminated text, never NULL. Valid until the next change. */
const char *buffer_string(struct buffer *buffer);
struct dg_text buffer_text(const struct buffer *buffer);

/* Empties the buffer and keeps its memory. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif
