/* Frames HTTP Archives (HAR 1.2): each element of log.entries is a record, and the rest of the file
 * is dropped. */
#include "input/input.h"

#include <string.h>

#include "base/display.h"
#include "input/har_body.h"
#include "input/position.h"

static bool is_named(const struct skipper *skipper, const char *name)
{
    return skipper->name_length == strlen(name) &&
           memcmp(skipper->name, name, skipper->name_length) == 0;
}

void input_har_begin(struct input *input)
{
    struct har *har = &input->har;

    skipper_open(&har->skipper);
    har->in_log = har->in_entries = har->log_next = har->entries_next = false;
    har->met_log = har->met_entries = har->in_entry = har->too_long = har->faulty = false;
    har->begun = false;
}

/* The position after a text that begins on `line`, in `column`. */
static struct position position_after(struct dg_text text, uint64_t line, uint64_t column)
{
    struct positions positions;

    position_open(&positions, text.data, text.length, line, column);
    return position_find(&positions, text.length);
}

/* The position of the byte after the searched ones. */
static struct position next_position(const struct input *input)
{
    const struct dg_text searched = {input->buffer + input->begin, input->searched};

    return position_after(searched, input->line, input->column);
}

#define LONGEST_CHARACTER 4 /* bytes */

/* Reads until the buffer holds the whole next character, or the input ends. */
static void read_character(struct input *input)
{
    while (input->end - input->begin - input->searched < LONGEST_CHARACTER &&
           input_fill(input) == INPUT_RECORD) {
    }
}

/* Reports that the next byte, or the end, is not JSON. */
static enum input_step not_json(struct input *input, enum input_step step)
{
    const struct har *har = &input->har;
    struct glyph found = {.bytes = "the end", .length = 7};
    struct position position;
    const char *at;
    const char *end;

    read_character(input);
    position = next_position(input);
    at = input->buffer + input->begin + input->searched;
    end = input->buffer + input->end;
    if (at < end) {
        found = display_next(&at, end);
    }
    return input_fault(input, step, "line %llu, column %llu: not JSON: expected %s, found %.*s",
                       (unsigned long long)position.line, (unsigned long long)position.column,
                       har->skipper.expected, (int)found.length, found.bytes);
}

static enum input_step twice(struct input *input, const char *name)
{
    struct position position = next_position(input);

    return input_fault(input, INPUT_UNREADABLE, "line %llu, column %llu: '%s' occurs twice",
                       (unsigned long long)position.line, (unsigned long long)position.column,
                       name);
}

/* The number of bytes at the end of the searched ones that begin a character: they are kept, to be
   counted as one. */
static size_t cut_character(const struct input *input)
{
    const char *begin = input->buffer + input->begin;
    size_t length = input->searched;
    size_t cut = 0;

    while (cut < 3 && cut < length && ((unsigned char)begin[length - 1 - cut] & 0xC0) == 0x80) {
        cut++;
    }
    if (cut < length && (unsigned char)begin[length - 1 - cut] >= 0xC0 && !input->ended) {
        return cut + 1;
    }
    return 0;
}

/* Drops the searched bytes. */
static void drop(struct input *input)
{
    size_t kept = cut_character(input);

    input_pass(input, input->searched - kept);
    input->searched = kept;
}

/* To be called when all bytes were searched: reads more. */
static enum input_step read_on(struct input *input)
{
    struct har *har = &input->har;
    enum input_step step = INPUT_RECORD;

    if (!har->in_entry || har->too_long) {
        drop(input);
    }
    step = input_fill(input);
    if (step == INPUT_TOO_LONG) {
        har->too_long = true;
        drop(input);
        step = input_fill(input);
    }
    return step;
}

static enum input_step end_file(struct input *input)
{
    struct har *har = &input->har;

    if (input->offset == 0 && input->begin == input->end) {
        return input_fault(input, INPUT_UNREADABLE, "the file is empty");
    }
    if (!skipper_may_end(&har->skipper)) {
        return not_json(input, INPUT_UNREADABLE);
    }
    if (!har->met_entries) {
        return input_fault(input, INPUT_UNREADABLE, "not a HAR: log.entries is missing");
    }
    return INPUT_END;
}

/* Takes the name of a member. Returns INPUT_RECORD if there is no fault. */
static enum input_step take_name(struct input *input)
{
    struct har *har = &input->har;
    size_t depth = har->skipper.depth;

    har->log_next = depth == 1 && is_named(&har->skipper, "log");
    har->entries_next = depth == 2 && har->in_log && is_named(&har->skipper, "entries");
    if (har->log_next && har->met_log) {
        return twice(input, "log");
    }
    if (har->entries_next && har->met_entries) {
        return twice(input, "log.entries");
    }
    har->met_log |= har->log_next;
    return INPUT_RECORD;
}

static void begin_value(struct input *input)
{
    struct har *har = &input->har;
    char first = input->buffer[input->begin + input->searched];

    if (har->skipper.depth == 1) {
        har->in_log = har->log_next && first == '{';
    } else if (har->skipper.depth == 2) {
        har->in_entries = har->entries_next && first == '[';
        har->met_entries |= har->in_entries || (har->entries_next && first == 'n'); /* null */
    } else if (har->skipper.depth == 3 && har->in_entries) {
        input_pass(input, input->searched);
        har->in_entry = true;
        har->too_long = har->faulty = false;
        input->number++;
    }
}

/* The result for an entry that has ended. */
static enum input_step end_entry(struct input *input, struct record *record)
{
    struct har *har = &input->har;
    size_t length = input->searched;
    struct wrapping *wrapping = &input->wrapping;

