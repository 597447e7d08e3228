/* The command `explain`: prints the meaning of a finding code, its source, and how to change its
 * severity. */
#ifndef DG_VALIDATE_EXPLAIN_H
#define DG_VALIDATE_EXPLAIN_H

#include "base/options.h"
#include "base/trouble.h"

/* Explains the code that the only argument names. */
DG_CHECKED enum exit_status explain_code(const struct options *options,
                                         const struct dg_contract *contract);

#endif
