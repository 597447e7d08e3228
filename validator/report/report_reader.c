/* Frames the parts of reports: the members of a document, the elements of its lists, or lines. */
#include "report/report_reader.h"

#include <stdlib.h>
#include <string.h>

#include "input/source.h"

#define BLOCK ((size_t)64 * 1024)

static bool refuse(struct report_reader *reader, const char *fault)
{
    buffer_clear(&reader->fault);
    buffer_add(&reader->fault, fault);
    return false;
}

/* The end of the value at `at`, in well-formed JSON. */
static const char *value_end(const char *at)
{
    size_t depth = 0;
    bool in_string = false;

    for (;; at++) {
        if (in_string && *at == '\\') {
            at++;
        } else if (in_string) {
            in_string = *at != '"';
        } else if (*at == '"') {
            in_string = true;
        } else if (*at == '{' || *at == '[') {
            depth++;
        } else if (*at == '}' || *at == ']') {
            if (depth <= 1) {
                return depth == 0 ? at : at + 1;
            }
            depth--;
        } else if (depth == 0 && (*at == ',' || *at == '\0')) {
            return at;
        }
    }
}

static bool next(struct report_member *member, char open, bool named)
{
    if (*member->at != open && *member->at != ',') {
        return false;
    }
    member->at++;
    if (*member->at == '}' || *member->at == ']') {
        return false;
    }
    member->name.length = 0;
    if (named) {
        const char *name = ++member->at;

        while (*member->at != '"') {
            member->at += *member->at == '\\' ? 2 : 1;
        }
        member->name = (struct dg_text){name, (size_t)(member->at - name)};
        member->at += 2;
    }
    member->value.data = member->at;
    member->at = value_end(member->at);
    member->value.length = (size_t)(member->at - member->value.data);
    return true;
}

bool report_reader_member(struct report_member *member)
{
    return next(member, '{', true);
}

bool report_reader_element(struct report_member *element)
{
    return next(element, '[', false);
}

/* Removes the blanks between tokens. */
static void remove_blanks(struct buffer *text)
{
    size_t kept = 0;
    bool in_string = false;

    for (size_t i = 0; i < text->length; i++) {
        char c = text->data[i];

        if (in_string && c == '\\') {
            text->data[kept++] = c;
            c = text->data[++i];
        } else if (c == '"') {
            in_string = !in_string;
        } else if (!in_string && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            continue;
        }
        text->data[kept++] = c;
    }
    text->length = kept;
    text->data[kept] = '\0';
}

static bool is_named(struct dg_text name, const char *word)
{
    return dg_text_equal(name, dg_text_of(word));
}

/* The part that a line is. A summary or coverage is the value of its member. */
static enum report_part part_of_line(struct dg_text *line)
{
    struct report_member member = {.at = line->data};

    while (report_reader_member(&member)) {
        if (is_named(member.name, "summary")) {
            *line = member.value;
            return REPORT_PART_SUMMARY;
        }
        if (is_named(member.name, "lifecycle")) {
            *line = member.value;
            return REPORT_PART_LIFECYCLE;
        }
        if (is_named(member.name, "coverage")) {
            *line = member.value;
            return REPORT_PART_COVERAGE;
        }
        if (is_named(member.name, "code")) {
            return REPORT_PART_FINDING;
        }
        if (is_named(member.name, "documents")) {
            return REPORT_PART_INPUT;
        }
    }
    return REPORT_PART_OTHER;
}

static enum report_part part_named(const struct skipper *skipper)
{
    static const struct {
        const char *name;
        enum report_part part;
    } names[] = {
        {"schema", REPORT_PART_SCHEMA},       {"contract", REPORT_PART_CONTRACT},
        {"findings", REPORT_PART_FINDING},    {"inputs", REPORT_PART_INPUT},
        {"coverage", REPORT_PART_COVERAGE},   {"summary", REPORT_PART_SUMMARY},
        {"lifecycle", REPORT_PART_LIFECYCLE},
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (skipper->name_length == strlen(names[i].name) &&
            memcmp(skipper->name, names[i].name, skipper->name_length) == 0) {
            return names[i].part;
        }
    }
    return REPORT_PART_OTHER;
}

/* Gives the part to the caller. */
static bool give(struct report_reader *reader, enum report_part part)
{
    struct dg_text json;

    remove_blanks(&reader->text);
    json = buffer_text(&reader->text);
    if (reader->lines && part == REPORT_PART_OTHER) {
        part = part_of_line(&json);
        if (part == REPORT_PART_OTHER) {
            return refuse(reader, "a line is neither a finding nor an input nor a summary");
        }
    }
    reader->ended |= part == REPORT_PART_SUMMARY;
    reader->headed |= part == REPORT_PART_CONTRACT;
    return part == REPORT_PART_OTHER || reader->take(reader, part, json);
}

