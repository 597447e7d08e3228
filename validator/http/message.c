/* Reads the head of a message line by line. */
#include "http/message.h"

#include <string.h>
#include <strings.h>

#include "base/display.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct dg_text message_trim(struct dg_text text)
{
    while (text.length > 0 && is_blank(text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length > 0 && is_blank(text.data[text.length - 1])) {
        text.length--;
    }
    return text;
}

bool message_next_line(struct dg_text *lines, struct dg_text *line)
{
    const char *feed = lines->length == 0 ? NULL : memchr(lines->data, '\n', lines->length);
    size_t taken = feed == NULL ? lines->length : (size_t)(feed - lines->data) + 1;

    *line = (struct dg_text){lines->data, feed == NULL ? taken : taken - 1};
    if (line->length > 0 && line->data[line->length - 1] == '\r') {
        line->length--;
    }
    if (taken > 0) {
        lines->data += taken;
        lines->length -= taken;
    }
    return taken > 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int message_status(struct dg_text line)
{
    static const char *const leads[] = {"HTTP/1.0 ", "HTTP/1.1 ", "HTTP/2 ",
                                        "HTTP/2.0 ", "HTTP/3 ",   "HTTP/3.0 "};

    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        size_t lead = strlen(leads[i]);
        const char *digits = line.data + lead;

        if (line.length < lead + 3 || memcmp(line.data, leads[i], lead) != 0 || digits[0] == '0' ||
            !is_digit(digits[0]) || !is_digit(digits[1]) || !is_digit(digits[2]) ||
            (line.length > lead + 3 && memchr(" \r\n", digits[3], 3) == NULL)) {
            continue;
        }
        return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
    }
    return 0;
}

bool message_is_folded(struct dg_text line)
{
    return line.length > 0 && (line.data[0] == ' ' || line.data[0] == '\t');
}

bool message_split(struct dg_text line, struct message_field *field)
{
    const char *colon = line.length == 0 ? NULL : memchr(line.data, ':', line.length);
    size_t length = colon == NULL ? line.length : (size_t)(colon - line.data);

    *field = (struct message_field){.name = {line.data, length}};
    if (colon != NULL) {
        field->value = message_trim((struct dg_text){colon + 1, line.length - length - 1});
    }
    return colon != NULL;
}

const char *message_line_fault(struct dg_text line)
{
    struct message_field field;

    if (message_is_folded(line)) {
        return NULL;
    }
    if (!message_split(line, &field)) {
        return " has no colon";
    }
    if (field.name.length == 0) {
        return " has no name before its colon";
    }
    for (size_t i = 0; i < field.name.length; i++) {
        unsigned char c = (unsigned char)field.name.data[i];

        if (c == ' ' || c == '\t') {
            return " has a blank before its colon";
        }
        if (c < ' ' || c == 0x7F) {
            return " has a control character in its name";
        }
    }
    return NULL;
}

bool message_is_named(struct dg_text name, const char *wanted)
{
    return name.length == strlen(wanted) && strncasecmp(name.data, wanted, name.length) == 0;
}

void message_add_value(struct buffer *values, struct dg_text value)
{
    struct buffer valid = {.data = NULL};

    display_add_utf8(&valid, value, SIZE_MAX);
    if (values->length == 0) {
        buffer_add_text(values, buffer_text(&valid));
    } else if (!dg_text_equal(buffer_text(values), buffer_text(&valid))) {
        buffer_add(values, ", ");
        buffer_add_text(values, buffer_text(&valid));
    }
    buffer_free(&valid);
}

/* Whether the digits are a number in the range of lengths. */
static bool is_length(struct dg_text digits)
{
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9') {
            return false;
        }
    }
    return digits.length > 0 && digits.length <= 18;
}

/* Takes the next element of a list. Returns false if it is the last one. */
static bool next_element(struct dg_text *list, struct dg_text *element)
{
    const char *comma = list->length == 0 ? NULL : memchr(list->data, ',', list->length);
    size_t length = comma == NULL ? list->length : (size_t)(comma - list->data);
    size_t taken = length + (comma != NULL);

    *element = message_trim((struct dg_text){list->data, length});
    list->data += taken;
    list->length -= taken;
    return comma != NULL;
}

bool message_read_length(struct dg_text value, struct dg_text *length)
{
    struct dg_text element;
    bool going_on = true;

    *length = (struct dg_text){"", 0};
    if (value.length == 0) {
        return false; /* there may be no data to point into */
    }
    while (going_on) {
        going_on = next_element(&value, &element);
        while (element.length > 1 && element.data[0] == '0') {
            element.data++;
            element.length--;
        }
        if (!is_length(element) || (length->length > 0 && !dg_text_equal(element, *length))) {
            return false;
        }
        *length = element;
    }
    return true;
}

bool message_next_field(struct message_fields *fields, struct message_field *field)
{
    struct dg_text rest = fields->lines;
    struct buffer *all = &fields->line;
    struct dg_text line;

    buffer_clear(all);
    fields->line_count = 0;
    while (message_next_line(&rest, &line)) {
        bool folded = message_is_folded(line);

        if (!folded && all->length > 0) {
            break; /* the next field */
        }
        if (all->length > 0) {
            buffer_add(all, " ");
        }
        if (!folded || all->length > 0) {
            line = message_trim(line);
            buffer_add_bytes(all, line.data, line.length);
        }
        fields->lines = rest;
        fields->line_count++;
    }
    if (all->length == 0) {
        return false;
    }
    (void)message_split(buffer_text(all), field);
    return true;
}

bool message_find(struct dg_text head, const char *name, struct buffer *value)
{
    struct message_fields fields = {.lines = head};
    struct message_field field;
    struct dg_text line;
    bool found = false;

    (void)message_next_line(&fields.lines, &line);
    while (!found && message_next_field(&fields, &field)) {
        found = message_is_named(field.name, name);
    }
    if (found) {
        buffer_clear(value);
        buffer_add_text(value, field.value);
    }
    buffer_free(&fields.line);
    return found;
}
