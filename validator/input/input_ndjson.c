/* Frames NDJSON at LF: every line that isn't blank is a document. In step, blank lines are yielded,
 * too. */
#include "input/input.h"

#include <string.h>

/* Finds the end of the line at `begin`; *length is its length without LF. INPUT_RECORD: the line is
   complete; INPUT_END: it is the last one, without LF. */
static enum input_step find_line(struct input *input, size_t *length)
{
    enum input_step step = INPUT_RECORD;

    while (step == INPUT_RECORD) {
        const char *line = input->buffer + input->begin;
        size_t available = input->end - input->begin;
        const char *feed = memchr(line + input->searched, '\n', available - input->searched);

        if (feed != NULL) {
            *length = (size_t)(feed - line);
            return INPUT_RECORD;
        }
        input->searched = available;
        *length = available;
        step = input_fill(input);
    }
    return step;
}

/* Drops the rest of a line that is too long. */
static enum input_step discard_line(struct input *input)
{
    enum input_step step = INPUT_RECORD;

    while (step == INPUT_RECORD) {
        size_t length = 0;

        input_take(input, input->end - input->begin);
        step = input_fill(input);
        if (step == INPUT_RECORD) {
            const char *line = input->buffer + input->begin;
            const char *feed = memchr(line, '\n', input->end - input->begin);

            if (feed != NULL) {
                length = (size_t)(feed - line) + 1;
                input_take(input, length);
                return INPUT_RECORD;
            }
        }
    }
    return step;
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
            return false;
        }
    }
    return true;
}

static size_t without_return(const char *line, size_t length)
{
    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
}

bool input_has_line(const struct input *input)
{
    size_t known = input->begin + input->searched;

    return memchr(input->buffer + known, '\n', input->end - known) != NULL;
}

enum input_step input_ndjson_next(struct input *input, struct record *record)
{
    for (;;) {
        size_t length = 0;
        enum input_step step = find_line(input, &length);
        const char *line = input->buffer + input->begin;

        *record = (struct record){.input = input->name, .offset = input->offset};
        record->line = input->line++;
        if (step == INPUT_UNREADABLE) {
            return step;
        }
        if (step == INPUT_TOO_LONG) {
            record->number = ++input->number;
            step = discard_line(input);
            return step == INPUT_RECORD || step == INPUT_END ? INPUT_TOO_LONG : step;
        }
        if (step == INPUT_END && length == 0) {
            return INPUT_END;
        }
        input_take(input, step == INPUT_RECORD ? length + 1 : length);
        if (is_blank(line, length)) {
            if (input->in_step) {
                return INPUT_RECORD;
            }
            continue;
        }
        record->number = ++input->number;
        record->bytes = record->shown = line;
        record->length = without_return(line, length);
        return record->length > input->max_record ? INPUT_TOO_LONG : INPUT_RECORD;
    }
}
