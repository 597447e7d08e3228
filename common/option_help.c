/* Help: usage, commands, options and examples, made from the tables that parse them. */
#include "common/option.h"

#include <string.h>

unsigned option_bits(const struct option_command *command)
{
    return command->bit == 0 ? OPTION_OF_HELP : command->bit;
}

void option_add_usage(struct option_page *page, const struct option_table *table,
                      const struct option_command *command)
{
    bool first = true;

    for (size_t i = 0; i < table->command_count; i++) {
        const struct option_command *at = &table->commands[i];
        bool implied = at == table->implied;
        struct buffer line = {.data = NULL};
        size_t words = 0;

        if (command != NULL && at != command) {
            continue;
        }
        buffer_format(&line, "%s %s%s%s", table->program, implied ? "[" : "", at->word,
                      implied ? "]" : "");
        words = line.length;
        buffer_format(&line, " %s", at->arguments);
        option_page_usage(page, buffer_string(&line), words, first);
        buffer_free(&line);
        first = false;
    }
}

void option_add_commands(struct option_page *page, const struct option_table *table)
{
    option_page_section(page, "Commands");
    for (size_t i = 0; i < table->command_count; i++) {
        option_page_row(page, table->commands[i].word, table->commands[i].help);
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

static void add_meaning(struct buffer *out, const struct option_row *row)
{
    buffer_add(out, row->help);
    if (row->words != NULL) {
        add_words(out, row);
    } else if (row->fallback != NULL) {
        buffer_format(out, " (default: %s)", row->fallback);
    }
    if (row->repeated) {
        buffer_add(out, " (may be repeated)");
    }
}

static void add_option(struct option_page *page, const struct option_row *row)
{
    struct buffer name = {.data = NULL};
    struct buffer meaning = {.data = NULL};

    buffer_add(&name, row->letter == 0 ? "    " : "-");
    if (row->letter != 0) {
        buffer_format(&name, "%c, ", row->letter);
    }
    buffer_format(&name, "--%s%s%s", row->name, row->argument == NULL ? "" : "=",
                  row->argument == NULL ? "" : row->argument);
    add_meaning(&meaning, row);
    option_page_row(page, buffer_string(&name), buffer_string(&meaning));
    buffer_free(&name);
    buffer_free(&meaning);
}

void option_add_options(struct option_page *page, const struct option_table *table,
                        unsigned commands)
{
    const char *group = NULL;
    const char *begun = NULL;

    for (size_t i = 0; i < table->row_count; i++) {
        const struct option_row *row = &table->rows[i];

        group = row->group == NULL ? group : row->group;
        if ((row->commands & commands) == 0) {
            continue;
        }
        if (group != begun) {
            option_page_part(page, group);
            begun = group;
        }
        add_option(page, row);
    }
}

void option_add_examples(struct option_page *page, const struct option_table *table,
                         unsigned commands)
{
    bool first = true;

    for (size_t i = 0; i < table->example_count; i++) {
        const struct option_example *example = &table->examples[i];
        struct buffer line = {.data = NULL};

        if ((example->commands & commands) == 0) {
            continue;
        }
        if (first) {
            option_page_section(page, "Examples");
        }
        buffer_format(&line, "%s %s", table->program, example->line);
        option_page_example(page, buffer_string(&line), example->help);
        buffer_free(&line);
        first = false;
    }
}
