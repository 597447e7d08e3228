/* Completions for zsh, by its function _arguments. */
#include "common/completion.h"

#include <string.h>

/* The part of the script between the data of the options and that of the commands. */
static const char middle[] = "    local word command=%s given=\n"
                             "    for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
                             "        if (( ${command_words[(Ie)$word]} )); then\n"
                             "            command=$word\n"
                             "            given=1\n"
                             "            break\n"
                             "        fi\n"
                             "    done\n";

/* Adds text for a description: not a control, and none of the characters with a meaning there. */
static void add_description(struct buffer *out, const char *text)
{
    struct buffer escaped = {.data = NULL};

    for (; *text != '\0'; text++) {
        if (strchr("[]:\\", *text) != NULL) {
            buffer_add(&escaped, "\\");
        }
        buffer_format(&escaped, "%c", *text);
    }
    completion_quote(out, buffer_string(&escaped));
    buffer_free(&escaped);
}

static void add_word(struct buffer *out, const char *word)
{
    buffer_add(out, " ");
    completion_quote(out, word);
}

/* The name of a variable of an option. */
static void add_variable(struct buffer *out, const char *prefix, const struct option_row *row)
{
    buffer_add(out, prefix);
    completion_name(out, row->name);
}

static void add_words(struct buffer *out, const struct option_row *row, const void *context)
{
    struct buffer words = {.data = NULL};

    completion_words(&words, row, context);
    buffer_add(out, "    local -a ");
    add_variable(out, "words_", row);
    buffer_add(out, "=(");
    completion_each(out, &words, add_word);
    buffer_add(out, " )\n");
    buffer_free(&words);
}

/* Adds what completes the value: code of ours, and names of variables. */
static void add_action(struct buffer *out, const struct option_row *row)
{
    switch (completion_value_of(row)) {
    case COMPLETION_NONE:
    case COMPLETION_ANY:
        buffer_add(out, " ");
        break;
    case COMPLETION_FILES:
        buffer_add(out, "_files");
        break;
    case COMPLETION_FOLDERS:
        buffer_add(out, "_files -/");
        break;
    case COMPLETION_WORDS:
        add_variable(out, "{compadd -a words_", row);
        buffer_add(out, "}");
        break;
    case COMPLETION_PAIR:
        buffer_add(out, "{if compset -P \"*=\"; then ");
        if (row->words == NULL) {
            buffer_add(out, "_files");
        } else {
            buffer_add(out, "compadd");
            for (size_t i = 0; row->words[i] != NULL; i++) {
                buffer_format(out, " %s", row->words[i]);
            }
        }
        add_variable(out, "; else compadd -S = -a words_", row);
        buffer_add(out, "; fi}");
        break;
    }
}

/* Adds the array with the specification of an option. */
static void add_option(struct buffer *out, const struct option_row *row)
{
    bool takes = row->argument != NULL;

    buffer_add(out, "    local -a ");
    add_variable(out, "option_", row);
    buffer_add(out, "=(");
    if (row->repeated) {
        buffer_add(out, "'*'");
    } else if (row->letter != 0) {
        buffer_format(out, "'(-%c --%s)'", row->letter, row->name);
    }
    if (row->letter != 0) {
        buffer_format(out, "{-%c%s,", row->letter, takes ? "+" : "");
    }
    buffer_format(out, "--%s%s%s", row->name, takes ? "=" : "", row->letter != 0 ? "}" : "");
    buffer_add(out, "'['");
    add_description(out, row->help);
    buffer_add(out, "']'");
    if (takes) {
        buffer_add(out, "':'");
        add_description(out, row->argument);
        buffer_add(out, "':");
        add_action(out, row);
        buffer_add(out, "'");
    }
    buffer_add(out, ")\n");
}

static void add_commands(struct buffer *out, const struct option_table *table)
{
    buffer_add(out, "    local -a command_words=(");
    for (size_t i = 0; i < table->command_count; i++) {
        add_word(out, table->commands[i].word);
    }
    buffer_add(out, " )\n    local -a command_helps=(");
    for (size_t i = 0; i < table->command_count; i++) {
        buffer_add(out, "\n        ");
        add_description(out, table->commands[i].word);
        buffer_add(out, "':'");
        completion_quote(out, table->commands[i].help);
    }
    buffer_add(out, ")\n");
}

/* Adds the options of a command; NULL: all. */
static void add_options(struct buffer *out, const struct option_table *table,
                        const struct option_command *command)
{
    buffer_add(out, "    ");
    if (command == NULL) {
        buffer_add(out, "*");
    } else {
        completion_quote(out, command->word);
    }
    buffer_add(out, ") options=(");
    for (size_t i = 0; i < table->row_count; i++) {
        if (command == NULL || (table->rows[i].commands & option_bits(command)) != 0) {
            add_variable(out, " \"${option_", &table->rows[i]);
            buffer_add(out, "[@]}\"");
        }
    }
    buffer_add(out, ") ;;\n");
}

static void add_arguments(struct buffer *out, const struct option_command *command,
                          const void *context)
{
    struct buffer words = {.data = NULL};

    buffer_add(out, "    ");
    completion_quote(out, command->word);
    buffer_add(out, ")");
    if (command->files) {
        buffer_add(out, " _files");
    }
    if (command->bit == 0) {
        buffer_add(out, " _describe command command_helps");
    }
    if (command->candidates != NULL) {
        command->candidates(&words, context);
        buffer_add(out, " local -a candidates=(");
        completion_each(out, &words, add_word);
        buffer_add(out, " ); compadd -a candidates");
    }
    buffer_add(out, " ;;\n");
    buffer_free(&words);
}

void completion_zsh(struct buffer *out, const struct option_table *table, const void *context)
{
    const char *name = table->program;

    buffer_format(out,
                  "#compdef %s\n# Completion of %s for zsh: a file of a folder in fpath.\n\n"
                  "_%s() {\n    local context state state_descr line\n    typeset -A opt_args\n",
                  name, name, name);
    add_commands(out, table);
    for (size_t i = 0; i < table->row_count; i++) {
        enum completion_value form = completion_value_of(&table->rows[i]);

        if (form == COMPLETION_WORDS || form == COMPLETION_PAIR) {
            add_words(out, &table->rows[i], context);
        }
        add_option(out, &table->rows[i]);
    }
    buffer_format(out, middle, table->implied == NULL ? "" : table->implied->word);
    buffer_add(out, "    local -a options=()\n    case $command in\n");
    for (size_t i = 0; i < table->command_count; i++) {
        add_options(out, table, &table->commands[i]);
    }
    add_options(out, table, NULL);
    buffer_add(out, "    esac\n"
                    "    _arguments -s -S \"${options[@]}\" '*: :->arguments' && return\n"
                    "    [[ $state == arguments ]] || return 1\n"
                    "    [[ -n $given ]] || _describe command command_helps\n"
                    "    case $command in\n");
    for (size_t i = 0; i < table->command_count; i++) {
        add_arguments(out, &table->commands[i], context);
    }
    buffer_format(out,
                  "    esac\n}\n\n"
                  "if [[ $funcstack[1] == _%s ]]; then\n    _%s \"$@\"\nelse\n"
                  "    compdef _%s %s\nfi\n",
                  name, name, name, name);
}
