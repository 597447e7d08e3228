/* Reads a command line by the tables of options and commands. */
#include "common/option.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/suggestion.h"

#define LONGEST_REASON 4096
#define LONGEST_QUOTE 60 /* bytes of an invalid word */

bool option_refuse(const struct option_parse *parse, const char *format, ...)
{
    char reason[LONGEST_REASON] = "";
    int place = 0;
    va_list arguments;

    if (parse->place != NULL) {
        place = snprintf(reason, sizeof reason, "%.*s: ", LONGEST_REASON / 2, parse->place);
    }
    va_start(arguments, format);
    vsnprintf(reason + place, sizeof reason - (size_t)place, format, arguments);
    va_end(arguments);
    parse->table->refuse(reason);
    return false;
}

void *option_field(const struct option_parse *parse, const struct option_row *row)
{
    return (char *)parse->fields + row->field;
}

static const struct option_row *row_named(const struct option_table *table, struct dg_text name)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (dg_text_equal(dg_text_of(table->rows[i].name), name)) {
            return &table->rows[i];
        }
    }
    return NULL;
}

static const struct option_row *row_lettered(const struct option_table *table, char letter)
{
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i].letter == letter) {
            return &table->rows[i];
        }
    }
    return NULL;
}

bool option_is_given(const struct option_parse *parse, const char *name)
{
    const struct option_row *row = row_named(parse->table, dg_text_of(name));

    assert(row != NULL);
    return parse->given[row - parse->table->rows];
}

bool option_is_set(const struct option_parse *parse, const char *name)
{
    const struct option_row *row = row_named(parse->table, dg_text_of(name));

    assert(row != NULL);
    return parse->set[row - parse->table->rows];
}

const char *option_subject(char *out, size_t size, const struct option_parse *parse,
                           const struct option_row *row)
{
    if (parse->place == NULL) {
        snprintf(out, size, "--%s", row->name);
    } else {
        snprintf(out, size, "%s: --%s", parse->place, row->name);
    }
    return out;
}

static int quoted_length(struct dg_text word)
{
    return word.length > LONGEST_QUOTE ? LONGEST_QUOTE : (int)word.length;
}

static bool refuse_option(const struct option_parse *parse, struct dg_text name)
{
    struct suggestion suggestion = suggestion_for(name);

    for (size_t i = 0; i < parse->table->row_count; i++) {
        suggestion_offer_string(&suggestion, parse->table->rows[i].name);
    }
    if (suggestion.nearest.data != NULL) {
        return option_refuse(parse, "unknown option --%.*s; did you mean --%s?",
                             quoted_length(name), name.data, suggestion.nearest.data);
    }
    return option_refuse(parse, "unknown option --%.*s; see --help", quoted_length(name),
                         name.data);
}

static bool set_value(struct option_parse *parse, const struct option_row *row, const char *value)
{
    parse->given[row - parse->table->rows] = true;
    parse->set[row - parse->table->rows] = true;
    return row->read(parse, row, value);
}

/* Takes the value from the rest of the same word or, if that is NULL, from the next word. */
static bool take_value(struct option_parse *parse, const struct option_row *row, const char *rest)
{
    if (rest == NULL) {
        if (parse->next == parse->word_count) {
            return option_refuse(parse, "--%s needs a value: %s", row->name, row->argument);
        }
        rest = parse->words[parse->next++];
    }
    return set_value(parse, row, rest);
}

static bool take_long(struct option_parse *parse, const char *word)
{
    size_t length = strcspn(word, "=");
    const char *rest = word[length] == '=' ? word + length + 1 : NULL;
    const struct option_row *row = row_named(parse->table, (struct dg_text){word, length});

    if (row == NULL) {
        return refuse_option(parse, (struct dg_text){word, length});
    }
    if (row->argument != NULL) {
        return take_value(parse, row, rest);
    }
    if (rest != NULL) {
        return option_refuse(parse, "--%s takes no value", row->name);
    }
    return set_value(parse, row, NULL);
}

static bool take_letters(struct option_parse *parse, const char *letters)
{
    for (const char *at = letters; *at != '\0'; at++) {
        const struct option_row *row = row_lettered(parse->table, *at);

        if (row == NULL) {
            return option_refuse(parse, "unknown option -%c; see --help", *at);
        }
        if (row->argument != NULL) {
            return take_value(parse, row, at[1] == '\0' ? NULL : at + 1);
        }
        if (!set_value(parse, row, NULL)) {
            return false;
        }
    }
    return true;
}

static const struct option_command *command_named(const struct option_table *table,
                                                  const char *word)
{
    for (size_t i = 0; i < table->command_count; i++) {
        if (strcmp(table->commands[i].word, word) == 0) {
            return &table->commands[i];
        }
    }
    return NULL;
}

/* The command that was probably meant; NULL if none is similar. */
static const char *nearest_command(const struct option_table *table, const char *word)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(word));

    for (size_t i = 0; i < table->command_count; i++) {
        suggestion_offer_string(&suggestion, table->commands[i].word);
    }
    return suggestion.nearest.data;
}

