/* Reads an input in blocks and recognizes its format. */
#include "input/input.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/row.h"
#include "input/foreign.h"
#include "input/position.h"

#define BLOCK_SIZE ((size_t)256 * 1024)
/* A record may be followed by CR LF. */
#define LINE_END 2

/* A row of the formats, with its framer. */
struct format {
    const char *suffixes;
    const char *words;
    struct input_framer framer;
};

static const struct format formats[] = {
#define FORMAT(identifier, name, suffixes, words, begin, next, complete)                           \
    [INPUT_##identifier] = {                                                                       \
        ROW_TEXT(suffixes),                                                                        \
        ROW_TEXT(words),                                                                           \
        {ROW_FUNCTION(begin, void (*)(struct input *)),                                            \
         ROW_FUNCTION(next, enum input_step(*)(struct input *, struct record *)),                  \
         ROW_FUNCTION(complete, enum input_step(*)(struct input *, struct record *))}},
    INPUT_FORMATS(FORMAT)
#undef FORMAT
};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

const char *const input_format_names[] = {
#define NAME(identifier, name, suffixes, words, begin, next, complete) (name),
    "auto", INPUT_FORMATS(NAME) NULL
#undef NAME
};

const char *input_format_words(enum input_format format)
{
    return format == INPUT_AUTO ? "by the suffix of the file, or else by its content"
                                : formats[format].words;
}

/* Whether `suffix`, in any case, is one of the list. */
static bool has_suffix(const char *suffixes, struct dg_text suffix)
{
    while (*suffixes != '\0') {
        size_t length = strcspn(suffixes, " ");

        if (length == suffix.length && strncasecmp(suffixes, suffix.data, length) == 0) {
            return true;
        }
        suffixes += length;
        suffixes += strspn(suffixes, " ");
    }
    return false;
}

/* The suffix that a name of this length ends with; without any, the empty text. */
static struct dg_text suffix_of(const char *path, size_t length)
{
    const char *dot = memrchr(path, '.', length);

    return dot == NULL ? (struct dg_text){path, 0}
                       : (struct dg_text){dot, length - (size_t)(dot - path)};
}

enum input_format input_format_of(const char *path)
{
    struct dg_text suffix = suffix_of(path, source_stem(path));

    if (has_suffix(".txt", suffix)) {
        suffix = suffix_of(path, (size_t)(suffix.data - path));
    }
    for (size_t i = INPUT_AUTO + 1; i < FORMAT_COUNT; i++) {
        if (has_suffix(formats[i].suffixes, suffix)) {
            return (enum input_format)i;
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

/* Makes room after `end`. */
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

enum input_step input_fault(struct input *input, enum input_step step, const char *format, ...)
{
    char text[256];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    input->error = 0;
    buffer_clear(&input->fault);
    buffer_add(&input->fault, text);
    return buffer_string(&input->fault) == NULL ? INPUT_NO_MEMORY : step;
}

static enum input_step unreadable(struct input *input)
{
    if (input->source.fault != NULL) {
        return input_fault(input, INPUT_UNREADABLE, "%s", input->source.fault);
    }
    input->error = input->source.error;
    return INPUT_UNREADABLE;
}

enum input_step input_fill(struct input *input)
{
    enum input_step room = INPUT_END;
    size_t got = 0;

    if (input->ended) {
        return INPUT_END;
    }
    room = make_room(input);
    if (room != INPUT_RECORD) {
        return room;
    }
    switch (source_read(&input->source, input->buffer + input->end, input->capacity - input->end,
                        &got)) {
    case SOURCE_BYTES:
        input->end += got;
        return INPUT_RECORD;
    case SOURCE_END:
        input->ended = true;
        return INPUT_END;
    case SOURCE_UNREADABLE:
        return unreadable(input);
    case SOURCE_NO_MEMORY:
        break;
    }
    return INPUT_NO_MEMORY;
}

void input_take(struct input *input, size_t length)
{
    input->begin += length;
    input->offset += length;
    input->searched = 0;
}

void input_pass(struct input *input, size_t length)
{
    struct positions positions;
    struct position position;

    position_open(&positions, input->buffer + input->begin, length, input->line, input->column);
    position = position_find(&positions, length);
    input->line = position.line;
    input->column = position.column;
    input_take(input, length);
}

struct record input_record(const struct input *input, const char *part)
{
    return (struct record){
        .input = input->name,
        .offset = input->offset,
        .line = input->line,
        .column = input->column,
        .number = input->number,
        .part = part,
    };
}

static void rewind_to(struct input *input, const char *path)
{
    input->name = path;
    input->begin = input->end = input->searched = 0;
    input->offset = input->number = 0;
    input->line = input->column = 1;
    input->ended = false;
}

void input_begin_nothing(struct input *input)
{
    (void)input;
}

enum input_step input_complete_nothing(struct input *input, struct record *record)
{
    (void)input;
    (void)record;
    return INPUT_RECORD;
}

static enum input_step open_source(struct input *input, const char *path)
{
    switch (source_open(&input->source, path)) {
    case SOURCE_BYTES:
        return INPUT_RECORD;
    case SOURCE_UNREADABLE:
        return unreadable(input);
    case SOURCE_END:
    case SOURCE_NO_MEMORY:
        break;
    }
    return INPUT_NO_MEMORY;
}

/* Refuses a file that is recognized as something else. Errors are reported by the framer. */
static enum input_step refuse_foreign(struct input *input)
{
    enum input_step step = INPUT_RECORD;
    const char *words = NULL;

    while (step == INPUT_RECORD && input->end < FOREIGN_SIZE) {
        step = input_fill(input);
    }
    if (step == INPUT_NO_MEMORY || (step == INPUT_UNREADABLE && input->end == 0)) {
        return step;
    }
    words = foreign_words(input->name, (struct dg_text){input->buffer, input->end});
    return words == NULL ? INPUT_RECORD : input_fault(input, INPUT_UNREADABLE, "%s", words);
}

enum input_step input_open(struct input *input, const char *path, enum input_format format)
{
    enum input_step step = INPUT_NO_MEMORY;

    rewind_to(input, path);
    if (input->buffer == NULL) {
        input->buffer = malloc(BLOCK_SIZE);
        input->capacity = BLOCK_SIZE;
    }
    if (input->buffer != NULL) {
        step = open_source(input, path);
    }
    if (step != INPUT_RECORD) {
        return step;
    }
    step = refuse_foreign(input);
    if (step == INPUT_RECORD && format == INPUT_AUTO) {
        step = input_detect(input, &format);
    }
    if (step == INPUT_RECORD) {
        input->framer = &formats[format].framer;
        input->framer->begin(input);
    }
    return step;
}

enum input_step input_next(struct input *input, struct record *record)
{
    return input->framer->next(input, record);
}

enum input_step input_complete(struct input *input, struct record *record)
{
    return input->framer->complete(input, record);
}

void input_close(struct input *input)
{
    source_close(&input->source);
}

void input_free(struct input *input)
{
    free(input->buffer);
    input->buffer = NULL;
    buffer_free(&input->fault);
    buffer_free(&input->wrapping.marks);
    har_entry_free(&input->har.entry);
    response_free(&input->http.response);
    buffer_free(&input->http.body);
    buffer_free(&input->http.plain);
    buffer_free(&input->http.lost);
}
