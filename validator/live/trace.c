/* Prints headers line by line. */
#include "live/trace.h"

#include <stdio.h>

#include "base/display.h"
#include "base/redact.h"
#include "common/buffer.h"
#include "http/message.h"

static void print_line(const char *prefix, struct dg_text line, struct dg_text token)
{
    struct buffer shown = {.data = NULL};

    redact_header(&shown, line, token);
    fputs(prefix, stderr);
    for (const char *at = shown.data; at != NULL && at < shown.data + shown.length;) {
        struct glyph glyph = display_next(&at, shown.data + shown.length);

        fwrite(glyph.bytes, 1, glyph.length, stderr);
    }
    fputc('\n', stderr);
    buffer_free(&shown);
}

void trace_header(const char *prefix, struct dg_text lines, struct dg_text token)
{
    struct dg_text line;

    while (message_next_line(&lines, &line)) {
        if (line.length > 0) {
            print_line(prefix, line, token);
        }
    }
}
