/* A growing text, and the set of files that a run produces. Out of memory ends the program with
 * status 3. */
#ifndef DG_CODEGEN_BUFFER_H
#define DG_CODEGEN_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

#include "runtime/text.h"

/* Zero-initialised, it is empty. `data` is NULL while empty, else terminated. */
struct buffer {
    char *data;
    size_t length;
    size_t capacity;
};

void buffer_add(struct buffer *buffer, const char *string);
void buffer_add_text(struct buffer *buffer, struct dg_text text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
void buffer_free(struct buffer *buffer);

/* One file of the output, path relative to the output directory, '/' between folders. */
struct output_file {
    char *path;
    struct buffer text;
};

struct output {
    struct output_file **files;
    size_t count;
};

/* The text of a new file. Asserts that the path is not taken. */
struct buffer *output_add(struct output *output, const char *path);
void output_free(struct output *output);

#endif
