/* The commands of the program: its own, and those of the contract's operations. */
#ifndef DG_VALIDATE_COMMANDS_H
#define DG_VALIDATE_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/options.h"
#include "common/option.h"
#include "runtime/contract.h"

struct commands {
    struct option_command *rows;
    const struct dg_operation **operations; /* of each row; NULL: a command of the program */
    char **usages;                          /* of each row; NULL: the usage is constant */
    size_t count;
};

/* The caller frees. */
void commands_make(struct commands *commands, const struct dg_contract *contract);
void commands_free(struct commands *commands);

/* The operation that has the command; NULL: the command is the program's own. */
const struct dg_operation *commands_operation(const struct commands *commands,
                                              const struct option_command *command);

/* The command that was given with the options. */
const struct option_command *commands_find(const struct commands *commands,
                                           const struct options *options);

#endif