/* The end of a text: of a report, or of the first line of one. */
static bool end_text(struct report_reader *reader)
{
    reader->begun = false;
    if (!reader->ended) {
        if (reader->listed[0] || reader->listed[1]) {
            return refuse(reader, "the report has no summary");
        }
        reader->lines = true;
        return reader->headed || refuse(reader, "not a report of the formats json and ndjson");
    }
    if (!reader->lines && !(reader->listed[0] && reader->listed[1])) {
        return refuse(reader, "the report lacks its findings or its inputs");
    }
    reader->lines = reader->ended = reader->headed = reader->listed[0] = reader->listed[1] = false;
    reader->any = true;
    return reader->take(reader, REPORT_PART_END, dg_text_of(""));
}

/* The depth of the values that are parts. */
static size_t part_depth(const struct report_reader *reader)
{
    return reader->lines ? 0 : reader->listing ? 2 : 1;
}

static void begin_value(struct report_reader *reader, const char *at)
{
    bool is_list = reader->part == REPORT_PART_FINDING || reader->part == REPORT_PART_INPUT;

    if (!reader->lines && reader->skipper.depth == 1) {
        reader->listing = is_list && *at == '[';
        if (reader->listing) {
            reader->listed[reader->part == REPORT_PART_INPUT] = true;
        }
    }
    if (reader->skipper.depth == part_depth(reader)) {
        buffer_clear(&reader->text);
        reader->kept = at;
    }
}

static bool keep(struct report_reader *reader, const char *end)
{
    if (reader->kept != NULL) {
        buffer_add_bytes(&reader->text, reader->kept, (size_t)(end - reader->kept));
        reader->kept = end;
    }
    return reader->text.length <= reader->longest || refuse(reader, "a part of it is too long");
}

static bool end_value(struct report_reader *reader, const char *at)
{
    size_t depth = reader->skipper.depth;

    if (reader->kept != NULL && depth == part_depth(reader)) {
        bool kept = keep(reader, at);

        reader->kept = NULL;
        if (!kept || !give(reader, reader->lines ? REPORT_PART_OTHER : reader->part)) {
            return false;
        }
    }
    reader->listing = reader->listing && depth != 1;
    return depth > 0 || end_text(reader);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Reads a block. */
static bool feed(struct report_reader *reader, const char *at, const char *end)
{
    reader->kept = reader->kept == NULL ? NULL : at;
    while (at < end) {
        enum skipper_event event = SKIPPER_MORE;

        if (!reader->begun) {
            if (is_blank(*at)) {
                at++;
                continue;
            }
            skipper_open(&reader->skipper);
            reader->begun = true;
            reader->part = REPORT_PART_OTHER;
        }
        event = skipper_run(&reader->skipper, &at, end);
        if (event == SKIPPER_FAULT) {
            buffer_clear(&reader->fault);
            buffer_format(&reader->fault, "not JSON: expected %s", reader->skipper.expected);
            return false;
        }
        if (event == SKIPPER_NAMED && reader->skipper.depth == 1) {
            reader->part = part_named(&reader->skipper);
        } else if (event == SKIPPER_BEGIN) {
            begin_value(reader, at);
        } else if (event == SKIPPER_END && !end_value(reader, at)) {
            return false;
        }
    }
    return keep(reader, end);
}

static bool read_all(struct report_reader *reader, struct source *source)
{
    char *block = memory_block(BLOCK);
    size_t got = 0;
    bool reading = true;
    enum source_step step = source_read(source, block, BLOCK, &got);

    while (reading && step == SOURCE_BYTES) {
        reading = feed(reader, block, block + got);
        step = reading ? source_read(source, block, BLOCK, &got) : SOURCE_END;
    }
    free(block);
    if (step == SOURCE_UNREADABLE) {
        return refuse(reader, source->fault != NULL ? source->fault : strerror(source->error));
    }
    return reading;
}

bool report_reader_read(struct report_reader *reader, const char *path)
{
    struct source source;
    bool whole = false;

    if (source_open(&source, path) != SOURCE_BYTES) {
        return refuse(reader, source.fault != NULL ? source.fault : strerror(source.error));
    }
    whole = read_all(reader, &source);
    source_close(&source);
    if (!whole) {
        return false;
    }
    if (reader->begun || reader->lines) {
        return refuse(reader, "the report is cut off");
    }
    return reader->any || refuse(reader, "the file is empty");
}

void report_reader_free(struct report_reader *reader)
{
    buffer_free(&reader->fault);
    buffer_free(&reader->text);
}
