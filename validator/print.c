/* Formats into memory, then writes. */
#include "print.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void print(struct output *out, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    int length = 0;

    va_start(arguments, format);
    length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        out->error = ENOMEM;
        return;
    }
    dg_write_bytes(&out->writer, text, (size_t)length);
    free(text);
}
