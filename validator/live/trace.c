/* Prints headers line by line. */
#include "live/trace.h"

#include <stdio.h>
#include <string.h>

#include "base/display.h"
#include "base/redact.h"
#include "common/buffer.h"

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

bool trace_next_line(struct dg_text *lines, struct dg_text *line)
{
    const char *feed = lines->length == 0 ? NULL : memchr(lines->data, '\n', lines->length);
    size_t taken = feed == NULL ? lines->length : (size_t)(feed - lines->data) + 1;

    *line = (struct dg_text){lines->data, feed == NULL ? taken : taken - 1};
    if (line->length > 0 && line->data[line->length - 1] == '\r') {
        line->length--;
    }
    if (taken > 0) {
        lines->data += taken;
        lines->length -= taken;
    }
    return taken > 0;
}

void trace_header(const char *prefix, struct dg_text lines, struct dg_text token)
{
    struct dg_text line;

    while (trace_next_line(&lines, &line)) {
        if (line.length > 0) {
            print_line(prefix, line, token);
        }
    }
}
