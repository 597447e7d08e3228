/* Formats into memory, then writes. */
#include "base/print.h"

#include <stdarg.h>

#include "base/display.h"
#include "common/buffer.h"

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
    struct buffer text = {.data = NULL};
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(&text, format, arguments);
    va_end(arguments);
    write_harmless(out, text.data, text.data + text.length);
    buffer_free(&text);
}
