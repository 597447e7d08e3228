/* Command lines: one table of options and one of commands make parsing, messages and help. */
#ifndef DG_COMMON_OPTION_H
#define DG_COMMON_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "common/option_page.h"

#define OPTION_MAX_ROWS 128

/* The bit of the command `help`: options of this command are given with `help` or --help. */
#define OPTION_OF_HELP (1U << 31)

struct option_parse;
struct option_row;

/* Stores the value of an option, or NULL for one that takes none. Returns false, after
 * option_refuse(), if `value` is not a value of the option. */
typedef bool option_reader(struct option_parse *parse, const struct option_row *row,
                           const char *value);

/* Where an option may stand. */
enum option_source {
    OPTION_IN_NAMED_FILE, /* also in a configuration file that the command line names */
    OPTION_IN_ANY_FILE,   /* also in one that is found */
    OPTION_ON_LINE        /* only on the command line */
};

/* Adds the words that a value or an argument may be, each followed by a line feed. `context` is
 * that of the completion. */
typedef void option_candidates(struct buffer *out, const void *context);

struct option_row {
    const char *name;     /* without the dashes */
    char letter;          /* of the short form; 0: there is none */
    const char *argument; /* stands for the value in help; NULL: the option takes no value */
    unsigned commands;    /* bits of the commands that accept the option */
    const char *help;
    option_reader *read;
    size_t field;             /* offset in the struct of option_parse.fields */
    const char *fallback;     /* the value if the option isn't given; NULL: none */
    int64_t min;              /* of a number */
    int64_t max;              /* of a number, a size or seconds */
    const char *const *words; /* allowed values or beginnings of values; NULL after the last */
    const char *group;        /* begins a group of options in help; NULL: that of the row before */
    bool repeated;            /* may be given several times */
    /* For completions, of the value or, if `argument` has a '=', of its first half. NULL: they are
     * `words`, or not known. */
    option_candidates *candidates;
    enum option_source source;
    /* The names of options on the command line by which this one doesn't apply if it is in a
     * configuration file; NULL after the last. NULL: there are none. */
    const char *const *rivals;
};

/* An option in a configuration file. */
struct option_setting {
    const struct option_row *row;
    char *value; /* NULL: the option takes none */
    char *place; /* "FILE:LINE:COLUMN" */
    bool used;   /* the command line doesn't say otherwise, and the command has the option */
};

/* The values of an option that may be repeated. The caller gives `items` room for as many as there
 * are words in the command line. */
struct option_list {
    const char **items;
    size_t count;
};

/* Readers, and the type of the field of their rows. Strings are those of the command line. */
option_reader option_read_help;    /* none: sets help of struct option_parse */
option_reader option_read_flag;    /* bool */
option_reader option_read_text;    /* const char *, not empty */
option_reader option_read_list;    /* struct option_list, one more text */
option_reader option_read_number;  /* int64_t, from min to max */
option_reader option_read_size;    /* int64_t: bytes up to max; K, M and G are powers of 1024 */
option_reader option_read_seconds; /* int64_t: milliseconds, from 1 to max seconds */
option_reader option_read_choice;  /* int, index of the word */

/* The same two readers as functions for other readers: *out is the number, or the index of the
 * word. Return false, after option_refuse(), if `value` is not valid. */
DG_CHECKED bool option_number(struct option_parse *parse, const struct option_row *row,
                              const char *value, int64_t *out);
DG_CHECKED bool option_choice(struct option_parse *parse, const struct option_row *row,
                              const char *value, int *out);

struct option_command {
    const char *word;
    unsigned bit;          /* 0: `help`, which does the same as --help */
    const char *arguments; /* that follow the word, as usage shows them */
    const char *help;
    size_t help_arguments;         /* how many `help` takes after the word */
    bool files;                    /* arguments are names of files */
    option_candidates *candidates; /* for completions of arguments; NULL: none are known */
};

/* A command line that help shows. */
struct option_example {
    unsigned commands;
    const char *line; /* without the name of the program */
    const char *help;
};

struct option_table {
    const char *program;
    const char *version;
    const struct option_row *rows;
    size_t row_count; /* up to OPTION_MAX_ROWS */
    const struct option_command *commands;
    size_t command_count;
    const struct option_example *examples;
    size_t example_count;
    /* The command of a command line without one. NULL: a command is needed. */
    const struct option_command *implied;
    /* Whether an unknown first word, which is similar to a command, is an argument of the implied
     * command. NULL if there is no implied command. */
    bool (*is_argument)(const char *word);
    /* Prints one line with the reason why the command line is invalid. */
    void (*refuse)(const char *reason);
};

/* The contents of the command line. */
struct option_parse {
    const struct option_table *table;
    void *fields;        /* the program's struct of option values */
    const void *context; /* for readers of the program */
    /* The arguments that are neither option nor command; the caller gives room for all. */
    const char **arguments;
    size_t argument_count;
    const struct option_command *command; /* the implied one, or NULL, if none was given */
    bool has_command; /* a command was given or is implied: further words are arguments */
    bool help;        /* `help` or --help was given */
    bool help_word;   /* `help` was given */
    bool given[OPTION_MAX_ROWS]; /* on the command line, by index of row */
    bool set[OPTION_MAX_ROWS];   /* the same, or by a setting */
    /* Settings that apply before the command line; the caller sets them. */
    const struct option_setting *const *settings;
    size_t setting_count;
    const char *place; /* of the setting that is read; NULL: none is */
    char **words;
    int word_count;
    int next;
};

/* Reads a command line. The caller has set the table, the fields, the context and the arguments.
 * Options may stand anywhere before "--". Returns false, after option_refuse(), if a word
 * is wrong. */
DG_CHECKED bool option_parse(struct option_parse *parse, int argc, char **argv);

/* Checks that there is a command, and that it accepts the options. Returns false, after
   option_refuse(), if not. */
DG_CHECKED bool option_check(struct option_parse *parse);

/* Reports to the user, through the table, why the command line is invalid. Returns false. */
bool option_refuse(const struct option_parse *parse, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void *option_field(const struct option_parse *parse, const struct option_row *row);
/* Whether the option is on the command line. */
bool option_is_given(const struct option_parse *parse, const char *name);
/* Whether it is there or in the configuration. */
bool option_is_set(const struct option_parse *parse, const char *name);

/* Reads the value of a setting. Returns false, after option_refuse(), if it isn't valid. */
DG_CHECKED bool option_apply(struct option_parse *parse, const struct option_setting *setting);

/* Writes what a message about the option begins with, after its place. Returns `out`. */
const char *option_subject(char *out, size_t size, const struct option_parse *parse,
                           const struct option_row *row);

/* The bit of the command in the rows of options. */
unsigned option_bits(const struct option_command *command);

/* Help */

/* Adds the usage of a command or, if `command` is NULL, of all commands. */
void option_add_usage(struct option_page *page, const struct option_table *table,
                      const struct option_command *command);
void option_add_commands(struct option_page *page, const struct option_table *table);

/* Adds the options that one of these commands accepts, group by group. Options without a group have
   no title. */
void option_add_options(struct option_page *page, const struct option_table *table,
                        unsigned commands);

/* Adds the examples of these commands, if there are some. */
void option_add_examples(struct option_page *page, const struct option_table *table,
                         unsigned commands);

#endif
