/* Finds the end of a value in a text that may end or be wrong anywhere. */
#include "report/extent.h"

#include <stdbool.h>
#include <string.h>

#include "base/display.h"

/* Many findings about one long value must not cost its length each. */
#define LONGEST ((size_t)4096)

size_t extent_of_character(struct dg_text text)
{
    const char *at = text.data;

    if (text.length > 0) {
        (void)display_utf8(&at, text.data + text.length);
    }
    return (size_t)(at - text.data);
}

/* The length of the string, with its quotes; 0: it doesn't end. */
static size_t string_length(struct dg_text text)
{
    for (size_t i = 1; i < text.length; i++) {
        if (text.data[i] == '"') {
            return i + 1;
        }
        i += text.data[i] == '\\';
    }
    return 0;
}

/* The length of the object or array; 0: it doesn't end. */
static size_t container_length(struct dg_text text)
{
    size_t depth = 0;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];

        if (c == '"') {
            size_t length = string_length((struct dg_text){text.data + i, text.length - i});

            if (length == 0) {
                return 0;
            }
            i += length - 1;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* The length of the number or word; 0: it is neither. */
static size_t word_length(struct dg_text text)
{
    size_t i = 0;

    while (i < text.length && text.data[i] != '\0' &&
           strchr("+-.0123456789Eaeflnrstu", text.data[i]) != NULL) {
        i++;
    }
    return i;
}

size_t extent_of_value(struct dg_text text)
{
    struct dg_text head = {text.data, text.length < LONGEST ? text.length : LONGEST};
    size_t length = 0;

    if (head.length == 0) {
        return 0;
    }
    switch (*head.data) {
    case '"':
        length = string_length(head);
        break;
    case '{':
    case '[':
        length = container_length(head);
        break;
    default:
        length = word_length(head);
        length = length == head.length && length < text.length ? 0 : length;
        break;
    }
    return length == 0 ? extent_of_character(text) : length;
}