    *record = input_record(input, "entry");
    har->in_entry = false;
    wrapping->text = (struct dg_text){input->buffer + input->begin, length};
    wrapping->offset = input->offset;
    wrapping->line = input->line;
    wrapping->column = input->column;
    input_pass(input, length);
    if (har->faulty) {
        return INPUT_FAULTY;
    }
    return har->too_long || length > input->max_record ? INPUT_TOO_LONG : INPUT_RECORD;
}

/* The result of reading a part of the entry. */
static enum input_step result_of(struct input *input, enum har_result result)
{
    const struct wrapping *wrapping = &input->wrapping;
    const struct har_entry *entry = &input->har.entry;
    struct position position;

    switch (result) {
    case HAR_READ:
        return INPUT_RECORD;
    case HAR_TOO_LONG:
        return INPUT_TOO_LONG;
    case HAR_FAULT:
        break;
    }
    position = position_after((struct dg_text){wrapping->text.data, entry->fault_at},
                              wrapping->line, wrapping->column);
    return input_fault(input, INPUT_FAULTY, "line %llu, column %llu: %s",
                       (unsigned long long)position.line, (unsigned long long)position.column,
                       entry->fault);
}

/* Leaves the reading of the record to kept_restore. */
static enum input_step defer(struct input *input, struct record *record)
{
    input->capture = (struct capture){.deferred = true};
    record->capture = &input->capture;
    record->wrapping = &input->wrapping;
    return INPUT_RECORD;
}

enum input_step input_har_request(struct input *input, struct record *record)
{
    struct har_entry *entry = &input->har.entry;
    enum input_step step = result_of(input, har_entry_read(entry, input->wrapping.text));

    input->capture = (struct capture){
        .request = true,
        .method = buffer_text(&entry->method),
        .url = buffer_text(&entry->url),
        .retried = entry->retried,
    };
    record->capture = &input->capture;
    record->apart = true;
    return step;
}

/* Takes an event of the skipper. Returns INPUT_RECORD if there is nothing to report. */
static enum input_step take_event(struct input *input, enum skipper_event event,
                                  struct record *record)
{
    struct har *har = &input->har;
    size_t depth = har->skipper.depth;

    switch (event) {
    case SKIPPER_MORE:
        break;
    case SKIPPER_NAMED:
        return take_name(input);
    case SKIPPER_BEGIN:
        begin_value(input);
        break;
    case SKIPPER_END:
        if (depth == 3 && har->in_entry) {
            enum input_step step = end_entry(input, record);

            if (step != INPUT_RECORD) {
                return step;
            }
            return input->deferring ? defer(input, record) : input_har_request(input, record);
        }
        har->in_entries &= depth > 2;
        har->in_log &= depth > 1;
        break;
    case SKIPPER_FAULT:
        if (!har->in_entry) {
            return not_json(input, INPUT_UNREADABLE);
        }
        har->faulty = true;
        skipper_pass_over(&har->skipper, 3);
        return not_json(input, INPUT_RECORD);
    }
    return INPUT_RECORD;
}

static void take_byte_order_mark(struct input *input)
{
    input->har.begun = true;
    if (input->end >= 3 && memcmp(input->buffer, "\xEF\xBB\xBF", 3) == 0) {
        input_pass(input, 3);
    }
}

enum input_step input_har_next(struct input *input, struct record *record)
{
    struct har *har = &input->har;
    enum input_step step = INPUT_RECORD;

    while (!har->begun && step == INPUT_RECORD && input->end < 3) {
        step = input_fill(input);
    }
    if (!har->begun) {
        take_byte_order_mark(input);
    }
    while (step == INPUT_RECORD || step == INPUT_END) {
        const char *begin = input->buffer + input->begin;
        const char *at = begin + input->searched;
        enum skipper_event event = skipper_run(&har->skipper, &at, input->buffer + input->end);
        bool was_in_entry = har->in_entry;

        input->searched = (size_t)(at - begin);
        if (event == SKIPPER_MORE) {
            step = read_on(input);
            if (step == INPUT_END) {
                return end_file(input);
            }
            continue;
        }
        step = take_event(input, event, record);
        if (step != INPUT_RECORD || (was_in_entry && !har->in_entry)) {
            return step;
        }
    }
    return step;
}

/* The media type: from the header, otherwise from the recorder. NULL: none. */
static const char *type_of(struct har_entry *entry)
{
    if (entry->content_type.length > 0) {
        return buffer_string(&entry->content_type);
    }
    if (entry->media_type.length == 0 ||
        dg_text_equal(buffer_text(&entry->media_type), dg_text_of("x-unknown"))) {
        return NULL; /* browsers write this if there is none */
    }
    return buffer_string(&entry->media_type);
}

enum input_step input_har_complete(struct input *input, struct record *record)
{
    struct har_entry *entry = &input->har.entry;
    struct capture *capture = &input->capture;
    enum input_step step = result_of(input, har_entry_read_response(entry, &input->wrapping));

    if (step == INPUT_RECORD) {
        step = result_of(input, har_body_settle(entry, &input->wrapping, input->max_record));
    }
    if (step != INPUT_RECORD) {
        return step;
    }
    capture->status = entry->status;
    capture->body_truncated = entry->truncated;
    capture->content_type = type_of(entry);
    if (entry->lost.length > 0) {
        capture->body_lost = buffer_string(&entry->lost);
    }
    if (entry->encoded && entry->content_encoding.length > 0) {
        capture->content_encoding = buffer_string(&entry->content_encoding);
    }
    record->bytes = record->shown = entry->body.data;
    record->length = entry->body.length;
    record->offset = 0;
    record->line = record->column = 1;
    record->wrapping = &input->wrapping;
    return INPUT_RECORD;
}
