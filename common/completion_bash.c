/* Completions for bash. The script needs nothing but bash 4.4. */
#include "common/completion.h"

#include <string.h>

/* The part of the script before the data of the program. $1, $2 and $3 of bash aren't used, since
   readline splits words at '=' and ':'. */
static const char begin[] =
    "    local word words=() glue='' i\n"
    "    for ((i = 1; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [[ ${#words[@]} -gt 0 && ($word == [=:]* || -n $glue) ]]; then\n"
    "            words[-1]+=$word\n"
    "        else\n"
    "            words+=(\"$word\")\n"
    "        fi\n"
    "        glue=''\n"
    "        [[ $word != *[=:] ]] || glue=1\n"
    "    done\n"
    "    local current=${words[-1]} command='' option='' value='' taken=0 plain=''\n"
    "    unset 'words[-1]'\n"
    "    for word in \"${words[@]}\"; do\n"
    "        if [[ -n $option ]]; then\n"
    "            option=''\n"
    "        elif [[ -z $plain && $word == -- ]]; then\n"
    "            plain=1\n"
    "        elif [[ -z $plain && $word == -?* ]]; then\n"
    "            ! %s_takes_value \"$word\" || option=$word\n"
    "        elif ((taken++ == 0)) && [[ -z $plain ]] && %s_is_command \"$word\"; then\n"
    "            command=$word\n"
    "            taken=0\n"
    "        fi\n"
    "    done\n"
    "    value=$current\n"
    "    if [[ -z $option && -z $plain && $current == --*=* ]]; then\n"
    "        option=${current%%%%=*}\n"
    "        value=${current#*=}\n"
    "    fi\n"
    "    local list=() second=() kind=''\n";

static const char end[] =
    "    local part=$value\n"
    "    if [[ $kind == pair && $value == *=* ]]; then\n"
    "        part=${value#*=}\n"
    "        list=(\"${second[@]}\")\n"
    "        kind=words\n"
    "        ((${#second[@]} > 0)) || kind=files\n"
    "    fi\n"
    "    # readline replaces only what is after the last break.\n"
    "    local shown=${part##*[=:]}\n"
    "    local before=${part%\"$shown\"}\n"
    "    COMPREPLY=()\n"
    "    case $kind in\n"
    "    files | folders)\n"
    "        compopt -o filenames 2>/dev/null\n"
    "        local flag=-f\n"
    "        [[ $kind == files ]] || flag=-d\n"
    "        mapfile -t COMPREPLY < <(compgen \"$flag\" -- \"$part\")\n"
    "        ;;\n"
    "    pair) compopt -o nospace 2>/dev/null ;;\n"
    "    esac\n"
    "    for word in \"${list[@]}\"; do\n"
    "        [[ $word != \"$part\"* ]] || COMPREPLY+=(\"$(printf '%q' \"${word#\"$before\"}\")\")\n"
    "    done\n"
    "    [[ $kind != pair ]] || COMPREPLY=(\"${COMPREPLY[@]/%/=}\")\n"
    "}\n";

static void add_word(struct buffer *out, const char *word)
{
    buffer_add(out, " ");
    completion_quote(out, word);
}

/* Adds the pattern of `case` for an option. */
static void add_pattern(struct buffer *out, const struct option_row *row)
{
    if (row->letter != 0) {
        buffer_format(out, "-%c | ", row->letter);
    }
    buffer_format(out, "--%s", row->name);
}

/* Adds an assignment of words to an array. */
static void add_list(struct buffer *out, const char *name, struct buffer *words)
{
    buffer_format(out, "%s=(", name);
    completion_each(out, words, add_word);
    buffer_add(out, " )");
}

static void add_second(struct buffer *out, const struct option_row *row)
{
    struct buffer words = {.data = NULL};

    for (size_t i = 0; row->words != NULL && row->words[i] != NULL; i++) {
        buffer_format(&words, "%s\n", row->words[i]);
    }
    buffer_add(out, "; ");
    add_list(out, "second", &words);
    buffer_free(&words);
}

static void add_value(struct buffer *out, const struct option_row *row, const void *context)
{
    enum completion_value form = completion_value_of(row);
    struct buffer words = {.data = NULL};

    if (form == COMPLETION_NONE) {
        return;
    }
    buffer_add(out, "    ");
    add_pattern(out, row);
    buffer_add(out, ") ");
    switch (form) {
    case COMPLETION_NONE:
    case COMPLETION_ANY:
        buffer_add(out, ":");
        break;
    case COMPLETION_FILES:
        buffer_add(out, "kind=files");
        break;
    case COMPLETION_FOLDERS:
        buffer_add(out, "kind=folders");
        break;
    case COMPLETION_WORDS:
    case COMPLETION_PAIR:
        completion_words(&words, row, context);
        add_list(out, form == COMPLETION_PAIR ? "kind=pair list" : "kind=words list", &words);
        if (form == COMPLETION_PAIR) {
            add_second(out, row);
        }
        break;
    }
    buffer_add(out, " ;;\n");
    buffer_free(&words);
}

