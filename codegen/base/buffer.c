/* Growing texts and the set of output files; running out of memory ends the program here. */
#include "base/buffer.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static void buffer_reserve(struct buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more + 1;
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity;

    if (needed <= buffer->capacity) {
        return;
    }
    while (capacity < needed) {
        capacity *= 2;
    }
    buffer->data = memory_grow(buffer->data, capacity);
    buffer->capacity = capacity;
}

void buffer_add_text(struct buffer *buffer, struct dg_text text)
{
    buffer_reserve(buffer, text.length);
    if (text.length > 0) {
        memcpy(buffer->data + buffer->length, text.data, text.length);
    }
    buffer->length += text.length;
    buffer->data[buffer->length] = '\0';
}

void buffer_add(struct buffer *buffer, const char *string)
{
    buffer_add_text(buffer, (struct dg_text){string, strlen(string)});
}

void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    int length;

    assert(format != NULL);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    assert(length >= 0);
    buffer_reserve(buffer, (size_t)length);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}

struct buffer *output_add(struct output *output, const char *path)
{
    struct output_file *file = memory_new(sizeof *file);

    for (size_t i = 0; i < output->count; i++) {
        assert(strcmp(output->files[i]->path, path) != 0);
    }
    file->path = memory_copy(path, strlen(path));
    output->files = memory_grow(output->files, (output->count + 1) * sizeof *output->files);
    output->files[output->count++] = file;
    return &file->text;
}

void output_free(struct output *output)
{
    for (size_t i = 0; i < output->count; i++) {
        buffer_free(&output->files[i]->text);
        free(output->files[i]->path);
        free(output->files[i]);
    }
    free(output->files);
    *output = (struct output){0};
}
