/* The stack that deep documents take. */
#ifndef DG_VALIDATE_STACK_H
#define DG_VALIDATE_STACK_H

#include <stdbool.h>

#include "base/options.h"
#include "runtime/contract.h"

/* Whether the stack is large enough for documents of --max-depth. Otherwise prints one line of
   trouble with the depth that fits. */
DG_CHECKED bool stack_suffices(const struct options *options, const struct dg_contract *contract);

#endif
