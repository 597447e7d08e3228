/* Reads an input in blocks and tells which format it has. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE ((size_t)256 * 1024)
/* A record may be followed by CR LF. */
#define LINE_END 2

static bool has_suffix(const char *path, const char *suffix)
{
    size_t path_length = strlen(path);
    size_t length = strlen(suffix);

    return path_length >= length && strcmp(path + path_length - length, suffix) == 0;
}

enum input_format input_format_of(const char *path)
{
    static const struct {
        const char *suffix;
        enum input_format format;
    } known[] = {{".json", INPUT_JSON}, {".ndjson", INPUT_NDJSON}, {".jsonl", INPUT_NDJSON}};

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (has_suffix(path, known[i].suffix)) {
            return known[i].format;
        }
    }
    return INPUT_AUTO;
}

static bool grow(struct input *input, size_t limit)
{
    size_t capacity = input->capacity > limit / 2 ? limit : input->capacity * 2;
    char *grown = realloc(input->buffer, capacity);

    if (grown == NULL) {
        return false;
    }
    input->buffer = grown;
    input->capacity = capacity;
    return true;
}

/* Makes room behind `end`. */
static enum input_step make_room(struct input *input)
{
    size_t longest = input->max_record + LINE_END;
    size_t limit = longest > BLOCK_SIZE ? longest : BLOCK_SIZE;

    if (input->end < input->capacity) {
        return INPUT_RECORD;
    }
    if (input->begin > 0) {
        memmove(input->buffer, input->buffer + input->begin, input->end - input->begin);
        input->end -= input->begin;
        input->begin = 0;
        return INPUT_RECORD;
    }
    if (input->capacity >= limit) {
        return INPUT_TOO_LONG;
    }
    return grow(input, limit) ? INPUT_RECORD : INPUT_NO_MEMORY;
}

enum input_step input_fill(struct input *input)
{
    enum input_step room = INPUT_END;
    ssize_t got = 0;

    if (input->ended) {
        return INPUT_END;
    }
    room = make_room(input);
    if (room != INPUT_RECORD) {
        return room;
    }
    do {
        got = read(input->fd, input->buffer + input->end, input->capacity - input->end);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        input->error = errno;
        return INPUT_UNREADABLE;
    }
    input->end += (size_t)got;
    input->ended = got == 0;
    return input->ended ? INPUT_END : INPUT_RECORD;
}

void input_take(struct input *input, size_t length)
{
    input->begin += length;
    input->offset += length;
    input->searched = 0;
}

/* How far the content was looked at to tell its format. */
struct guess {
    enum {
        GUESS_BEFORE, /* in white space before the first line that isn't blank */
        GUESS_LINE,   /* in that line, which begins with { */
        GUESS_AFTER   /* behind it: it ended with } */
    } state;
    size_t at;
};

static void skip_blank(struct guess *guess, const char *text, size_t length)
{
    while (guess->at < length && strchr(" \t\r\n", text[guess->at]) != NULL &&
           text[guess->at] != '\0') {
        guess->at++;
    }
}

static bool ends_with_brace(const char *line, const char *end)
{
    while (end > line && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r')) {
        end--;
    }
    return end > line && end[-1] == '}';
}

/* Looks at what was read since the last time. INPUT_AUTO: it takes more to tell. */
static enum input_format guess_on(struct guess *guess, const char *text, size_t length)
{
    if (guess->state == GUESS_BEFORE) {
        if (guess->at == 0 && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
            guess->at = 3;
        }
        skip_blank(guess, text, length);
        if (guess->at == length) {
            return INPUT_AUTO;
        }
        if (text[guess->at] != '{') {
            return INPUT_JSON;
        }
        guess->state = GUESS_LINE;
    }
    if (guess->state == GUESS_LINE) {
        const char *feed = memchr(text + guess->at, '\n', length - guess->at);

        if (feed == NULL) {
            guess->at = length;
            return INPUT_AUTO;
        }
        if (!ends_with_brace(text, feed)) {
            return INPUT_JSON;
        }
        guess->at = (size_t)(feed - text);
        guess->state = GUESS_AFTER;
    }
    skip_blank(guess, text, length);
    return guess->at == length ? INPUT_AUTO : INPUT_NDJSON;
}

/* Tells the format by content. Without a second line the input is one document. */
static enum input_step detect(struct input *input, enum input_format *format)
{
    struct guess guess = {.state = GUESS_BEFORE};
    enum input_step step = INPUT_RECORD;

    while (step == INPUT_RECORD && *format == INPUT_AUTO) {
        step = input_fill(input);
        *format = guess_on(&guess, input->buffer, input->end);
    }
    if (step == INPUT_UNREADABLE || step == INPUT_NO_MEMORY) {
        return step;
    }
    if (*format == INPUT_AUTO) {
        *format = INPUT_JSON;
    }
    return INPUT_RECORD;
}

static int open_path(const char *path)
{
    if (strcmp(path, "-") == 0) {
        return STDIN_FILENO;
    }
    return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

enum input_step input_open(struct input *input, const char *path, enum input_format format)
{
    enum input_step step = INPUT_RECORD;

    if (input->buffer == NULL) {
        input->buffer = malloc(BLOCK_SIZE);
        if (input->buffer == NULL) {
            return INPUT_NO_MEMORY;
        }
        input->capacity = BLOCK_SIZE;
    }
    input->name = path;
    input->begin = input->end = input->searched = 0;
    input->offset = input->number = 0;
    input->line = 1;
    input->ended = false;
    input->fd = open_path(path);
    if (input->fd < 0) {
        input->error = errno;
        return INPUT_UNREADABLE;
    }
    if (format == INPUT_AUTO) {
        format = input_format_of(path);
    }
    if (format == INPUT_AUTO) {
        step = detect(input, &format);
    }
    input->next = format == INPUT_NDJSON ? input_ndjson_next : input_json_next;
    return step;
}

enum input_step input_next(struct input *input, struct record *record)
{
    return input->next(input, record);
}

void input_close(struct input *input)
{
    if (input->fd > STDIN_FILENO) {
        close(input->fd);
    }
    input->fd = -1;
}

void input_free(struct input *input)
{
    free(input->buffer);
    input->buffer = NULL;
}
