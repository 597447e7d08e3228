/* Help: usage, commands and options, made from the tables that parse them. */
#include "common/option.h"

#include <string.h>

#define NAME_WIDTH 24
#define LINE_WIDTH 80

void option_add_usage(struct buffer *out, const struct option_table *table,
                      const struct option_command *command)
{
    const char *lead = "Usage: ";

    for (size_t i = 0; i < table->command_count; i++) {
        const struct option_command *at = &table->commands[i];
        bool implied = at == table->implied;

        if (command != NULL && at != command) {
            continue;
        }
        buffer_format(out, "%s%s %s%s%s %s\n", lead, table->program, implied ? "[" : "", at->word,
                      implied ? "]" : "", at->arguments);
        lead = "       ";
    }
}

/* The number of bytes of the words, at least one, that fit into `width` code points. */
static size_t fitting_length(const char *text, size_t width)
{
    size_t fits = strcspn(text, " ");
    size_t columns = 0;

    for (size_t i = 0;; i++) {
        if ((text[i] == ' ' || text[i] == '\0') && i > 0 && text[i - 1] != ' ') {
            fits = columns <= width || i < fits ? i : fits;
        }
        if (text[i] == '\0' || columns > width) {
            return fits;
        }
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
}

void option_add_row(struct buffer *out, const char *name, const char *meaning)
{
    const int indent = NAME_WIDTH + 4;
    size_t length = fitting_length(meaning, (size_t)(LINE_WIDTH - indent));

    if (strlen(name) > NAME_WIDTH) {
        buffer_format(out, "  %s\n%*s", name, indent, "");
    } else {
        buffer_format(out, "  %-*s  ", NAME_WIDTH, name);
    }
    buffer_format(out, "%.*s\n", (int)length, meaning);
    for (meaning += length; meaning[strspn(meaning, " ")] != '\0'; meaning += length) {
        meaning += strspn(meaning, " ");
        length = fitting_length(meaning, (size_t)(LINE_WIDTH - indent));
        buffer_format(out, "%*s%.*s\n", indent, "", (int)length, meaning);
    }
}

void option_add_commands(struct buffer *out, const struct option_table *table)
{
    buffer_add(out, "\nCommands:\n");
    for (size_t i = 0; i < table->command_count; i++) {
        option_add_row(out, table->commands[i].word, table->commands[i].help);
    }
}

/* "auto (default), json or ndjson" */
static void add_words(struct buffer *out, const struct option_row *row)
{
    for (size_t i = 0; row->words[i] != NULL; i++) {
        const char *lead = row->words[i + 1] == NULL ? " or " : ", ";
        bool fallback = row->fallback != NULL && strcmp(row->fallback, row->words[i]) == 0;

        buffer_format(out, "%s%s%s", i == 0 ? ": " : lead, row->words[i],
                      fallback ? " (default)" : "");
    }
}

static void add_option(struct buffer *out, const struct option_row *row)
{
    struct buffer name = {0};
    struct buffer meaning = {0};

    buffer_add(&name, row->letter == 0 ? "    " : "-");
    if (row->letter != 0) {
        buffer_format(&name, "%c, ", row->letter);
    }
    buffer_format(&name, "--%s%s%s", row->name, row->argument == NULL ? "" : "=",
                  row->argument == NULL ? "" : row->argument);
    buffer_add(&meaning, row->help);
    if (row->words != NULL) {
        add_words(&meaning, row);
    } else if (row->fallback != NULL) {
        buffer_format(&meaning, " (default: %s)", row->fallback);
    }
    option_add_row(out, buffer_string(&name), buffer_string(&meaning));
    buffer_free(&name);
    buffer_free(&meaning);
}

void option_add_options(struct buffer *out, const struct option_table *table, unsigned commands,
                        bool only)
{
    for (size_t i = 0; i < table->row_count; i++) {
        const struct option_row *row = &table->rows[i];

        if (only ? row->commands == commands : (row->commands & commands) != 0) {
            add_option(out, row);
        }
    }
}