/* Adds the functions that know the options with values, and the commands. */
static void add_tests(struct buffer *out, const struct option_table *table, const char *name)
{
    buffer_format(out, "_%s_takes_value() {\n    case $1 in\n    -", name);
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].argument != NULL) {
            buffer_add(out, " | ");
            add_pattern(out, &table->rows[i]);
        }
    }
    buffer_format(out, ") return 0 ;;\n    esac\n    return 1\n}\n\n_%s_is_command() {\n", name);
    buffer_add(out, "    case $1 in\n    ");
    for (size_t i = 0; i < table->command_count; i++) {
        buffer_add(out, i == 0 ? "" : " | ");
        completion_quote(out, table->commands[i].word);
    }
    buffer_add(out, ") return 0 ;;\n    esac\n    return 1\n}\n\n");
}

/* Adds the options of a command. */
static void add_options(struct buffer *out, const struct option_table *table,
                        const struct option_command *command)
{
    buffer_add(out, "        ");
    completion_quote(out, command->word);
    buffer_add(out, ") list=(");
    for (size_t i = 0; i < table->row_count; i++) {
        if ((table->rows[i].commands & option_bits(command)) != 0) {
            buffer_format(out, " --%s", table->rows[i].name);
        }
    }
    buffer_add(out, " ) ;;\n");
}

/* Adds what the arguments of a command may be. */
static void add_arguments(struct buffer *out, const struct option_table *table,
                          const struct option_command *command, const void *context)
{
    struct buffer words = {.data = NULL};

    buffer_add(out, "        ");
    completion_quote(out, command->word);
    buffer_add(out, ") kind=");
    if (command->candidates != NULL) {
        command->candidates(&words, context);
    }
    for (size_t i = 0; command->bit == 0 && i < table->command_count; i++) {
        buffer_format(&words, "%s\n", table->commands[i].word);
    }
    add_list(out, command->files ? "files list" : "words list", &words);
    buffer_add(out, " ;;\n");
    buffer_free(&words);
}

static void add_command_words(struct buffer *out, const struct option_table *table)
{
    buffer_add(out, "        [[ -n $command ]] || ((taken > 0)) || list+=(");
    for (size_t i = 0; i < table->command_count; i++) {
        add_word(out, table->commands[i].word);
    }
    buffer_add(out, " )\n");
}

static void add_data(struct buffer *out, const struct option_table *table, const void *context)
{
    buffer_add(out, "    case $option in\n");
    for (size_t i = 0; i < table->row_count; i++) {
        add_value(out, &table->rows[i], context);
    }
    buffer_add(out, "    '')\n        if [[ -z $plain && $current == -* ]]; then\n"
                    "        kind=words\n        case $implied in\n");
    for (size_t i = 0; i < table->command_count; i++) {
        add_options(out, table, &table->commands[i]);
    }
    buffer_add(out, "        *) list=(");
    for (size_t i = 0; i < table->row_count; i++) {
        buffer_format(out, " --%s", table->rows[i].name);
    }
    buffer_add(out, " ) ;;\n        esac\n        else\n        case $implied in\n");
    for (size_t i = 0; i < table->command_count; i++) {
        add_arguments(out, table, &table->commands[i], context);
    }
    buffer_add(out, "        esac\n");
    add_command_words(out, table);
    buffer_add(out, "        fi\n        ;;\n    esac\n");
}

void completion_bash(struct buffer *out, const struct option_table *table, const void *context)
{
    struct buffer name = {.data = NULL};
    struct buffer function = {.data = NULL};

    completion_name(&name, table->program);
    buffer_format(&function, "_%s", buffer_string(&name));
    buffer_format(out, "# Completion of %s for bash: source this file.\n\n", table->program);
    add_tests(out, table, buffer_string(&name));
    buffer_format(out, "_%s() {\n", buffer_string(&name));
    buffer_format(out, begin, buffer_string(&function), buffer_string(&function));
    buffer_add(out, "    local implied=${command:-");
    buffer_add(out, table->implied == NULL ? "" : table->implied->word);
    buffer_add(out, "}\n");
    add_data(out, table, context);
    buffer_add(out, end);
    buffer_format(out, "\ncomplete -F _%s %s\n", buffer_string(&name), table->program);
    buffer_free(&name);
    buffer_free(&function);
}
