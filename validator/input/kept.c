/* Copies records and what they point to, one after the other into one piece of memory. */
#include "input/kept.h"

#include <string.h>

bool kept_is_possible(const struct record *record)
{
    return record->capture->deferred || record->wrapping == NULL;
}

/* The text of a record that has to be copied. */
static struct dg_text kept_text(const struct record *record)
{
    if (record->capture != NULL && record->capture->deferred) {
        return record->wrapping->text;
    }
    return (struct dg_text){record->bytes, record->length};
}

/* The bytes of a string with its end; 0: there is none. */
static size_t string_size(const char *string)
{
    return string == NULL ? 0 : strlen(string) + 1;
}

size_t kept_size(const struct record *record)
{
    const struct capture *capture = record->capture;
    size_t size = kept_text(record).length;

    if (capture != NULL && !capture->deferred) {
        size += sizeof *capture + string_size(capture->content_type) +
                string_size(capture->content_encoding) + string_size(capture->body_lost);
    } else if (capture != NULL) {
        size += sizeof *capture;
    }
    return (size + _Alignof(max_align_t) - 1) / _Alignof(max_align_t) * _Alignof(max_align_t);
}

/* Copies a string to *at, which moves past the copy. */
static const char *copy_string(const char *string, char **at)
{
    size_t size = string_size(string);
    char *copy = *at;

    if (size == 0) {
        return NULL;
    }
    memcpy(copy, string, size);
    *at += size;
    return copy;
}

void kept_take(struct kept *kept, const struct input *input, const struct record *record,
               char *bytes)
{
    struct dg_text text = kept_text(record);
    char *at = bytes;

    kept->record = *record;
    kept->framer = input->framer;
    if (record->capture != NULL) {
        struct capture *capture = (void *)at;

        at += sizeof *capture;
        *capture = *record->capture;
        if (!capture->deferred) {
            capture->content_type = copy_string(capture->content_type, &at);
            capture->content_encoding = copy_string(capture->content_encoding, &at);
            capture->body_lost = copy_string(capture->body_lost, &at);
        }
        kept->record.capture = capture;
        kept->record.wrapping = NULL;
    }
    kept->record.bytes = kept->record.shown =
        text.length == 0 ? at : memcpy(at, text.data, text.length);
    kept->record.length = text.length;
}

enum input_step kept_restore(const struct kept *kept, struct input *input, struct record *record)
{
    const struct record *copy = &kept->record;

    *record = *copy;
    input->framer = kept->framer;
    if (copy->capture == NULL || !copy->capture->deferred) {
        return INPUT_RECORD;
    }
    input->wrapping.text = (struct dg_text){copy->bytes, copy->length};
    input->wrapping.offset = copy->offset;
    input->wrapping.line = copy->line;
    input->wrapping.column = copy->column;
    record->bytes = record->shown = NULL;
    record->length = 0;
    return input_har_request(input, record);
}
