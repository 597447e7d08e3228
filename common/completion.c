/* What the completions of all shells have in common. */
#include "common/completion.h"

#include <string.h>

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    size_t wanted = strlen(end);

    return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

enum completion_value completion_value_of(const struct option_row *row)
{
    if (row->argument == NULL) {
        return COMPLETION_NONE;
    }
    if (strchr(row->argument, '=') != NULL && row->candidates != NULL) {
        return COMPLETION_PAIR;
    }
    if (row->words != NULL || row->candidates != NULL) {
        return COMPLETION_WORDS;
    }
    if (strcmp(row->argument, "DIR") == 0) {
        return COMPLETION_FOLDERS;
    }
    return ends_with(row->argument, "FILE") ? COMPLETION_FILES : COMPLETION_ANY;
}

void completion_words(struct buffer *out, const struct option_row *row, const void *context)
{
    if (row->candidates != NULL) {
        row->candidates(out, context);
        return;
    }
    for (size_t i = 0; row->words != NULL && row->words[i] != NULL; i++) {
        buffer_format(out, "%s\n", row->words[i]);
    }
}

void completion_each(struct buffer *out, struct buffer *lines,
                     void (*add)(struct buffer *out, const char *line))
{
    char *line = lines->data;
    char *feed = line == NULL ? NULL : strchr(line, '\n');

    while (feed != NULL) {
        *feed = '\0';
        add(out, line);
        *feed = '\n';
        line = feed + 1;
        feed = strchr(line, '\n');
    }
}

void completion_name(struct buffer *out, const char *program)
{
    for (; *program != '\0'; program++) {
        bool letter = (*program >= 'a' && *program <= 'z') ||
                      (*program >= 'A' && *program <= 'Z') || (*program >= '0' && *program <= '9');

        buffer_format(out, "%c", letter ? *program : '_');
    }
}

void completion_quote(struct buffer *out, const char *text)
{
    buffer_add(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            buffer_add(out, "'\\''");
        } else {
            buffer_format(out, "%c", (unsigned char)*text < ' ' ? ' ' : *text);
        }
    }
    buffer_add(out, "'");
}
