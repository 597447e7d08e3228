/* One line on stderr for errors outside the judged documents. */
#include "base/trouble.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/display.h"
#include "base/progress.h"

static void print_harmless(FILE *out, const char *text)
{
    const char *at = text;
    const char *end = text + strlen(text);

    while (at < end) {
        size_t plain = display_plain(at, end);

        fwrite(at, 1, plain, out);
        at += plain;
        if (at < end) {
            struct glyph glyph = display_next(&at, end);

            fwrite(glyph.bytes, 1, glyph.length, out);
        }
    }
}

void trouble(const char *subject, const char *format, ...)
{
    char reason[4096];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);

    progress_clear();
    fputs(PROGRAM_NAME, stderr);
    fputs(": ", stderr);
    if (subject != NULL) {
        print_harmless(stderr, subject);
        fputs(": ", stderr);
    }
    print_harmless(stderr, reason);
    fputc('\n', stderr);
}
