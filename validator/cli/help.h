/* The help, made from the option table and the contract. */
#ifndef DG_VALIDATE_HELP_H
#define DG_VALIDATE_HELP_H

#include "base/options.h"
#include "base/trouble.h"
#include "common/buffer.h"

/* Adds the help on the command that the options name. */
void help_add(struct buffer *out, const struct options *options,
              const struct dg_contract *contract);

/* Prints that help to standard output. */
enum exit_status help_print(const struct options *options, const struct dg_contract *contract);
enum exit_status help_version(void);

#endif
