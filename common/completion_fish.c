/* Completions for fish. */
#include "common/completion.h"

#include <string.h>

/* Adds text between apostrophes. Controls become spaces. */
static void add_quoted(struct buffer *out, const char *text)
{
    buffer_add(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\') {
            buffer_add(out, "\\");
        }
        buffer_format(out, "%c", (unsigned char)*text < ' ' ? ' ' : *text);
    }
    buffer_add(out, "'");
}

/* Adds a word of a list of candidates, which fish expands: everything but letters and digits has a
   backslash. */
static void add_candidate(struct buffer *out, const char *word)
{
    for (; *word != '\0'; word++) {
        bool plain = (*word >= 'a' && *word <= 'z') || (*word >= 'A' && *word <= 'Z') ||
                     (*word >= '0' && *word <= '9') || (unsigned char)*word >= 0x80;

        buffer_format(out, plain ? "%c" : "\\%c", *word);
    }
    buffer_add(out, " ");
}

/* Adds the option of `complete` with candidates. */
static void add_candidates(struct buffer *out, struct buffer *words)
{
    struct buffer list = {.data = NULL};

    completion_each(&list, words, add_candidate);
    buffer_add(out, " -a ");
    add_quoted(out, buffer_string(&list));
    buffer_free(&list);
}

/* Adds all pairs of first and second halves; without words for the second one, the first halves. */
static void add_pairs(struct buffer *out, const struct option_row *row, const void *context)
{
    struct buffer first = {.data = NULL};
    struct buffer pairs = {.data = NULL};

    completion_words(&first, row, context);
    for (const char *at = buffer_string(&first); *at != '\0'; at = strchr(at, '\n') + 1) {
        int length = (int)strcspn(at, "\n");

        for (size_t i = 0; row->words != NULL && row->words[i] != NULL; i++) {
            buffer_format(&pairs, "%.*s=%s\n", length, at, row->words[i]);
        }
        if (row->words == NULL) {
            buffer_format(&pairs, "%.*s=\n", length, at);
        }
    }
    add_candidates(out, &pairs);
    buffer_free(&first);
    buffer_free(&pairs);
}

static void add_value(struct buffer *out, const struct option_row *row, const void *context)
{
    struct buffer words = {.data = NULL};

    switch (completion_value_of(row)) {
    case COMPLETION_NONE:
        break;
    case COMPLETION_ANY:
        buffer_add(out, " -x");
        break;
    case COMPLETION_FILES:
        buffer_add(out, " -r -F");
        break;
    case COMPLETION_FOLDERS:
        buffer_add(out, " -x -a '(__fish_complete_directories)'");
        break;
    case COMPLETION_WORDS:
        completion_words(&words, row, context);
        buffer_add(out, " -x");
        add_candidates(out, &words);
        break;
    case COMPLETION_PAIR:
        buffer_add(out, " -x");
        add_pairs(out, row, context);
        break;
    }
    buffer_free(&words);
}

/* Adds the words of the commands that accept the option. */
static void add_commands_of(struct buffer *out, const struct option_table *table,
                            const struct option_row *row)
{
    for (size_t i = 0; i < table->command_count; i++) {
        if ((row->commands & option_bits(&table->commands[i])) != 0) {
            buffer_format(out, " %s", table->commands[i].word);
        }
    }
}

static void add_option(struct buffer *out, const struct option_table *table, const char *name,
                       const struct option_row *row, const void *context)
{
    buffer_format(out, "complete -c %s -n '__%s_is", table->program, name);
    add_commands_of(out, table, row);
    buffer_add(out, "'");
    if (row->letter != 0) {
        buffer_format(out, " -s %c", row->letter);
    }
    buffer_format(out, " -l %s", row->name);
    add_value(out, row, context);
    buffer_add(out, " -d ");
    add_quoted(out, row->help);
    buffer_add(out, "\n");
}

static void add_command(struct buffer *out, const struct option_table *table, const char *name,
                        const struct option_command *command, const void *context)
{
    struct buffer words = {.data = NULL};

    buffer_format(out, "complete -c %s -n __%s_lacks_command -a %s -d ", table->program, name,
                  command->word);
    add_quoted(out, command->help);
    buffer_add(out, "\n");
    if (command->files) {
        buffer_format(out, "complete -c %s -n '__%s_is %s' -F\n", table->program, name,
                      command->word);
    }
    if (command->candidates != NULL) {
        command->candidates(&words, context);
    }
    for (size_t i = 0; command->bit == 0 && i < table->command_count; i++) {
        buffer_format(&words, "%s\n", table->commands[i].word);
    }
    if (words.length > 0) {
        buffer_format(out, "complete -c %s -n '__%s_is %s'", table->program, name, command->word);
        add_candidates(out, &words);
        buffer_add(out, "\n");
    }
    buffer_free(&words);
}

/* Adds the functions that find the command before the cursor. */
static void add_functions(struct buffer *out, const struct option_table *table, const char *name)
{
    buffer_format(out,
                  "function __%s_command\n"
                  "    for word in (commandline -opc)[2..-1]\n"
                  "        if contains -- $word",
                  name);
    for (size_t i = 0; i < table->command_count; i++) {
        buffer_format(out, " %s", table->commands[i].word);
    }
    buffer_format(out,
                  "\n            echo $word\n            return\n        end\n    end\nend\n\n"
                  "function __%s_lacks_command\n    test -z (__%s_command)\nend\n\n"
                  "function __%s_is\n    set -l command (__%s_command)\n"
                  "    test -n \"$command\"; or set command '%s'\n"
                  "    test -z \"$command\"; or contains -- $command $argv\nend\n\n",
                  name, name, name, name, table->implied == NULL ? "" : table->implied->word);
}

void completion_fish(struct buffer *out, const struct option_table *table, const void *context)
{
    struct buffer name = {.data = NULL};

    completion_name(&name, table->program);
    buffer_format(out, "# Completion of %s for fish: source this file.\n\n", table->program);
    add_functions(out, table, buffer_string(&name));
    buffer_format(out, "complete -c %s -f\n", table->program);
    for (size_t i = 0; i < table->command_count; i++) {
        add_command(out, table, buffer_string(&name), &table->commands[i], context);
    }
    for (size_t i = 0; i < table->row_count; i++) {
        add_option(out, table, buffer_string(&name), &table->rows[i], context);
    }
    buffer_free(&name);
}
