/* Frames JSON: the whole input is one document. */
#include "input/input.h"

enum input_step input_json_next(struct input *input, struct record *record)
{
    enum input_step step = INPUT_RECORD;

    if (input->number > 0) {
        return INPUT_END;
    }
    while (step == INPUT_RECORD && input->end <= input->max_record) {
        step = input_fill(input);
    }
    *record = (struct record){.input = input->name, .line = 1};
    input->number = 1;
    if (input->end > input->max_record) {
        return INPUT_TOO_LONG;
    }
    if (step != INPUT_END) {
        return step;
    }
    record->bytes = record->shown = input->buffer;
    record->length = input->end;
    return INPUT_RECORD;
}