static bool take_argument(struct option_parse *parse, const char *word)
{
    parse->has_command = true;
    parse->arguments[parse->argument_count++] = word;
    return true;
}

/* A first word that is not a command. */
static bool take_other(struct option_parse *parse, const char *word)
{
    const struct option_table *table = parse->table;
    const char *meant = nearest_command(table, word);
    int quoted = quoted_length(dg_text_of(word));

    if (!parse->help_word && table->implied != NULL &&
        (meant == NULL || table->is_argument(word))) {
        return take_argument(parse, word);
    }
    if (meant != NULL) {
        return option_refuse(parse, "unknown command '%.*s'; did you mean '%s'?", quoted, word,
                             meant);
    }
    return option_refuse(parse, "unknown command '%.*s'; see --help", quoted, word);
}

/* `plain`: the word is after "--", so that it is a command only where one is needed. */
static bool take_word(struct option_parse *parse, const char *word, bool plain)
{
    const struct option_command *command = NULL;

    if (parse->has_command || (plain && parse->table->implied != NULL)) {
        return take_argument(parse, word);
    }
    command = command_named(parse->table, word);
    if (command == NULL) {
        return take_other(parse, word);
    }
    if (command->bit == 0) {
        parse->help = true;
        parse->help_word = true;
        return true;
    }
    parse->command = command;
    parse->has_command = true;
    return true;
}

static void set_fallbacks(struct option_parse *parse)
{
    for (size_t i = 0; i < parse->table->row_count; i++) {
        const struct option_row *row = &parse->table->rows[i];

        assert(row->read != NULL && row->help != NULL);
        if (row->fallback != NULL) {
            bool is_value = row->read(parse, row, row->fallback);

            assert(is_value);
        }
    }
}

bool option_apply(struct option_parse *parse, const struct option_setting *setting)
{
    bool fine = false;

    parse->place = setting->place;
    parse->set[setting->row - parse->table->rows] = true;
    fine = setting->row->read(parse, setting->row, setting->value);
    parse->place = NULL;
    return fine;
}

static bool apply_settings(struct option_parse *parse)
{
    for (size_t i = 0; i < parse->setting_count; i++) {
        if (!option_apply(parse, parse->settings[i])) {
            return false;
        }
    }
    return true;
}

bool option_read_help(struct option_parse *parse, const struct option_row *row, const char *value)
{
    assert(row->argument == NULL && value == NULL);
    parse->help = true;
    return true;
}

/* Checks that `help` is alone, or with a command and the arguments that help takes for it. */
static bool check_help(const struct option_parse *parse)
{
    const struct option_table *table = parse->table;
    size_t taken = parse->has_command ? parse->command->help_arguments : 0;

    for (size_t i = 0; i < table->row_count; i++) {
        if (parse->given[i] && table->rows[i].read != option_read_help &&
            (table->rows[i].commands & OPTION_OF_HELP) == 0) {
            return option_refuse(parse, "--%s doesn't apply to 'help'", table->rows[i].name);
        }
    }
    if (parse->argument_count > taken) {
        return option_refuse(parse, "'help' doesn't take the argument '%.*s'",
                             quoted_length(dg_text_of(parse->arguments[taken])),
                             parse->arguments[taken]);
    }
    return true;
}

bool option_parse(struct option_parse *parse, int argc, char **argv)
{
    bool only_words = false;

    assert(parse->table->row_count <= OPTION_MAX_ROWS);
    set_fallbacks(parse);
    if (!apply_settings(parse)) {
        return false;
    }
    parse->command = parse->table->implied;
    parse->words = argv;
    parse->word_count = argc;
    parse->next = 1;
    while (parse->next < argc) {
        const char *word = argv[parse->next++];
        bool fine = true;

        if (only_words || word[0] != '-' || word[1] == '\0') {
            fine = take_word(parse, word, only_words);
        } else if (strcmp(word, "--") == 0) {
            only_words = true;
        } else if (word[1] == '-') {
            fine = take_long(parse, word + 2);
        } else {
            fine = take_letters(parse, word + 1);
        }
        if (!fine) {
            return false;
        }
    }
    return !parse->help_word || check_help(parse);
}

static bool refuse_no_command(const struct option_parse *parse)
{
    char words[256] = "";
    size_t length = 0;

    for (size_t i = 0; i < parse->table->command_count && length < sizeof words; i++) {
        length += (size_t)snprintf(words + length, sizeof words - length, "%s%s",
                                   i == 0 ? "" : ", ", parse->table->commands[i].word);
    }
    return option_refuse(parse, "a command is missing; expected one of %s", words);
}

bool option_check(struct option_parse *parse)
{
    const struct option_table *table = parse->table;

    if (parse->command == NULL) {
        return refuse_no_command(parse);
    }
    for (size_t i = 0; i < table->row_count; i++) {
        if (parse->given[i] && (table->rows[i].commands & parse->command->bit) == 0) {
            return option_refuse(parse, "--%s doesn't apply to '%s'", table->rows[i].name,
                                 parse->command->word);
        }
    }
    return true;
}
