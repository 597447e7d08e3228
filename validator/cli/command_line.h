/* The command line: one table of options drives parsing, help and errors. */
#ifndef DG_VALIDATE_COMMAND_LINE_H
#define DG_VALIDATE_COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/options.h"
#include "runtime/contract.h"

/* Reads the command line. False, with one line of trouble, if it can't be followed: then only
   command_line_free is left to call. */
bool command_line_parse(struct options *options, int argc, char **argv,
                        const struct dg_contract *contract);
void command_line_free(struct options *options);

/* For the help */

/* A row of the table as help shows it. False behind the last one. */
struct option_help {
    unsigned commands; /* enum command */
    char letter;       /* 0: none */
    const char *name;  /* without the dashes */
    const char *value; /* what stands for its value; NULL: it takes none */
    /* CHOICES in it stands for the words that the value may be, of which the first is the default.
     */
    const char *meaning;
};
bool command_line_describe(size_t index, struct option_help *help);

/* The words that the value of the option may be, then NULL. NULL: any word. */
const char *const *command_line_choices(size_t index);

#endif
