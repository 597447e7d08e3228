/* Completions for shells: scripts made from the tables of options and commands. */
#ifndef DG_COMMON_COMPLETION_H
#define DG_COMMON_COMPLETION_H

#include "common/buffer.h"
#include "common/option.h"

/* The form of a value, by the row of its option. */
enum completion_value {
    COMPLETION_NONE,    /* the option takes no value */
    COMPLETION_ANY,     /* nothing is known about values */
    COMPLETION_WORDS,   /* one of some words */
    COMPLETION_FILES,   /* the name of a file */
    COMPLETION_FOLDERS, /* the name of a folder */
    COMPLETION_PAIR     /* one of some words, then `=`, then a word or the name of a file */
};

enum completion_value completion_value_of(const struct option_row *row);

/* Adds the words of a value, or of the first half of a pair, each after a line feed. */
void completion_words(struct buffer *out, const struct option_row *row, const void *context);

/* Calls `add` for each line of `lines`. */
void completion_each(struct buffer *out, struct buffer *lines,
                     void (*add)(struct buffer *out, const char *line));

/* Adds the name of the program as a part of the name of a function. */
void completion_name(struct buffer *out, const char *program);

/* Adds text between apostrophes, as bash and zsh read it. Controls become spaces. */
void completion_quote(struct buffer *out, const char *text);

/* Write the script for a shell. `context` goes to the functions of the rows that list candidates.
 */
void completion_bash(struct buffer *out, const struct option_table *table, const void *context);
void completion_zsh(struct buffer *out, const struct option_table *table, const void *context);
void completion_fish(struct buffer *out, const struct option_table *table, const void *context);

#endif
