/* Formats into memory, then writes. */
#include "base/print.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/display.h"

/* Texts of the contract may hold characters that a terminal must not get. */
static void write_harmless(struct output *out, const char *at, const char *end)
{
    while (at < end) {
        size_t plain = *at == '\n' ? 1 : display_plain(at, end);
        struct glyph glyph;

        if (plain > 0) {
            dg_write_bytes(&out->writer, at, plain);
            at += plain;
            continue;
        }
        glyph = display_next(&at, end);
        dg_write_bytes(&out->writer, glyph.bytes, glyph.length);
    }
}

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
    write_harmless(out, text, text + length);
    free(text);
}
