/* The command `contract`: prints the contract that this program was built with. */
#ifndef DG_VALIDATE_DESCRIBE_H
#define DG_VALIDATE_DESCRIBE_H

#include "base/options.h"
#include "base/trouble.h"

/* Prints the contract as text, or as JSON with --json. */
DG_CHECKED enum exit_status describe_contract(const struct options *options,
                                              const struct dg_contract *contract);

/* "path", "query" or "header". Static. */
const char *describe_parameter_in(enum dg_parameter_in in);

#endif
