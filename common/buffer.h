/* A growing text. Failure is sticky: a buffer that has failed drops everything that is added. */
#ifndef DG_COMMON_BUFFER_H
#define DG_COMMON_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "runtime/text.h"

/* A zero-initialised buffer is empty. `data` is NULL while nothing was added; otherwise a NUL
 * follows the text, except after the caller wrote bytes to `data` directly. */
struct buffer {
    char *data;
    size_t length; /* bytes, without the NUL */
    size_t capacity;
    bool failed;
};

/* Called when a buffer can't grow, after `failed` is set. Each program defines it: dg-codegen's
 * ends the program, dg-validate's returns. */
void memory_exhausted(void);

/* Append. A buffer that can't grow fails. */
void buffer_add(struct buffer *buffer, const char *string);
void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, struct dg_text text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Makes room for `length` more bytes and a NUL. The caller writes the bytes at data + length, and
 * then increases `length`. Returns false if the buffer has failed. */
bool buffer_reserve(struct buffer *buffer, size_t length);

/* The same, but allocates no more than these bytes. */
bool buffer_reserve_exactly(struct buffer *buffer, size_t length);

/* The text, which the buffer owns, until its next change. The string is terminated, and NULL only
 * if the buffer has failed. */
const char *buffer_string(struct buffer *buffer);
struct dg_text buffer_text(const struct buffer *buffer);

/* Empties the buffer, resets `failed`, and keeps the memory. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif
