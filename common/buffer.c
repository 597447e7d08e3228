/* A growing text. */
#include "common/buffer.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "runtime/writer.h"

#define SMALLEST_CAPACITY 256

static void grow(struct buffer *buffer, size_t capacity)
{
    buffer->data = memory_grow(buffer->data, capacity);
    buffer->capacity = capacity;
}

/* The capacity that `length` more bytes and a NUL need. */
static size_t capacity_for(const struct buffer *buffer, size_t length)
{
    if (length > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) {
        memory_exhausted();
    }
    return buffer->length + length + 1;
}

void buffer_reserve(struct buffer *buffer, size_t length)
{
    size_t needed = capacity_for(buffer, length);
    size_t capacity = buffer->capacity < SMALLEST_CAPACITY ? SMALLEST_CAPACITY : buffer->capacity;

    if (needed <= buffer->capacity) {
        return;
    }
    while (capacity < needed) {
        capacity *= 2;
    }
    grow(buffer, capacity);
}

void buffer_reserve_exactly(struct buffer *buffer, size_t length)
{
    size_t needed = capacity_for(buffer, length);

    if (needed > buffer->capacity) {
        grow(buffer, needed);
    }
}

void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length)
{
    buffer_reserve(buffer, length);
    if (length > 0) {
        memcpy(buffer->data + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, struct dg_text text)
{
    buffer_add_bytes(buffer, text.data, text.length);
}

void buffer_add(struct buffer *buffer, const char *string)
{
    buffer_add_bytes(buffer, string, strlen(string));
}

void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    int length;

    assert(format != NULL);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0) {
        memory_exhausted(); /* the C library's only reason for the formats of this project */
    }
    buffer_reserve(buffer, (size_t)length);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
    va_end(again);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

void buffer_add_json(struct buffer *buffer, struct dg_text text)
{
    struct dg_writer writer;
    size_t length;

    dg_writer_init(&writer, NULL, 0, NULL);
    dg_write_text(&writer, text);
    length = dg_writer_length(&writer);
    buffer_reserve(buffer, length);
    dg_writer_init(&writer, buffer->data + buffer->length, length, NULL);
    dg_write_text(&writer, text);
    buffer->length += length;
}

const char *buffer_string(struct buffer *buffer)
{
    buffer_reserve(buffer, 0);
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

struct dg_text buffer_text(const struct buffer *buffer)
{
    return (struct dg_text){buffer->data, buffer->length};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
