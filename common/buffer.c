/* A growing text with sticky failure. */
#include "common/buffer.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALLEST_CAPACITY 256

static bool fail(struct buffer *buffer)
{
    buffer->failed = true;
    memory_exhausted();
    return false;
}

static bool grow(struct buffer *buffer, size_t capacity)
{
    char *grown = realloc(buffer->data, capacity);

    if (grown == NULL) {
        return fail(buffer);
    }
    buffer->data = grown;
    buffer->capacity = capacity;
    return true;
}

/* The capacity that `length` more bytes and a NUL need. 0 if the buffer has failed or there is no
 * such size. */
static size_t capacity_for(struct buffer *buffer, size_t length)
{
    if (buffer->failed) {
        return 0;
    }
    if (length > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) {
        fail(buffer);
        return 0;
    }
    return buffer->length + length + 1;
}

bool buffer_reserve(struct buffer *buffer, size_t length)
{
    size_t needed = capacity_for(buffer, length);
    size_t capacity = buffer->capacity < SMALLEST_CAPACITY ? SMALLEST_CAPACITY : buffer->capacity;

    if (needed == 0 || needed <= buffer->capacity) {
        return needed != 0;
    }
    while (capacity < needed) {
        capacity *= 2;
    }
    return grow(buffer, capacity);
}

bool buffer_reserve_exactly(struct buffer *buffer, size_t length)
{
    size_t needed = capacity_for(buffer, length);

    return needed != 0 && (needed <= buffer->capacity || grow(buffer, needed));
}

void buffer_add_bytes(struct buffer *buffer, const char *bytes, size_t length)
{
    if (!buffer_reserve(buffer, length)) {
        return;
    }
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
        fail(buffer);
    } else if (buffer_reserve(buffer, (size_t)length)) {
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

const char *buffer_string(struct buffer *buffer)
{
    if (!buffer_reserve(buffer, 0)) {
        return NULL;
    }
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
    buffer->failed = false;
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
