/* The command line: one table of options drives parsing, help and errors. */
#ifndef DG_VALIDATE_COMMAND_LINE_H
#define DG_VALIDATE_COMMAND_LINE_H

#include <stdbool.h>

#include "base/options.h"
#include "cli/commands.h"
#include "common/option.h"
#include "runtime/contract.h"

/* Reads the command line. Returns false, with one line of trouble, if it is invalid: then only
   command_line_free may be called. */
DG_CHECKED bool command_line_parse(struct options *options, int argc, char **argv,
                                   const struct dg_contract *contract);
void command_line_free(struct options *options);

/* The table of the options and of these commands. `commands` must outlive the table. */
struct option_table command_line_table(const struct commands *commands);

#endif
