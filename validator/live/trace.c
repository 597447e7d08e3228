/* Prints headers and bodies line by line. */
#include "live/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "base/print.h"
#include "base/redact.h"
#include "base/trouble.h"
#include "common/buffer.h"
#include "common/memory.h"
#include "http/message.h"

/* Bytes of a body that are shown: of its beginning, and of its end. */
#define SHOWN_BEGINNING ((size_t)1500)
#define SHOWN_END ((size_t)500)

static void print_harmless(const char *prefix, struct dg_text line)
{
    const char *at = line.data;

    fputs(prefix, stderr);
    while (line.length > 0 && at < line.data + line.length) {
        struct glyph glyph = display_next(&at, line.data + line.length);

        fwrite(glyph.bytes, 1, glyph.length, stderr);
    }
    fputc('\n', stderr);
}

static void print_line(const char *prefix, struct dg_text line, struct dg_text token)
{
    struct buffer shown = {.data = NULL};

    redact_header(&shown, line, token);
    print_harmless(prefix, buffer_text(&shown));
    buffer_free(&shown);
}

static void print_part(const char *prefix, struct dg_text part)
{
    struct dg_text line;

    while (message_next_line(&part, &line)) {
        print_harmless(prefix, line);
    }
}

/* Whether a byte is inside a character of UTF-8. */
static bool is_inside(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

void trace_body(const char *prefix, struct dg_text body)
{
    size_t first = SHOWN_BEGINNING;
    size_t last = body.length - SHOWN_END;

    fprintf(stderr, "%.1s\n", prefix);
    if (body.length <= SHOWN_BEGINNING + SHOWN_END) {
        print_part(prefix, body);
        return;
    }
    while (first > SHOWN_BEGINNING - 3 && is_inside(body.data[first])) {
        first--;
    }
    while (last < body.length - SHOWN_END + 3 && is_inside(body.data[last])) {
        last++;
    }
    print_part(prefix, (struct dg_text){body.data, first});
    fprintf(stderr, "%s\u2026 %zu bytes \u2026\n", prefix, last - first);
    print_part(prefix, (struct dg_text){body.data + last, body.length - last});
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

/* libcurl's lines: "NAME:" tells libcurl not to send a header, "NAME;" to send an empty one. */
static void write_header(struct output *output, const char *line, struct dg_text token)
{
    struct buffer shown = {.data = NULL};
    size_t name = strcspn(line, ":;");

    if (line[name] == ':' && line[name + 1] == '\0') {
        return;
    }
    redact_header(&shown, dg_text_of(line), token);
    if (line[name] == ';' && line[name + 1] == '\0') {
        shown.data[shown.length - 1] = ':';
    }
    print(output, "%s\n", buffer_string(&shown));
    explicit_bzero(shown.data, shown.length);
    buffer_free(&shown);
}

enum exit_status trace_request(const struct request *request, const char *path)
{
    struct output *output = memory_block(sizeof *output);
    bool written = false;

    if (output_open(output, path, FILE_READERS_USUAL)) {
        print(output, "%s\n", request->name.data);
        for (const struct curl_slist *at = request->headers; at != NULL; at = at->next) {
            write_header(output, at->data, buffer_text(&request->token));
        }
        written = output_commit(output);
    }
    free(output);
    return written ? EXIT_CONFORMS : EXIT_FAILED;
}
