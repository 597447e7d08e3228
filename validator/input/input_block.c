/* Reads an input in blocks, and counts the bytes, lines and columns that framers take from them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/memory.h"
#include "input/input.h"
#include "input/position.h"

/* A record may be followed by CR LF. */
#define LINE_END 2

static void grow(struct input *input, size_t limit)
{
    input->capacity = input->capacity > limit / 2 ? limit : input->capacity * 2;
    input->buffer = memory_grow(input->buffer, input->capacity);
}

/* Makes room after `end`. */
static enum input_step make_room(struct input *input)
{
    size_t longest = input->max_record + LINE_END;
    size_t limit = longest > INPUT_BLOCK_SIZE ? longest : INPUT_BLOCK_SIZE;

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
    grow(input, limit);
    return INPUT_RECORD;
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
    return step;
}

enum input_step input_unreadable(struct input *input)
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
        break;
    }
    return input_unreadable(input);
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
