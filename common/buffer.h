/* A growing text. Failure is sticky: once `failed`, whatever is added is dropped. */
#ifndef DG_COMMON_BUFFER_H
#define DG_COMMON_BUFFER_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "runtime/text.h"

/* Zero-initialised, it is empty. `data` is NULL while nothing was added, and otherwise followed by
 * a NUL, except after bytes were written to it directly. */
struct buffer {
    char *data;
    size_t length; /* bytes, without the NUL */
    size_t capacity;
    bool failed;
};

/* Called when a buffer can't grow, after `failed` is set. Each program defines it: dg-codegen's
 * ends the program, dg-validate's returns. */
void memory_exhausted(void);

void buffer_add(struct buffer *buffer, const char *string);
void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, struct dg_text text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Room for `length` more bytes and a NUL, to be written at data + length by the caller, who then
 * increases `length`. False if the buffer has failed. */
bool buffer_reserve(struct buffer *buffer, size_t length);

/* The same, allocating no more than that. */
bool buffer_reserve_exactly(struct buffer *buffer, size_t length);

/* The terminated text, never NULL unless the buffer has failed. Valid until the next change. */
const char *buffer_string(struct buffer *buffer);
struct dg_text buffer_text(const struct buffer *buffer);

/* Empties it, failure included, and keeps its memory. */
void buffer_clear(struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif
