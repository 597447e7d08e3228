/* Opens an input, recognizes its format, and gets its records from the framer of the format. */
#include "input/input.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/row.h"
#include "common/memory.h"
#include "input/foreign.h"

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

/* The suffix at the end of a name of this length. Empty if there is none. */
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
    case SOURCE_END:
        return INPUT_RECORD;
    case SOURCE_UNREADABLE:
        break;
    }
    return input_unreadable(input);
}

/* Refuses a file that is recognized as something else. Errors are reported by the framer. */
static enum input_step refuse_foreign(struct input *input)
{
    enum input_step step = INPUT_RECORD;
    const char *words = NULL;

    while (step == INPUT_RECORD && input->end < FOREIGN_SIZE) {
        step = input_fill(input);
    }
    if (step == INPUT_UNREADABLE && input->end == 0) {
        return step;
    }
    words = foreign_words(input->name, (struct dg_text){input->buffer, input->end});
    return words == NULL ? INPUT_RECORD : input_fault(input, INPUT_UNREADABLE, "%s", words);
}

enum input_step input_open(struct input *input, const char *path, enum input_format format)
{
    enum input_step step = INPUT_RECORD;

    rewind_to(input, path);
    if (input->buffer == NULL) {
        input->buffer = memory_block(INPUT_BLOCK_SIZE);
        input->capacity = INPUT_BLOCK_SIZE;
    }
    step = open_source(input, path);
    if (step != INPUT_RECORD) {
        return step;
    }
    if (input->alone) {
        source_alone(&input->source);
    }
    if (input->in_step) {
        source_as_is(&input->source);
        format = INPUT_NDJSON;
    } else {
        step = refuse_foreign(input);
    }
    if (step == INPUT_RECORD && format == INPUT_AUTO) {
        format = input_detect(input, input_format_of(path));
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
