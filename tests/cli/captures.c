/* Reads inputs in pieces, and records their steps. */
#include "captures.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

size_t captures_read_limit = SIZE_MAX;

ssize_t __real_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size);
ssize_t __wrap_read(int fd, void *buffer, size_t size)
{
    return __real_read(fd, buffer, size < captures_read_limit ? size : captures_read_limit);
}

int captures_enter_folder(void **state)
{
    static char folder[] = "captures-XXXXXX";

    *state = folder;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

int captures_leave_folder(void **state)
{
    unlink("heard");
    return chdir("..") != 0 || rmdir(*state) != 0;
}

void captures_write(const char *path, const char *bytes, size_t length)
{
    int fd = -1;

    unlink(path); /* some file systems take their time to truncate */
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || write(fd, bytes, length) != (ssize_t)length || close(fd) != 0) {
        perror(path);
        abort();
    }
}

static void put_capture(FILE *out, const struct capture *capture)
{
    fprintf(out, " %.*s %.*s -> %d %s %s", (int)capture->method.length, capture->method.data,
            (int)capture->url.length, capture->url.data, capture->status,
            capture->content_type == NULL ? "-" : capture->content_type,
            capture->content_encoding == NULL ? "-" : capture->content_encoding);
    if (capture->of_proxy_perhaps) {
        fputs(" of a proxy?", out);
    }
    if (capture->body_lost != NULL) {
        fprintf(out, " (%s)", capture->body_lost);
    }
}

static void put_record(FILE *out, const struct record *record)
{
    const struct wrapping *wrapping = record->wrapping;

    fprintf(out, "record %ju %ju:%ju @%ju", (uintmax_t)record->number, (uintmax_t)record->line,
            (uintmax_t)record->column, (uintmax_t)record->offset);
    if (wrapping != NULL) {
        fprintf(out, " in %ju:%ju @%ju+%zu", (uintmax_t)wrapping->line, (uintmax_t)wrapping->column,
                (uintmax_t)wrapping->offset, wrapping_find(wrapping, 0));
    }
    if (record->capture != NULL) {
        put_capture(out, record->capture);
    }
    fputs(" [", out);
    for (size_t i = 0; i < record->length; i++) {
        char c = record->bytes[i];

        fprintf(out, c < ' ' || c == '\x7F' ? "\\%02x" : "%c", (unsigned char)c);
    }
    fputs("]\n", out);
}

/* Writes the next step. Returns false after the last one. */
static bool put_step(FILE *out, struct input *input)
{
    struct record record = {.length = 0};
    enum input_step step = input_next(input, &record);

    if (step == INPUT_RECORD) {
        step = input_complete(input, &record);
    }
    switch (step) {
    case INPUT_RECORD:
        put_record(out, &record);
        return true;
    case INPUT_TOO_LONG:
        fprintf(out, "too long %ju:%ju\n", (uintmax_t)record.number, (uintmax_t)record.line);
        return true;
    case INPUT_FAULTY:
        fprintf(out, "faulty %ju: %s\n", (uintmax_t)record.number, buffer_string(&input->fault));
        return true;
    case INPUT_UNREADABLE:
        fprintf(out, "unreadable: %s\n", buffer_string(&input->fault));
        return false;
    case INPUT_END:
        break;
    }
    fputs("end\n", out);
    return false;
}

char *captures_hear(const char *path, enum input_format format, size_t max_record)
{
    struct input input = {.max_record = max_record};
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    if (input_open(&input, path, format) == INPUT_RECORD) {
        while (put_step(out, &input)) {
        }
    } else {
        fprintf(out, "unreadable: %s\n", buffer_string(&input.fault));
    }
    input_close(&input);
    input_free(&input);
    fclose(out);
    return text;
}
